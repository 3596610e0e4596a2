package cli

import (
	"golang.org/x/sys/unix"

	"github.com/gonetstat/gonetstat/internal/procnet"
)

// family is a protocol's tables, in the order they are listed.
type family struct {
	label  string     // what net-tools calls the protocol
	need   need       // what its lack means
	tables []*listing // for every scope
	main   []*listing // those of them whose lack counts
}

// job is a table to be listed and the work of listing it.
type job struct {
	listing *listing
	list    func(ahead *ahead, stopped <-chan struct{}, closed func())
}

func newJob[T any](t *table[T], tables procnet.Tables) job {
	l := newListing()
	return job{l, func(ahead *ahead, stopped <-chan struct{}, closed func()) {
		l.stopped = stopped
		list(l, t, tables, ahead, closed)
	}}
}

// plan is what a list of sockets consists of. Its tables are read side by side
// and printed in order.
type plan struct {
	inet  []family
	unix  []family
	jobs  []job // in the order of printing
	ahead ahead

	stopped chan struct{}
}

// plan decides which tables are listed.
func (r *run) plan(selection selection, scopes []scope, owners *ownerPlan) *plan {
	p := &plan{}
	add := func(label string, need need, v4, v6 func(scope) job) {
		if need == unwanted {
			return
		}
		f := family{label: label, need: need}
		for _, s := range scopes {
			if selection.Inet4 {
				l := p.add(v4(s))
				f.tables, f.main = append(f.tables, l), append(f.main, l)
			}
			if selection.Inet6 {
				f.tables = append(f.tables, p.add(v6(s)))
			}
		}
		p.inet = append(p.inet, f)
	}
	socket := func(t procnet.SocketTable, proto string, kind socketKind) func(scope) job {
		return func(s scope) job { return r.socketJob(s, t, proto, kind) }
	}
	sctp := func(make func(scope, string) job, name string) func(scope) job {
		return func(s scope) job { return make(s, name) }
	}
	add("AF INET (tcp)", selection.TCP, socket(procnet.TCP, "tcp", tcp), socket(procnet.TCP6, "tcp6", tcp))
	if r.opts.All || r.opts.Listening {
		add("AF INET (sctp)", selection.SCTP, sctp(r.endpointJob, "sctp/eps"), sctp(r.endpointJob, "sctp6/eps"))
	}
	if r.opts.All || !r.opts.Listening {
		add("AF INET (sctp)", selection.SCTP, sctp(r.associationJob, "sctp/assocs"), sctp(r.associationJob, "sctp6/assocs"))
	}
	add("AF INET (udp)", selection.UDP, socket(procnet.UDP, "udp", udp), socket(procnet.UDP6, "udp6", udp))
	add("AF INET (udplite)", selection.UDPLite, socket(procnet.UDPLite, "udpl", udp), socket(procnet.UDPLite6, "udpl6", udp))
	add("AF INET (raw)", selection.Raw, socket(procnet.Raw, "raw", raw), socket(procnet.Raw6, "raw6", raw))
	if selection.Unix != unwanted {
		f := family{label: "AF UNIX", need: selection.Unix}
		for _, s := range scopes {
			l := p.add(r.unixJob(s))
			f.tables, f.main = append(f.tables, l), append(f.main, l)
		}
		p.unix = append(p.unix, f)
	}
	if r.wantsOwners() && len(p.jobs) > 0 {
		p.ahead.owners = owners
		owners.start(r.ctx, r.proc, r.filter.only)
	}
	if r.namesHosts() && len(p.jobs) > 0 {
		p.ahead.release = r.names.Hold()
	}
	return p
}

func (p *plan) add(j job) *listing {
	p.jobs = append(p.jobs, j)
	return j.listing
}

// maxOpenTables bounds how many tables are open at a time, each with a chunk
// of its own and a file descriptor.
const maxOpenTables = 64

// openTables gives the bound for this process, which leaves descriptors for
// the scan of processes, and for a second one that a table takes for a moment.
func openTables() int {
	const others, perTable = 10, 4
	var limit unix.Rlimit
	if unix.Getrlimit(unix.RLIMIT_NOFILE, &limit) != nil || limit.Cur < others+perTable {
		return 1
	}
	return int(min(maxOpenTables, (limit.Cur-others)/perTable))
}

// start begins to list the tables. They start in the order of printing, so
// that the one being printed is never kept from starting by later ones.
func (p *plan) start() {
	p.stopped = make(chan struct{})
	p.ahead.waiting, p.ahead.shared = len(p.jobs), batchesShared
	slots := make(chan struct{}, openTables())
	go func() {
		for _, j := range p.jobs {
			select {
			case slots <- struct{}{}:
			case <-p.stopped:
				return
			}
			go j.list(&p.ahead, p.stopped, func() { <-slots })
		}
	}()
}

// stop ends the listing wherever it is. It does not wait for what is still
// under way: a lookup may take seconds, and its rows are not shown any more.
func (p *plan) stop() {
	close(p.stopped)
	if p.ahead.release != nil {
		p.ahead.release()
	}
}
