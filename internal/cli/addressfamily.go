package cli

import (
	"io"
	"strings"
)

// familyListLimit is how many bytes net-tools holds of a list of address
// families: of one argument, and of all that were named, joined with commas.
const familyListLimit = 255

// A familyList collects the address families of a command line.
type familyList struct {
	opts   *Options
	errs   io.Writer
	length int // of opts.Families joined with commas
}

// add adds the families of a comma-separated list. A word that names none
// ends the run; one too many is complained about, and it and the rest of the
// list are dropped.
func (f *familyList) add(list string) error {
	if len(list) > familyListLimit {
		list = list[:familyListLimit]
	}
	for word := range strings.SplitSeq(list, ",") {
		name, flag := f.opts.family(word)
		if name == "" {
			return &ending{statusRefused, "Unknown address family `" + word + "'.\n"}
		}
		length := f.length + len(name)
		if f.length > 0 {
			length++
		}
		if length > familyListLimit {
			_, err := io.WriteString(f.errs, "Too much address family arguments.\n")
			return err
		}
		f.length = length
		f.opts.Families = append(f.opts.Families, name)
		if flag != nil {
			*flag = true
		}
	}
	return nil
}

// family gives net-tools' name of an address family and the option that it
// sets, if there is one. An unknown family has no name.
func (o *Options) family(word string) (name string, flag *bool) {
	switch word {
	case "inet", "ip", "tcpip":
		return "inet", &o.Inet4
	case "inet6", "ip6":
		return "inet6", &o.Inet6
	case "unix":
		return "unix", &o.Unix
	case "ipx":
		return "ipx", &o.IPX
	case "ax25":
		return "ax25", &o.AX25
	case "x25":
		return "x25", &o.X25
	case "netrom":
		return "netrom", &o.NETROM
	case "rose":
		return "rose", &o.ROSE
	case "bluetooth":
		return "bluetooth", &o.Bluetooth
	case "ddp", "appletalk":
		return "ddp", nil
	case "econet":
		return "ec", nil
	case "ash":
		return "ash", nil
	}
	return "", nil
}
