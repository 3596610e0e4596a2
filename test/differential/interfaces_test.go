package differential

import (
	"fmt"
	"math/rand"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func init() {
	register(generator{"interfaces", 120, makeInterfaces})
}

// devHeadings are the headings of net/dev: of today's kernels, of those before
// 2.2 and 2.0, and some that no kernel has.
var devHeadings = []string{
	"Inter-|   Receive                                                |  Transmit\n" +
		" face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed\n",
	"Inter-|   Receive                  |  Transmit\n face |bytes    packets errs drop fifo frame|bytes    packets errs drop fifo colls carrier\n",
	"Inter-|   Receive                  |  Transmit\n face |packets errs drop fifo frame|packets errs drop fifo colls carrier\n",
	"\n\n",
	"Inter-|\n",
	"x\n  compressed\n",
	"bytes\n BYTES",
	strings.Repeat(" ", 600) + "bytes\n",
	"",
}

// interfaceFlags are the options that -i comes with.
func interfaceFlags(r *rand.Rand) []string {
	return append([]string{"-i"}, someOf(r, 0.4, "-a", "-e", "-e", "-n", "-v", "-W", "-N", "-6", "eth0")...)
}

// makeInterfaces makes trees for the interfaces that this machine has.
func makeInterfaces(r *rand.Rand) (tree, []string) {
	tr := tree{}
	names := []string{"lo", "lo", "lo", "eth0", "lo:0", "lo:", "absent", "a-name-of-15-chr", ""}
	if r.Intn(10) > 0 {
		tr["net/dev"] = devTable(r, names)
	}
	if r.Intn(10) > 0 {
		tr["net/if_inet6"] = inet6Table(r, names)
	}
	return tr, interfaceFlags(r)
}

func devTable(r *rand.Rand, names []string) string {
	var b strings.Builder
	heading := devHeadings[0]
	if r.Intn(3) == 0 {
		heading = devHeadings[r.Intn(len(devHeadings))]
	}
	b.WriteString(heading)
	for range r.Intn(6) {
		b.WriteString(devRow(r, names[r.Intn(len(names))]))
	}
	return b.String()
}

func devRow(r *rand.Rand, name string) string {
	counters := make([]string, 16)
	for i := range counters {
		counters[i] = strconv.FormatUint(r.Uint64()>>r.Intn(64), 10)
		if r.Intn(3) == 0 {
			counters[i] = "0"
		}
	}
	separator, end := ":", "\n"
	if r.Intn(5) == 0 {
		i := r.Intn(len(counters))
		garbled := []string{"", "-1", "x", "1x", "0x10", "+7", "1:2", "18446744073709551616", "99999999999999999999999", "\x00", strings.Repeat(" ", 500) + "1", "\v8"}
		counters[i] = garbled[r.Intn(len(garbled))]
		counters = counters[:1+r.Intn(len(counters))]
		separator = []string{":", " ", " :", "::", ":1:", ":1", ": ", ""}[r.Intn(8)]
		end = []string{"\n", "\r\n", "", "\n\n"}[r.Intn(4)]
	}
	row := resize(r, fmt.Sprintf("%6s%s%s", name, separator, strings.Join(counters, " ")), "-dddddddd") + end
	return strings.ReplaceAll(row, aliasMinusOne+":", ":4294967294:")
}

// aliasMinusOne is the end of the name of an alias that the reference takes for
// its interface.
const aliasMinusOne = ":4294967295"

// As an int its number is that of no alias. The reference lists whichever of the
// two it has come across first, with the counters of the last.
func TestAliasMinusOneIsListedBesideItsInterface(t *testing.T) {
	row := func(name string, packets int) string {
		return fmt.Sprintf("%6s:%d %d 0 0 0 0 0 0 0 0 0 0 0 0 0 0\n", name, packets, packets)
	}
	tr := tree{"net/dev": devHeadings[0] + row("lo", 111) + row("lo"+aliasMinusOne, 222)}
	reference, ours := runFabricated(t, tr, "-i")
	rows := regexp.MustCompile(`(?m)^lo\S* +\d+ +\d+`)
	assert.Equal(t, []string{"lo              65536      222"}, rows.FindAllString(reference.stdout, -1))
	assert.Equal(t, []string{"lo:4294967295   65536      222", "lo              65536      111"}, rows.FindAllString(ours.stdout, -1))
}

func inet6Table(r *rand.Rand, names []string) string {
	var b strings.Builder
	for range r.Intn(8) {
		address := []string{"00000000000000000000000000000001", "fe80000000000000fc54fffe0b000001", "20010db8000000000001000000000001",
			"00000000000000000000ffff01020304", "00000000000000000000000001020304", "00000000000000000000000000000102",
			strings.Repeat("0", 32), fmt.Sprintf("%016x%016x", r.Uint64(), r.Uint64())}[r.Intn(8)]
		fields := []string{address, fmt.Sprintf("%02x", 1+r.Intn(300)), fmt.Sprintf("%02x", r.Intn(129)), fmt.Sprintf("%02x", r.Intn(256)), "80", fmt.Sprintf("%8s", names[r.Intn(len(names))])}
		end := "\n"
		if r.Intn(12) == 0 {
			i := r.Intn(len(fields))
			fields[i] = []string{"", "-1", "0x", "zz", "1ff", "0x1", "a:b", "fe80", "+4", "eth0123456789012345678901", "%lo", "%"}[r.Intn(12)]
			end = []string{"\n", "\r\n", "", " "}[r.Intn(4)]
		}
		b.WriteString(resize(r, strings.Join(fields, " "), "6xxxx") + end)
	}
	return b.String()
}

// TestLiveInterfaces compares lists of the interfaces that can be made here.
func TestLiveInterfaces(t *testing.T) {
	ns := newNamespace(t)
	for _, command := range []string{
		"link add br0 type bridge",
		"link add br10 type bridge",
		"link add br2 type bridge",
		"link add link br0 name mv0 type macvlan",
		"link add v0 type veth peer name v1",
		"link add a-name-of-15-ch type veth peer name v2",
		"link add vx0 type vxlan id 3 dstport 4789",
		"tuntap add dev tun0 mode tun",
		"tuntap add dev tap0 mode tap",
		"addr add 10.1.2.3/24 brd + dev br0",
		"addr add 10.1.2.4/24 dev br0",
		"addr add 10.1.3.1/25 brd + dev br0 label br0:1",
		"addr add 10.1.4.1/8 dev br0 label br0:10",
		"addr add 10.1.5.1/32 dev br0 label br0:2",
		"addr add 10.1.6.1/32 dev br0 label br0:office",
		"addr add 10.9.9.1 peer 10.9.9.2/32 dev tun0",
		"addr add 10.8.8.1 peer 10.8.8.2 dev v0",
		"addr add 127.0.0.9/8 dev lo label lo:9",
		"-6 addr add fd00::1 peer fd00::2 dev tun0",
		"-6 addr add 2001:db8::1/64 dev br0",
		"-6 addr add fe80::77/64 dev br0 scope link",
		"-6 addr add ::ffff:1.2.3.4/128 dev br0",
		"link set v0 promisc on allmulticast on up",
		"link set v1 address 02:00:5e:00:53:af txqueuelen 7 mtu 1337 up",
		"link set v2 up",
		"link set a-name-of-15-ch up",
		"link set mv0 arp off up",
		"link set tap0 dynamic on",
		"link set tun0 multicast off up",
		"link set br0 up",
		"link set br10 up",
		"addr add 10.7.7.7/24 dev br2",
	} {
		ns.run(t, append([]string{"ip"}, strings.Fields(command)...)...)
	}
	ns.run(t, "bash", "-c", "for i in 1 2 3; do head -c 700 /dev/zero >/dev/udp/127.0.0.1/9 || true; done")
	for _, args := range []string{
		"-i", "-ia", "-ie", "-iae", "-iaee", "-in", "-iaen", "-iN", "-iaeW", "-iv", "-i6", "-ie6", "-i4ae", "-iaev eth0",
		"--interfaces", "--interfaces --extend --all", "-ilpo", "-ieA inet6",
	} {
		t.Run(args, func(t *testing.T) { compareLive(t, ns, strings.Fields(args)...) })
	}
	for _, args := range []string{"-ia", "-iae"} {
		t.Run("nobody "+args, func(t *testing.T) { compareLiveAs(t, ns, nobody, strings.Fields(args)...) })
	}
}
