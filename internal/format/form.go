package format

import (
	"github.com/gonetstat/gonetstat/internal/extras"
	"github.com/gonetstat/gonetstat/internal/procmap"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

// A Form is a form of output: net-tools' own, a table for people, JSON, NDJSON
// or CSV. It is chosen once, at the start of a run, and serves all rounds of
// -c. A mode gives it sections one after the other and in each the text of
// rows, which it has made, maybe in several goroutines, by the form's Rows.
//
// A Form keeps write errors to the writer that it prints to.
type Form interface {
	// Needs says what the form shows, so that nobody looks for the rest.
	Needs() Needs
	// Rows gives what turns the rows of one namespace into text.
	Rows(in Space) Rows
	// Space says that what follows is of this namespace alone, until the next
	// one: for modes whose rows of several namespaces are not in one list.
	Space(in Space)
	// Begin says that rows of a section follow, which may be none. In a list
	// of several namespaces at once, in is the first of them.
	Begin(s Section, in Space)
	// Print prints rows of the section that was begun last. The form keeps
	// nothing of text, but may change it.
	Print(text []byte)
	// Remark prints a sentence that net-tools prints among its rows, and tells
	// whether it did so: most forms have no room for one.
	Remark(sentence string) bool
	// End says that there are no more rows in this round.
	End()
}

// Needs says what a form shows of the things that are not always looked for.
type Needs struct {
	Owners    bool // processes that have sockets
	Every     bool // all of these, not only the first of each socket
	Workloads bool // what processes belong to
	Hosts     bool // names of hosts, which are looked up ahead of the rows
	SCTPHosts bool // the same of hosts of sctp
	Users     bool // users and inodes of sockets
	Timers    bool // of sockets
	UserNames bool // names of users
	Label     bool // what a namespace is called, even if it is the only one
	Whole     bool // columns of tables that net-tools does not read, and all addresses of interfaces
	Interface bool // what net-tools shows of an interface with -e only
	Extras    bool // what the tables do not tell of sockets
	TCPInfo   bool // of these, what belongs to a connection of TCP
	// Faithful tells that the exit status is net-tools' own too, where
	// net-tools takes an empty table for a failure.
	Faithful bool
	// One tells that one row is enough: others may be left out.
	One bool
	// Certain tells that it matters whether rows may be missing: then that is a
	// failure.
	Certain bool
}

// A Space is a network namespace as a form sees it.
type Space struct {
	Label   string // what it is called, "-" for the program's own without a name
	Inode   uint64 // its number; 0 if nobody needs it
	Several bool   // it is listed beside others, so that its rows must tell
	Owners  Owners // who has its sockets; nil where no sockets are listed
	Extras  Extras // what a table does not tell of its sockets; nil where nobody asks for it
	// Workloads tells what these belong to; nil where that is not shown.
	Workloads Workloads
	// Residents tells what all who live in it belong to, or nil if that is not
	// the same or not known. It is nil itself where that is not shown, and for
	// a namespace that is not listed beside others. Who lives there is looked
	// for when it is called first.
	Residents func() *Workload
	// Ahead says that the text of the rows is thrown away: it is made so that
	// the names of hosts in it are looked up, all at a time, before it is made
	// once more to be printed. So nothing waits for a name.
	Ahead bool
	// Slow, if it is not nil, is called when the names in a row take long, by the
	// goroutine that makes its text, which then is the only one that uses the
	// Rows. The text of the rows before is whole, and may be shown meanwhile.
	Slow func()
}

// Owners finds the processes that have a socket.
type Owners interface {
	// Lookup gives the first.
	Lookup(inode uint64) (*procmap.Owner, bool)
	// Holders gives all of them, for a form that needs Every.
	Holders(inode uint64) procmap.Holders
	// Status says what is known of them.
	Status(inode uint64) procmap.Status
}

// Extras finds what a table does not tell of its sockets.
type Extras interface {
	Internet(row *procnet.Socket) (extras.Socket, bool)
	Unix(inode uint64) (extras.UnixSocket, bool)
}

// A Section is a part of a listing, with a heading of its own in most forms.
type Section int

// The sections, by what their rows are.
const (
	Internet        Section = iota // sockets of tcp, sctp, udp, udplite and raw
	Unix                           // sockets
	Groups                         // multicast groups
	IPX                            // sockets of the old families
	AX25                           //
	X25                            //
	NetROM                         //
	Rose                           //
	InetRoutes                     // net/route
	Inet6Routes                    // net/ipv6_route
	InetRouteCache                 // net/rt_cache; its columns: RouteRows.AppendRouteCacheHeading
	Inet6RouteCache                // cached rows of net/ipv6_route
	Neighbours                     // net/ndisc, for the route cache of IPv6
	AX25Routes                     // routes of the old families
	NetROMRoutes                   //
	RoseRoutes                     //
	X25Routes                      //
	IPXRoutes                      //
	AppleTalkRoutes                //
	Interfaces                     // of -i
	Counters                       // of -s
	Masquerades                    // of -M; begun only if there are rows
	Summary                        // counts of sockets
)

// Rows turns the rows of one namespace into text, by appending to dst. Its
// methods may be called concurrently. The text has to be printed by the form
// that gave the Rows, in the section that the rows belong to.
type Rows interface {
	SocketRows
	OldSocketRows
	GroupRows
	RouteRows
	OldRouteRows
	InterfaceRows
	CounterRows
	MasqueradeRows
	SummaryRows
}

// SocketRows turns sockets of the internet and of unix into text.
type SocketRows interface {
	// AppendTCP appends a row of "tcp" or "tcp6", as proto says.
	AppendTCP(dst []byte, proto string, row *procnet.Socket) []byte
	// AppendUDP appends a row of "udp", "udp6", "udpl" or "udpl6".
	AppendUDP(dst []byte, proto string, row *procnet.Socket) []byte
	// AppendRaw appends a row of "raw" or "raw6", whose local port is the IP
	// protocol that the socket receives.
	AppendRaw(dst []byte, proto string, row *procnet.Socket) []byte
	// AppendSCTPEndpoint appends a row of net/sctp/eps.
	AppendSCTPEndpoint(dst []byte, row *procnet.SCTPSocket) []byte
	// AppendSCTPAssociation appends a row of net/sctp/assocs.
	AppendSCTPAssociation(dst []byte, row *procnet.SCTPSocket) []byte
	// AppendUnix appends a row of net/unix. hasInode tells whether the table
	// has an inode column; without one no owner can be found, and no path.
	AppendUnix(dst []byte, row *procnet.UnixSocket, hasInode bool) []byte
}

// OldSocketRows turns sockets of the old families into text.
type OldSocketRows interface {
	AppendIPX(dst []byte, row *procnet.IPXSocket) []byte
	AppendAX25(dst []byte, row *procnet.AX25Socket) []byte
	AppendX25(dst []byte, row *procnet.X25Socket) []byte
	AppendNetROM(dst []byte, row *procnet.NetROMSocket) []byte
	AppendRose(dst []byte, row *procnet.RoseSocket) []byte
}

// GroupRows turns memberships of multicast groups into text.
type GroupRows interface {
	AppendGroup(dst []byte, row *procnet.Group) []byte
}

// RouteRows turns routes of the internet into text.
type RouteRows interface {
	AppendRoute(dst []byte, row *procnet.Route) []byte
	AppendRoute6(dst []byte, row *procnet.Route6) []byte
	// AppendRouteCacheHeading appends what names the columns of a route cache.
	AppendRouteCacheHeading(dst []byte, columns procnet.RouteCacheForm) []byte
	AppendCachedRoute(dst []byte, row *procnet.CachedRoute, columns procnet.RouteCacheForm) []byte
	AppendNeighbour(dst []byte, row *procnet.Neighbour) []byte
}

// OldRouteRows turns routes of the old families into text.
type OldRouteRows interface {
	AppendAX25Route(dst []byte, row *procnet.AX25Route) []byte
	AppendNetROMRoute(dst []byte, row *procnet.NetROMRoute) []byte
	AppendRoseRoute(dst []byte, row *procnet.RoseRoute) []byte
	AppendX25Route(dst []byte, row *procnet.X25Route) []byte
	AppendIPXRoute(dst []byte, row *procnet.IPXRoute) []byte
	AppendAppleTalkRoute(dst []byte, row *procnet.AppleTalkRoute) []byte
}

// InterfaceRows turns interfaces into text.
type InterfaceRows interface {
	AppendInterface(dst []byte, in *Interface) []byte
}

// CounterRows turns the counters of -s into text. A group of counters is from
// a table of net/snmp's form, or of net/snmp6's; all groups of a listing go
// through the same CounterRows, one after the other.
type CounterRows interface {
	AppendSNMP(dst []byte, group procnet.CounterGroup) []byte
	AppendSNMP6(dst []byte, group procnet.CounterGroup) []byte
}

// MasqueradeRows turns masqueraded connections into text.
type MasqueradeRows interface {
	AppendMasquerade(dst []byte, row *procnet.Masquerade) []byte
}
