package options

import (
	"strings"

	"github.com/gonetstat/gonetstat/internal/format/sorted"
)

// sorting defines the option for the order of sockets.
func sorting() Definition {
	words := sorted.Words()
	return Definition{
		Name: "sort", Own: true, Value: "KEY", List: true, Repeat: true, Dash: true,
		Words: words,
		Help:  "sort sockets by KEYs such as port; -KEY: greatest first",
		Manual: `Sort internet and unix sockets, each in their own list, by these keys, the first
before the next:
.Cm ` + strings.Join(words, " , ") + ` .
With a
.Sq -
in front of a key the greatest come first.
The order is the same in every form and with names: hosts, ports and users are
sorted by their numbers, IPv4 before IPv6.
Sockets that have the same keys keep their order, and those without a process,
a workload or a user sort as the greatest.
All rows are kept until they can be sorted, which takes memory: for a million of
them some hundred MiB.`,
		want: oneOf(words) + ", with a - in front for the greatest first",
		reads: func(l *line, word string) bool {
			order, ok := sorted.ParseOrder(word)
			l.Sort = append(l.Sort, order)
			return ok
		},
	}
}
