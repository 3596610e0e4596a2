package cli

import (
	"github.com/gonetstat/gonetstat/internal/procnet"
	"github.com/gonetstat/gonetstat/internal/states"
)

// and shows a row only if a test does so too, which is not asked otherwise.
func and[T any](keep func(*T) verdict, test func(*T) bool) func(*T) verdict {
	return func(row *T) verdict {
		v := keep(row)
		if v == show && !test(row) {
			return skip
		}
		return v
	}
}

// filterInternet applies the filters to a table of internet sockets. Raw
// sockets have no ports: in their place there is a protocol.
func (r *run) filterInternet(t *table[procnet.Socket], kind socketKind, owners *ownerPlan) {
	f := &r.filter
	if len(f.states) > 0 {
		word := states.UDP
		if kind == tcp {
			word = states.TCP
			if f.onlyListeners() {
				t.reading.OnDemand = true
				t.keep = untilListenersEnd(t.keep)
			}
		}
		t.keep = and(t.keep, func(row *procnet.Socket) bool { return f.state(word(row.State)) })
	}
	if len(f.ports) > 0 {
		t.keep = and(t.keep, func(row *procnet.Socket) bool {
			return kind != raw && f.port(row.Local.Port(), row.Remote.Port())
		})
	}
	if f.owners() {
		t.owned = func(row *procnet.Socket) bool { return owners.has(row.Inode) }
	}
}

// filterSCTP applies the filters to a table of sctp.
func (r *run) filterSCTP(t *table[procnet.SCTPSocket], owners *ownerPlan) {
	f := &r.filter
	if len(f.states) > 0 {
		t.keep = and(t.keep, func(row *procnet.SCTPSocket) bool { return f.sctpState(row.State) })
	}
	if len(f.ports) > 0 {
		t.keep = and(t.keep, func(row *procnet.SCTPSocket) bool { return f.port(row.LocalPort, row.PeerPort) })
	}
	if f.owners() {
		t.owned = func(row *procnet.SCTPSocket) bool { return owners.has(row.Inode) }
	}
}

// filterUnix applies the filters to net/unix. Without an inode column no
// owner is known.
func (r *run) filterUnix(t *table[procnet.UnixSocket], source *procnet.UnixTable, owners *ownerPlan) {
	f := &r.filter
	if len(f.states) > 0 {
		t.keep = and(t.keep, func(row *procnet.UnixSocket) bool { return f.state(states.Unix(row.State, row.Listening())) })
	}
	if len(f.ports) > 0 {
		t.keep = func(*procnet.UnixSocket) verdict { return skip }
	}
	if f.owners() {
		t.owned = func(row *procnet.UnixSocket) bool { return source.HasInode && owners.has(row.Inode) }
	}
}
