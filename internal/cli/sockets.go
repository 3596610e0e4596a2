package cli

import (
	"errors"
	"net/netip"
	"slices"

	"github.com/gonetstat/gonetstat/internal/procmap"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

// scope is one namespace whose sockets are listed.
type scope struct {
	tables procnet.Tables
	rows   rows
	owners *ownerPlan
}

// family is a protocol's tables, in the order they are listed.
type family struct {
	label  string     // what net-tools calls the protocol
	need   need       // what its lack means
	tables []*listing // for every scope
	main   []*listing // those of them whose lack counts
}

// sockets lists the sockets of the protocols and families asked for, of all
// namespaces in one list.
func (r *run) sockets(spaces []space) int {
	out := r.form(spaces)
	defer out.end()
	r.objects = r.objectsTo(out)
	if len(spaces) == 0 {
		return statusRefused
	}
	selection := r.opts.selection()
	owners := newOwnerPlan()
	scopes := make([]scope, len(spaces))
	for i, s := range spaces {
		scopes[i] = scope{s.tables, r.rows(s, owners), owners}
	}
	plan := r.plan(selection, scopes, owners)
	plan.start()
	defer plan.stop()
	status := statusOK
	if plan.ahead.owners != nil {
		owners.report(r.errs)
		if err := owners.err; err != nil {
			r.complain(err)
			if errors.Is(err, procmap.ErrTooFewFiles) {
				status = statusRefused
			}
		}
	}
	if len(plan.inet) > 0 {
		out.internet()
		more, ends := r.print(plan.inet, out)
		if status = max(status, more); ends {
			return status
		}
	}
	if selection.Groups != unwanted {
		if failed := r.groups(selection, spaces); failed != statusOK {
			return failed
		}
	}
	if len(plan.unix) > 0 {
		out.unix()
		more, ends := r.print(plan.unix, out)
		if status = max(status, more); ends {
			return status
		}
	}
	if r.opts.Output != outputs[0] || r.filter.any() {
		// The other forms, and filters, are for sockets of the internet and unix only.
		selection.IPX, selection.AX25, selection.X25, selection.NETROM, selection.ROSE = unwanted, unwanted, unwanted, unwanted, unwanted
	}
	return max(status, r.oldFamilies(selection, spaces))
}

// print prints the listings of families in their order. The lack of a family
// that was named ends the run, behind its other rows.
func (r *run) print(families []family, out form) (status int, ends bool) {
	for _, f := range families {
		missing := false
		for _, l := range f.tables {
			text, more := <-l.blocks
			if !more && l.missing && !missing && slices.Contains(f.main, l) {
				missing = true
				if f.need >= noted {
					r.noSupport(f.label)
				}
				ends = f.need == required
			}
			for ; more; text, more = <-l.blocks {
				if text.errs {
					r.errs.Write(text.text)
				} else {
					out.rows(text.text)
					l.recycle(text.text)
				}
			}
			if l.err != nil {
				status = max(status, r.lost(l.err))
			}
		}
		if ends {
			return statusRefused, true
		}
	}
	return status, false
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

// socketKind is how the rows of a protocol are printed and which are shown.
type socketKind int

const (
	tcp socketKind = iota
	udp
	raw
)

// socketJob lists a table of internet sockets.
func (r *run) socketJob(s scope, source procnet.SocketTable, proto string, kind socketKind) job {
	f := s.rows
	t := &table[procnet.Socket]{
		name:  source.Name,
		parse: source.Parse,
		inode: func(row *procnet.Socket) uint64 { return row.Inode },
	}
	if r.isRecords() {
		t.parse = source.ParseWhole
	}
	switch kind {
	case tcp:
		t.reading = procnet.Reading{ShortRows: true, OnDemand: r.opts.Listening && !r.opts.All}
		t.bogus = "warning, got bogus tcp line.\n"
		t.append = func(dst []byte, row *procnet.Socket) []byte { return f.AppendTCP(dst, proto, row) }
		t.keep = r.keep(func(row *procnet.Socket) bool { return row.Remote.Port() == 0 })
		if t.reading.OnDemand {
			t.keep = untilListenersEnd(t.keep)
		}
	case udp:
		t.bogus = "warning, got bogus udp line.\n"
		t.append = func(dst []byte, row *procnet.Socket) []byte { return f.AppendUDP(dst, proto, row) }
		t.keep = r.keep(func(row *procnet.Socket) bool { return row.Remote.Addr().IsUnspecified() })
	case raw:
		t.bogus = "warning, got bogus raw line.\n"
		t.append = func(dst []byte, row *procnet.Socket) []byte { return f.AppendRaw(dst, proto, row) }
		t.keep = r.keep(func(row *procnet.Socket) bool { return row.Remote.Addr().IsUnspecified() })
	}
	r.filterInternet(t, kind, s.owners)
	if r.namesHosts() {
		t.lookup = func(row *procnet.Socket) {
			r.lookup(row.Local.Addr())
			r.lookup(row.Remote.Addr())
		}
	}
	return newJob(t, s.tables)
}

// keep decides which rows are shown: all with -a, those without a peer with
// -l, and the others otherwise.
func (r *run) keep(alone func(*procnet.Socket) bool) func(*procnet.Socket) verdict {
	if r.opts.All {
		return func(*procnet.Socket) verdict { return show }
	}
	return func(row *procnet.Socket) verdict {
		if alone(row) == r.opts.Listening {
			return show
		}
		return skip
	}
}

// untilListenersEnd ends a table of tcp behind its listeners.
func untilListenersEnd(keep func(*procnet.Socket) verdict) func(*procnet.Socket) verdict {
	return func(row *procnet.Socket) verdict {
		if row.BehindListeners() {
			return stop
		}
		return keep(row)
	}
}

func (r *run) lookup(addr netip.Addr) {
	if !addr.IsUnspecified() {
		r.names.Prefetch(r.ctx, addr)
	}
}

// unixJob lists net/unix.
func (r *run) unixJob(s scope) job {
	f, source := s.rows, &procnet.UnixTable{}
	t := &table[procnet.UnixSocket]{
		name:    "unix",
		heading: source.Heading,
		parse:   source.Parse,
		bogus:   "warning, got bogus unix line.\n",
		inode:   func(row *procnet.UnixSocket) uint64 { return row.Inode },
		retain: func(arena []byte, row *procnet.UnixSocket) []byte {
			arena, row.Path = retain(arena, row.Path)
			return arena
		},
		append: func(dst []byte, row *procnet.UnixSocket) []byte {
			return f.AppendUnix(dst, row, source.HasInode)
		},
		keep: func(row *procnet.UnixSocket) verdict {
			if r.opts.All || row.Listening() == r.opts.Listening {
				return show
			}
			return skip
		},
	}
	r.filterUnix(t, source, s.owners)
	return newJob(t, s.tables)
}
