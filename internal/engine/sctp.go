package engine

import (
	"strings"

	"github.com/gonetstat/gonetstat/internal/procnet"
	"github.com/gonetstat/gonetstat/internal/states"
)

// An SCTPTable is one of the tables of sctp.
type SCTPTable struct {
	name  string
	parse func(line []byte, row *procnet.SCTPSocket) bool
	whole func(line []byte, row *procnet.SCTPSocket) bool
}

// The tables of sctp. Those of net/sctp6 are of no kernel, but net-tools reads
// them.
var (
	SCTPEndpoints     = SCTPTable{"sctp/eps", procnet.ParseSCTPEndpoint, procnet.ParseSCTPEndpoint}
	SCTPEndpoints6    = SCTPTable{"sctp6/eps", procnet.ParseSCTPEndpoint, procnet.ParseSCTPEndpoint}
	SCTPAssociations  = SCTPTable{"sctp/assocs", procnet.ParseSCTPAssociation, procnet.ParseWholeSCTPAssociation}
	SCTPAssociations6 = SCTPTable{"sctp6/assocs", procnet.ParseSCTPAssociation, procnet.ParseWholeSCTPAssociation}
)

// SCTP adds a table of sctp of a namespace to a plan. Whether endpoints,
// associations or both are listed is the caller's choice: all rows of a table
// are alike. One with several addresses at each end has any two of them for Ends.
func SCTP[P any](p *Plan, in Space, of SCTPTable, work Work[procnet.SCTPSocket, P]) *Listing[P] {
	f := &p.query.Filter
	t := &table[procnet.SCTPSocket]{
		keep: func(row *procnet.SCTPSocket) verdict {
			switch {
			case len(f.States) > 0 && !f.state(sctpState(row.State)),
				!f.port(row.LocalPort, row.PeerPort),
				f.Ends != nil && !f.Ends.areSCTP(row):
				return skip
			}
			return show
		},
		inode: func(row *procnet.SCTPSocket) uint64 { return row.Inode },
		retain: func(arena []byte, row *procnet.SCTPSocket) []byte {
			arena, row.Local = retain(arena, row.Local)
			arena, row.Peer = retain(arena, row.Peer)
			return arena
		},
		see: work.See,
	}
	if f.ByOwner() {
		t.owned = func(row *procnet.SCTPSocket) bool { return p.owners.has(row.Inode) }
	}
	t.open = func() (source[procnet.SCTPSocket], error) {
		file, err := in.Tables.Open(of.name)
		if err != nil {
			return nil, err
		}
		parse := of.parse
		if p.query.Whole {
			parse = of.whole
		}
		return &lines[procnet.SCTPSocket]{reader: procnet.NewReader(file, procnet.Reading{}), parse: parse}, nil
	}
	return add(p, t, work.Make)
}

// sctpState gives the word for a state. Net-tools puts the number of an unknown
// one behind the word, which is none of it.
func sctpState(n int32) string {
	word, _, _ := strings.Cut(states.SCTP(n), "(")
	return word
}
