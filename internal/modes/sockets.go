package modes

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/gonetstat/gonetstat/internal/engine"
	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/names"
	"github.com/gonetstat/gonetstat/internal/netns"
	"github.com/gonetstat/gonetstat/internal/options"
	"github.com/gonetstat/gonetstat/internal/procmap"
	"github.com/gonetstat/gonetstat/internal/sockdiag"
	"github.com/gonetstat/gonetstat/internal/workload"
)

// sockets lists the sockets of the protocols and families asked for, of all
// namespaces in one list.
type sockets struct {
	tables options.Tables
	query  engine.Query
	names  *names.Cache
	form   format.Form
	log    *log
	listed bool // some socket was listed in this round

	workloads *workloads // what processes belong to; nil if nobody asks
	wanted    workload.Filter
	home      string // Place.home
}

func newSockets(at Place, request *options.Request, cache *names.Cache, form format.Form, log *log, finder *search, its *workloads) *sockets {
	needs, filter := form.Needs(), request.Filter
	filter.Only = its.only(filter.Only, request.Workloads)
	if needs.Owners || filter.ByOwner() {
		finder.owners = &procmap.Search{Only: filter.Only, Every: needs.Every, NetNS: true}
	}
	return &sockets{
		tables: request.Tables,
		query: engine.Query{
			Proc:    at.Proc,
			Filter:  filter,
			Owners:  needs.Owners,
			Every:   needs.Every,
			Whole:   needs.Whole,
			Columns: columns(needs),
		},
		names: cache,
		form:  form,
		log:   log,

		workloads: its,
		wanted:    request.Workloads,
		home:      at.home(),
	}
}

// columns gives those that a form shows.
func columns(needs format.Needs) (columns sockdiag.Columns) {
	if needs.Users {
		columns |= sockdiag.Users
	}
	if needs.Timers {
		columns |= sockdiag.Timers
	}
	if needs.Whole {
		columns |= sockdiag.Users | sockdiag.Timers | sockdiag.Rest
	}
	return columns
}

func (m *sockets) list(f *finding) int {
	query := m.query
	query.Scan = f.scan
	switch needs := m.form.Needs(); {
	case needs.Hosts, needs.SCTPHosts:
		query.Ready = m.names.Hold()
	case needs.UserNames:
		query.Ready = m.names.HoldUsers()
	}
	plan := engine.NewPlan(context.Background(), query)
	defer plan.Stop()
	listings := newListings(m, plan)
	listings.add(f.spaces)
	plan.StartAhead()
	spaces := f.rest()
	listings.add(spaces)
	plan.Start()
	if len(spaces) == 0 {
		return statusRefused
	}
	internet, unix := listings.of(spaces)
	m.listed = false
	status := statusOK
	if owners := plan.Owners(); owners != nil && len(internet)+len(unix) > 0 {
		status = m.sayOwners(owners)
	}
	more, ends := m.print(format.Internet, spaces, internet)
	if status = max(status, more); ends {
		return status
	}
	if m.tables.Groups != options.Unwanted {
		groups := &each{&groups{m.tables.Inet4, m.tables.Inet6, m.tables.Groups, m.form}, m.form, m.log}
		if failed := groups.list(f); failed != statusOK {
			return failed
		}
	}
	more, ends = m.print(format.Unix, spaces, unix)
	if status = max(status, more); ends {
		return status
	}
	if m.query.Filter.ByOwner() && !m.listed && m.form.Needs().Certain {
		status = max(status, m.unseen(plan.Owners()))
	} else if m.query.Filter.ByOwner() && !m.listed {
		said := plan.Owners().Notice() != procmap.Complete || plan.Owners().Refused() && !m.form.Needs().Faithful
		a := absence{proc: m.query.Proc, home: m.home, spaces: spaces, log: m.log, said: said, wanted: m.wanted, workloads: m.workloads}
		a.explain(m.query.Filter.Only)
	}
	return max(status, m.oldFamilies(spaces))
}

// sayOwners says which owners may be missing, and gives the status that this
// means.
func (m *sockets) sayOwners(owners *engine.Owners) int {
	err := owners.Wait()
	switch owners.Notice() {
	case procmap.NoneReadable:
		fmt.Fprintf(m.log.errs, "(No info could be read for \"-p\": geteuid()=%d but you should be root.)\n", os.Geteuid())
	case procmap.SomeDenied:
		io.WriteString(m.log.errs, "(Not all processes could be identified, non-owned process info\n"+
			" will not be shown, you would have to be root to see it all.)\n")
	}
	if !m.form.Needs().Faithful && owners.Notice() == procmap.Complete {
		m.sayMissed(owners)
	}
	if err != nil {
		m.log.complain(err)
	}
	if errors.Is(err, procmap.ErrTooFewFiles) {
		return statusRefused
	}
	return statusOK
}

// unseen gives the status of a list without rows: a failure if sockets of the
// processes asked for may not have been found.
func (m *sockets) unseen(owners *engine.Owners) int {
	if owners.Notice() != procmap.Complete || owners.Refused() || netns.HidesProcesses(m.query.Proc) {
		return statusRefused
	}
	return statusOK
}

// sayMissed says why owners may be missing where net-tools does not.
func (m *sockets) sayMissed(owners *engine.Owners) {
	switch {
	case owners.Refused():
		m.sayOnce("(Not all programs may be known: some processes do not tell which sockets they have" + takesPtrace() + ".)\n")
	case netns.HidesProcesses(m.query.Proc):
		m.sayOnce("(Not all programs may be known: /proc is mounted with hidepid and does not show all processes.)\n")
	}
}

// sayOnce says a line, unless it was said in the round before.
func (m *sockets) sayOnce(line string) {
	if m.log.first(line) {
		io.WriteString(m.log.errs, line)
	}
}

// print prints the listings of families in their order. The lack of a family
// that was named ends the run, behind its other rows. So does a row, where one is
// enough.
func (m *sockets) print(s format.Section, spaces []*space, families []family) (status int, ends bool) {
	if len(families) == 0 {
		return statusOK, false
	}
	m.form.Begin(s, spaces[0].in)
	for _, f := range families {
		missing := false
		for _, l := range f.tables {
			for piece := range l.Pieces() {
				m.listed = m.listed || len(piece.rows) > 0
				m.log.errs.Write(piece.errs)
				m.form.Print(piece.rows)
				if piece.early {
					spaces[0].in.Slow()
				}
				l.Recycle(piece)
				if m.listed && m.form.Needs().One {
					return status, true
				}
			}
			switch {
			case l.Err == nil:
			case !netns.Lacks(l.Err):
				status = max(status, m.log.lost(l.Err))
			case !missing && slices.Contains(f.main, l):
				missing = true
				if f.need >= options.Noted {
					noSupport(m.log.errs, f.label)
				}
				ends = f.need == options.Required
			}
		}
		if ends {
			return statusRefused, true
		}
	}
	return status, false
}
