package differential

import (
	"fmt"
	"math/rand"
	"strings"
)

func init() { register(generator{"masquerade", 60, makeMasquerade}) }

// makeMasquerade makes net/ip_masquerade, in both forms that it had.
func makeMasquerade(r *rand.Rand) (tree, []string) {
	tr := tree{}
	previous := r.Intn(2) == 0
	if r.Intn(12) > 0 {
		tr["net/ip_masquerade"] = masqueradeTable(r, previous)
	}
	if r.Intn(2) == 0 {
		addNameFiles(r, tr)
		tr["/etc/services"] += "web 80/tcp\nudpweb 80/udp\nicmpweb 80/icmp\ngreweb 80/gre\nipweb 80/ip\n"
	}
	args := append([]string{"-M"}, numericOptions(r, tr)...)
	return tr, append(args, someOf(r, 0.25, "-e", "-v", "-W", "-t", "-4", "-g", "-a", "-p")...)
}

func masqueradeTable(r *rand.Rand, previous bool) string {
	if r.Intn(15) == 0 {
		return pick(r, "", "\n", "heading\n", "Prc PDelta", "\nTCP")
	}
	text := "Prc FromIP   FPrt ToIP     TPrt Masq Init-seq  Delta Expires (free=40959,40960,40960)\n"
	if previous {
		text = strings.Replace(text, "Delta ", "Delta PDelta ", 1)
	}
	odd := r.Intn(4) == 0
	for range r.Intn(10) {
		number := func() int { return pick(r, 0, r.Intn(100), r.Intn(100000), -r.Intn(100000)) }
		row := fmt.Sprintf("%-4s %08X:%04X %08X:%04X %04X %08X %6d", pick(r, "TCP", "TCP", "UDP", "ICMP", "GRE", "IP", "ESP"),
			r.Uint32(), pick(r, 0, 80, r.Intn(65536)), pick(r, 0, r.Uint32()), pick(r, 0, 80, 53, r.Intn(65536)), r.Intn(65536),
			pick(r, 0, r.Uint32()), number())
		if previous {
			row += fmt.Sprintf(" %6d", number())
		}
		row += fmt.Sprintf(" %7d", pick(r, 0, 99, 90000, r.Intn(1<<20), int(r.Uint32()), -1))
		if odd {
			row = shift(r, resize(r, row, "wxxxxxxddd"))
		}
		if odd && r.Intn(6) == 0 {
			row = pick(r, "garbage", "", row+" more", row+"\r", " "+row, strings.ToLower(row), row[:r.Intn(len(row))], strings.Replace(row, ":", "", 1),
				strings.ReplaceAll(row, " ", "\t"), "AH"+row, "\x00"+row, strings.Replace(row, "C", "\x00", 1))
		}
		if r.Intn(3) > 0 {
			row = fmt.Sprintf("%-127s", row)
		}
		text += row + "\n"
	}
	return strings.TrimSuffix(text, pick(r, "", "", "", "\n"))
}
