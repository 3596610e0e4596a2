package options

// A Need says what becomes of a listing if the kernel lacks a table.
type Need int

// The needs, from the least on.
const (
	Unwanted Need = iota // the table is not listed
	Optional             // nothing is said
	Noted                // it is said, and the listing goes on
	Required             // it is said, and the run ends there with status 1
)

// Tables says which tables a listing of sockets consists of. Their order is
// that of the fields.
type Tables struct {
	TCP, SCTP, UDP, UDPLite, Raw Need
	Groups                       Need
	Unix                         Need
	IPX, AX25, X25, NETROM, ROSE Need
	Bluetooth                    bool // refused in the end, after all other tables

	// Of the tables from TCP to Groups, those for IPv4 and those for IPv6.
	// Only the IPv4 table counts as lacking, and only if it is listed.
	Inet4, Inet6 bool
}

// tables derives the tables to list from the protocols and families that were
// named.
func (l *line) tables() Tables {
	t := Tables{
		Bluetooth: l.bluetooth,
		Inet4:     l.inet4 || !l.inet6,
		Inet6:     l.inet6 || !l.inet4,
	}
	internet := l.tcp || l.sctp || l.udp || l.udplite || l.raw
	family := l.inet4 || l.inet6
	old := l.ipx || l.ax25 || l.x25 || l.netrom || l.rose
	if !internet && !family && !old && !l.unix && !l.groups && !l.bluetooth {
		all := Optional
		if l.Verbose {
			all = Noted
		}
		t.TCP, t.SCTP, t.UDP, t.UDPLite, t.Raw, t.Unix = all, all, all, all, all, all
		if l.Form == NetTools && !l.Chooses() && !l.Summary && !l.Changes {
			// Elsewhere they are listed only if they are named: no filter fits
			// them, and they have other columns.
			t.IPX, t.AX25, t.X25, t.NETROM, t.ROSE = all, all, all, all, all
		}
		return t
	}

	// A family alone selects all of its protocols, and makes unix sockets
	// and groups beside it optional too.
	byFamily := family && !internet
	missing := Required
	if byFamily {
		missing = Optional
	}
	wanted := func(named bool, missing Need) Need {
		if named {
			return missing
		}
		return Unwanted
	}
	t.TCP = wanted(l.tcp || byFamily, missing)
	t.SCTP = wanted(l.sctp || byFamily, missing)
	t.UDP = wanted(l.udp || byFamily, missing)
	t.UDPLite = wanted(l.udplite || byFamily, missing)
	t.Raw = wanted(l.raw || byFamily, missing)
	t.Groups = wanted(l.groups, missing)
	t.Unix = wanted(l.unix, missing)
	t.IPX = wanted(l.ipx, Required)
	t.AX25 = wanted(l.ax25, Required)
	t.X25 = wanted(l.x25, Required)
	t.NETROM = wanted(l.netrom, Required)
	t.ROSE = wanted(l.rose, Required)
	return t
}
