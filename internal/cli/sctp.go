package cli

import "github.com/gonetstat/gonetstat/internal/procnet"

// endpointJob lists net/sctp/eps or its counterpart in net/sctp6.
func (r *run) endpointJob(s scope, name string) job {
	t := r.sctpTable(s, name)
	t.parse = procnet.ParseSCTPEndpoint
	t.bogus = "warning, got bogus sctp eps line.\n"
	t.append = s.rows.AppendSCTPEndpoint
	return newJob(t, s.tables)
}

// associationJob lists net/sctp/assocs or its counterpart in net/sctp6.
func (r *run) associationJob(s scope, name string) job {
	t := r.sctpTable(s, name)
	t.parse = procnet.ParseSCTPAssociation
	if r.isRecords() {
		t.parse = procnet.ParseWholeSCTPAssociation
	}
	t.bogus = "warning, got bogus sctp assoc line.\n"
	t.append = s.rows.AppendSCTPAssociation
	return newJob(t, s.tables)
}

func (r *run) sctpTable(s scope, name string) *table[procnet.SCTPSocket] {
	t := &table[procnet.SCTPSocket]{
		name:  name,
		keep:  func(*procnet.SCTPSocket) verdict { return show },
		inode: func(row *procnet.SCTPSocket) uint64 { return row.Inode },
		retain: func(arena []byte, row *procnet.SCTPSocket) []byte {
			arena, row.Local = retain(arena, row.Local)
			arena, row.Peer = retain(arena, row.Peer)
			return arena
		},
	}
	r.filterSCTP(t, s.owners)
	if r.namesHosts() && !r.opts.numericSCTP() {
		t.lookup = func(row *procnet.SCTPSocket) {
			for _, list := range [...][]byte{row.Local, row.Peer} {
				for addr, rest := procnet.NextSCTPAddr(list); addr.IsValid(); addr, rest = procnet.NextSCTPAddr(rest) {
					r.lookup(addr)
				}
			}
		}
	}
	return t
}

// numericSCTP tells whether hosts of sctp are shown as numbers: net-tools does
// so whatever is asked for as a number, and with -N.
func (o *Options) numericSCTP() bool {
	return o.NumericHosts || o.NumericPorts || o.NumericUsers || o.Symbolic
}
