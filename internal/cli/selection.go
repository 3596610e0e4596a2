package cli

// A need says what becomes of a listing if the kernel lacks a table.
type need int

const (
	unwanted need = iota // the table is not listed
	optional             // nothing is said
	noted                // it is said, and the listing goes on
	required             // it is said, and the run ends there with status 1
)

// A selection says which tables a listing of sockets consists of. Their order
// is that of the fields.
type selection struct {
	TCP, SCTP, UDP, UDPLite, Raw need
	Groups                       need
	Unix                         need
	IPX, AX25, X25, NETROM, ROSE need
	Bluetooth                    bool // refused in the end, after all other tables

	// Of the tables from TCP to Groups, those for IPv4 and those for IPv6.
	// Only the IPv4 table counts as lacking, and only if it is listed.
	Inet4, Inet6 bool
}

// selection derives the tables to list from the protocols and families that
// were named.
func (o *Options) selection() selection {
	var s selection
	s.Bluetooth = o.L2CAP || o.RFCOMM || o.Bluetooth
	s.Inet4 = o.Inet4 || !o.Inet6
	s.Inet6 = o.Inet6 || !o.Inet4

	internet := o.TCP || o.SCTP || o.UDP || o.UDPLite || o.Raw
	family := o.Inet4 || o.Inet6
	other := o.IPX || o.AX25 || o.X25 || o.NETROM || o.ROSE
	if !internet && !family && !other && !o.Unix && !o.Groups && !s.Bluetooth {
		all := optional
		if o.Verbose {
			all = noted
		}
		s.TCP, s.SCTP, s.UDP, s.UDPLite, s.Raw = all, all, all, all, all
		s.Unix, s.IPX, s.AX25, s.X25, s.NETROM, s.ROSE = all, all, all, all, all, all
		return s
	}

	// A family alone selects all of its protocols, and makes unix sockets
	// and groups beside it optional too.
	byFamily := family && !internet
	wanted := func(named bool, missing need) need {
		if named {
			return missing
		}
		return unwanted
	}
	missing := required
	if byFamily {
		missing = optional
	}
	s.TCP = wanted(o.TCP || byFamily, missing)
	s.SCTP = wanted(o.SCTP || byFamily, missing)
	s.UDP = wanted(o.UDP || byFamily, missing)
	s.UDPLite = wanted(o.UDPLite || byFamily, missing)
	s.Raw = wanted(o.Raw || byFamily, missing)
	s.Groups = wanted(o.Groups, missing)
	s.Unix = wanted(o.Unix, missing)
	s.IPX = wanted(o.IPX, required)
	s.AX25 = wanted(o.AX25, required)
	s.X25 = wanted(o.X25, required)
	s.NETROM = wanted(o.NETROM, required)
	s.ROSE = wanted(o.ROSE, required)
	return s
}
