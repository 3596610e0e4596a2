package options

import (
	"io"
	"slices"
	"strings"
)

// familyListLimit is how many bytes net-tools holds of a list of address
// families: of one argument, and of all that were named, joined with commas.
const familyListLimit = 255

// A family is an address family that -A names.
type family struct {
	words []string          // that it is named by
	name  string            // net-tools' own
	sets  func(*line) *bool // nil if no sockets of it are listed
}

// addressFamilies are those that net-tools knows.
func addressFamilies() []family {
	return []family{
		{[]string{"inet", "ip", "tcpip"}, "inet", func(l *line) *bool { return &l.inet4 }},
		{[]string{"inet6", "ip6"}, "inet6", func(l *line) *bool { return &l.inet6 }},
		{[]string{"unix"}, "unix", func(l *line) *bool { return &l.unix }},
		{[]string{"ipx"}, "ipx", func(l *line) *bool { return &l.ipx }},
		{[]string{"ax25"}, "ax25", func(l *line) *bool { return &l.ax25 }},
		{[]string{"x25"}, "x25", func(l *line) *bool { return &l.x25 }},
		{[]string{"netrom"}, "netrom", func(l *line) *bool { return &l.netrom }},
		{[]string{"rose"}, "rose", func(l *line) *bool { return &l.rose }},
		{[]string{"ddp", "appletalk"}, "ddp", nil},
		{[]string{"econet"}, "ec", nil},
		{[]string{"ash"}, "ash", nil},
		{[]string{"bluetooth"}, "bluetooth", func(l *line) *bool { return &l.bluetooth }},
	}
}

// familyWords gives a word for each address family.
func familyWords() (words []string) {
	for _, family := range addressFamilies() {
		words = append(words, family.words[0])
	}
	return words
}

// addFamilies adds the families of a comma-separated list. A word that names
// none ends the run; one too many is complained about, and it and the rest of
// the list are dropped.
func (l *line) addFamilies(list string) error {
	if len(list) > familyListLimit {
		list = list[:familyListLimit]
	}
	known := addressFamilies()
	for word := range strings.SplitSeq(list, ",") {
		i := slices.IndexFunc(known, func(f family) bool { return slices.Contains(f.words, word) })
		if i < 0 {
			return &ending{statusRefused, "Unknown address family `" + word + "'.\n"}
		}
		family := known[i]
		length := l.familiesLength + len(family.name)
		if l.familiesLength > 0 {
			length++
		}
		if length > familyListLimit {
			_, err := io.WriteString(l.errs, "Too much address family arguments.\n")
			return err
		}
		l.familiesLength = length
		l.Families = append(l.Families, family.name)
		if family.sets != nil {
			*family.sets(l) = true
		}
	}
	return nil
}
