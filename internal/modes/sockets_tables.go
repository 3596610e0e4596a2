package modes

import (
	"context"
	"net/netip"
	"slices"
	"strings"

	"github.com/gonetstat/gonetstat/internal/engine"
	"github.com/gonetstat/gonetstat/internal/extras"
	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/options"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

// family is a protocol's tables, in the order they are listed.
type family struct {
	label  string                   // what net-tools calls the protocol
	need   options.Need             // what its lack means
	tables []*engine.Listing[*text] // of every namespace
	main   []*engine.Listing[*text] // those of them whose lack counts
}

// listings are the tables of namespaces in a plan. Which families are listed is
// the same in all of them.
type listings struct {
	mode     *sockets
	plan     *engine.Plan
	internet map[*space][]family
	unix     map[*space][]family
}

func newListings(m *sockets, plan *engine.Plan) *listings {
	return &listings{m, plan, make(map[*space][]family), make(map[*space][]family)}
}

// add adds the tables of the namespaces that have none in the plan.
func (l *listings) add(spaces []*space) {
	for _, s := range spaces {
		if _, is := l.internet[s]; is {
			continue
		}
		if owners := l.plan.Owners(); owners != nil {
			s.in.Owners = owners
		}
		if l.mode.form.Needs().Workloads {
			s.in.Workloads = l.mode.workloads
		}
		l.internet[s] = l.mode.internet(l.plan, s)
		l.unix[s] = l.mode.unix(l.plan, s)
	}
}

// of gives the families of some namespaces, in their order.
func (l *listings) of(spaces []*space) (internet, unix []family) {
	return joined(l.internet, spaces), joined(l.unix, spaces)
}

// joined gives families with their tables in all of some namespaces.
func joined(families map[*space][]family, spaces []*space) []family {
	all := families[spaces[0]]
	for _, s := range spaces[1:] {
		for i, f := range families[s] {
			all[i].tables = append(all[i].tables, f.tables...)
			all[i].main = append(all[i].main, f.main...)
		}
	}
	return all
}

// internet adds the tables of the internet's protocols to a plan.
func (m *sockets) internet(plan *engine.Plan, s *space) (families []family) {
	add := func(label string, need options.Need, v4, v6 func() *engine.Listing[*text]) {
		if need == options.Unwanted {
			return
		}
		f := family{label: label, need: need}
		if m.tables.Inet4 {
			f.main = append(f.main, v4())
		}
		f.tables = slices.Clone(f.main)
		if m.tables.Inet6 {
			f.tables = append(f.tables, v6())
		}
		families = append(families, f)
	}
	socket := func(of engine.InternetTable, proto string) func() *engine.Listing[*text] {
		return func() *engine.Listing[*text] { return m.socket(plan, s, of, proto) }
	}
	sctp := func(of engine.SCTPTable, bogus string, appendRow func(format.Rows, []byte, *procnet.SCTPSocket) []byte) func() *engine.Listing[*text] {
		return func() *engine.Listing[*text] { return m.sctp(plan, s, of, bogus, appendRow) }
	}
	add("AF INET (tcp)", m.tables.TCP, socket(engine.TCP, "tcp"), socket(engine.TCP6, "tcp6"))
	which := m.query.Filter.Which
	if which != engine.Connected {
		const bogus = "warning, got bogus sctp eps line.\n"
		add("AF INET (sctp)", m.tables.SCTP,
			sctp(engine.SCTPEndpoints, bogus, format.Rows.AppendSCTPEndpoint),
			sctp(engine.SCTPEndpoints6, bogus, format.Rows.AppendSCTPEndpoint))
	}
	if which != engine.Listening {
		const bogus = "warning, got bogus sctp assoc line.\n"
		add("AF INET (sctp)", m.tables.SCTP,
			sctp(engine.SCTPAssociations, bogus, format.Rows.AppendSCTPAssociation),
			sctp(engine.SCTPAssociations6, bogus, format.Rows.AppendSCTPAssociation))
	}
	add("AF INET (udp)", m.tables.UDP, socket(engine.UDP, "udp"), socket(engine.UDP6, "udp6"))
	add("AF INET (udplite)", m.tables.UDPLite, socket(engine.UDPLite, "udpl"), socket(engine.UDPLite6, "udpl6"))
	add("AF INET (raw)", m.tables.Raw, socket(engine.Raw, "raw"), socket(engine.Raw6, "raw6"))
	return families
}

// socket adds a table of internet sockets, by net-tools' name of the protocol.
func (m *sockets) socket(plan *engine.Plan, s *space, of engine.InternetTable, proto string) *engine.Listing[*text] {
	in, side := m.withExtras(s.in)
	maker, rows := m.maker(in)
	appendRow, bogus := rows.AppendTCP, "warning, got bogus tcp line.\n"
	switch {
	case strings.HasPrefix(proto, "udp"):
		appendRow, bogus = rows.AppendUDP, "warning, got bogus udp line.\n"
	case strings.HasPrefix(proto, "raw"):
		appendRow, bogus = rows.AppendRaw, "warning, got bogus raw line.\n"
	}
	var see func(*procnet.Socket)
	if m.form.Needs().Hosts {
		see = func(row *procnet.Socket) {
			m.prefetch(row.Local.Addr())
			m.prefetch(row.Remote.Addr())
		}
	}
	todo := work(maker, see, bogus, func(dst []byte, row *procnet.Socket) []byte { return appendRow(dst, proto, row) })
	todo.Extras = side
	return engine.Internet(plan, s.engine(), of, todo)
}

// sctp adds a table of sctp.
func (m *sockets) sctp(plan *engine.Plan, s *space, of engine.SCTPTable, bogus string,
	appendRow func(format.Rows, []byte, *procnet.SCTPSocket) []byte) *engine.Listing[*text] {
	maker, rows := m.maker(s.in)
	var see func(*procnet.SCTPSocket)
	if m.form.Needs().SCTPHosts {
		see = func(row *procnet.SCTPSocket) {
			for _, list := range [...][]byte{row.Local, row.Peer} {
				for addr, rest := procnet.NextSCTPAddr(list); addr.IsValid(); addr, rest = procnet.NextSCTPAddr(rest) {
					m.prefetch(addr)
				}
			}
		}
	}
	return engine.SCTP(plan, s.engine(), of, work(maker, see, bogus, func(dst []byte, row *procnet.SCTPSocket) []byte {
		return appendRow(rows, dst, row)
	}))
}

// unix adds the unix sockets of a namespace to a plan.
func (m *sockets) unix(plan *engine.Plan, s *space) []family {
	if m.tables.Unix == options.Unwanted {
		return nil
	}
	in, side := m.withExtras(s.in)
	maker, rows := m.maker(in)
	table := engine.Unix(plan, s.engine(), func(columns *procnet.UnixTable) engine.Work[procnet.UnixSocket, *text] {
		todo := work(maker, nil, "warning, got bogus unix line.\n", func(dst []byte, row *procnet.UnixSocket) []byte {
			return rows.AppendUnix(dst, row, columns.HasInode)
		})
		todo.Extras = side
		return todo
	})
	tables := []*engine.Listing[*text]{table}
	return []family{{"AF UNIX", m.tables.Unix, tables, tables}}
}

// withExtras gives a namespace as a form sees it while it shows one table, and
// what the engine is to fill with what that table does not tell, nil if the form
// does not show it.
func (m *sockets) withExtras(in format.Space) (format.Space, *extras.Table) {
	needs := m.form.Needs()
	if !needs.Extras {
		return in, nil
	}
	side := &extras.Table{TCPInfo: needs.TCPInfo}
	in.Extras = side
	return in, side
}

// prefetch starts to look up the name of a host.
func (m *sockets) prefetch(addr netip.Addr) {
	if !addr.IsUnspecified() {
		m.names.Prefetch(context.Background(), addr)
	}
}

// socketSections gives the sections of a list of sockets.
func socketSections(tables *options.Tables) (sections []format.Section) {
	for _, s := range [...]struct {
		section format.Section
		needs   []options.Need
	}{
		{format.Internet, []options.Need{tables.TCP, tables.SCTP, tables.UDP, tables.UDPLite, tables.Raw}},
		{format.Groups, []options.Need{tables.Groups}},
		{format.Unix, []options.Need{tables.Unix}},
		{format.IPX, []options.Need{tables.IPX}},
		{format.AX25, []options.Need{tables.AX25}},
		{format.X25, []options.Need{tables.X25}},
		{format.NetROM, []options.Need{tables.NETROM}},
		{format.Rose, []options.Need{tables.ROSE}},
	} {
		for _, need := range s.needs {
			if need != options.Unwanted {
				sections = append(sections, s.section)
				break
			}
		}
	}
	return sections
}
