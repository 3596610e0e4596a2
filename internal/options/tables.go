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
