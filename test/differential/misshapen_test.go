package differential

import (
	"math/rand"
	"regexp"
	"strings"

	"github.com/gonetstat/gonetstat/internal/procnet"
)

// resize makes now and then a word of a row, whose columns are of these kinds,
// narrower, wider, or larger than a kernel writes it.
func resize(r *rand.Rand, row, kinds string) string {
	if r.Intn(12) > 0 {
		return row
	}
	return pick(r, append(resized(row, kinds), row)...)
}

// shift puts now and then what stands behind some place of a row one or more
// places to the left or to the right.
func shift(r *rand.Rand, row string) string {
	if r.Intn(12) > 0 || row == "" {
		return row
	}
	at := r.Intn(len(row))
	if r.Intn(2) == 0 {
		return row[:at] + row[min(at+1+r.Intn(3), len(row)):]
	}
	return row[:at] + pick(r, " ", "  ", "   ", "0", "1", "-", "\t", ":") + row[at:]
}

// shiftSocket shifts a row of a table of sockets, short of what makes the
// reference show memory that it has not written: columns that a row lacks,
// unless it lacks so many that it is none, and words of an IPv6 address, for
// which it takes both if the local one has more than 8 digits.
func shiftSocket(r *rand.Rand, row string) string {
	odd := shift(r, row)
	whole := wholeSocket.FindStringSubmatch(odd)
	const threeWords = 24
	if whole != nil && (len(whole[1]) <= 8 || len(whole[1]) > threeWords && len(whole[2]) > threeWords) ||
		whole == nil && !procnet.UDP.Parse([]byte(odd), new(procnet.Socket)) {
		return odd
	}
	return row
}

var wholeSocket = regexp.MustCompile(`^\s*[-+]?\d+:\s*([0-9A-F]+):[-+]?[0-9A-F]+\s*([0-9A-F]+):[-+]?[0-9A-F]+\s+[-+]?[0-9A-F]+` +
	`\s+[-+]?[0-9A-F]+:\s*[-+]?[0-9A-F]+\s+[-+]?[0-9A-F]+:\s*[-+]?[0-9A-F]+\s+[-+]?[0-9A-F]+\s+[-+]?\d+\s+[-+]?\d+\s+[-+]?\d+`)

// hasStateWords tells that net-tools has a word for the state of each socket in
// these tables. Otherwise it reads outside its table of words.
func hasStateWords(tr tree) bool {
	below := func(state, words int32) bool { return 0 <= state && state < words }
	for _, name := range []string{"tcp", "tcp6"} {
		for line := range strings.Lines(tr["net/"+name]) {
			var row procnet.Socket
			if procnet.TCP.Parse([]byte(strings.TrimSuffix(line, "\n")), &row) && !below(row.State, 12) {
				return false
			}
		}
	}
	for row := range procnet.NewAX25Table([]byte(tr["net/ax25"])).Rows() {
		if !below(row.State, 5) {
			return false
		}
	}
	for row := range procnet.NetROMSockets([]byte(tr["net/nr"])) {
		if !below(row.State, 4) {
			return false
		}
	}
	for row := range procnet.RoseSockets([]byte(tr["net/rose"])) {
		if !below(row.State, 4) {
			return false
		}
	}
	for row := range procnet.X25Sockets([]byte(tr["net/x25"])) {
		if !below(row.State, 5) {
			return false
		}
	}
	return true
}

// numericOptions picks options for numbers. Without one for hosts, which would
// be asked for, the tree gets files that say where names are found.
func numericOptions(r *rand.Rand, tr tree) []string {
	args := someOf(r, 0.3, "-n", "--numeric-hosts", "--numeric-ports", "--numeric-users", "-N")
	if _, ok := tr["/etc/nsswitch.conf"]; !ok {
		tr["/etc/nsswitch.conf"] = nameSources
	}
	if _, ok := tr["/etc/hosts"]; !ok {
		tr["/etc/hosts"] = "127.0.0.1 localhost\n127.0.0.1 other\n10.1.2.3 a-host-with-a-name.example.org alias\n::1 ip6-localhost\n224.0.0.251 mdns.mcast.net\n"
	}
	return args
}
