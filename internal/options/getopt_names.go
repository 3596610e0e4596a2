package options

import "strings"

// The long options of net-tools, families in front, in the order in which the
// reference names the possibilities of an ambiguous abbreviation. getopt_long
// cannot tell families apart, so that they are never ambiguous among themselves.
// "unix" is the family and, behind it, the protocol; they do the same, and make
// every shorter form ambiguous.
const (
	familyNames = "ax25 ip ipx rose appletalk netrom inet inet6 ddp unix tcpip x25 bluetooth"
	otherNames  = "version interfaces help route masquerade protocol tcp sctp udp udplite raw unix l2cap rfcomm " +
		"listening all timers continuous extend programs verbose statistics wide " +
		"numeric numeric-hosts numeric-ports numeric-users symbolic cache fib groups context"
)

// A longOption is one row of getopt_long's table of net-tools' options.
type longOption struct {
	name   string
	family bool
}

// beginning gives the long options of net-tools that begin with a prefix, or
// the one whose name it is.
func beginning(prefix string) (found []longOption) {
	for i, names := range [...]string{familyNames, otherNames} {
		for name := range strings.FieldsSeq(names) {
			if name == prefix {
				return []longOption{{name, i == 0}}
			}
			if strings.HasPrefix(name, prefix) {
				found = append(found, longOption{name, i == 0})
			}
		}
	}
	return found
}
