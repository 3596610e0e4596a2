package netstat

import (
	"context"
	"iter"
	"net/netip"

	"github.com/gonetstat/gonetstat/internal/engine"
	"github.com/gonetstat/gonetstat/internal/procmap"
	"github.com/gonetstat/gonetstat/internal/procnet"
	"github.com/gonetstat/gonetstat/internal/states"
)

// sctpTables are the tables of sctp, and whether they have endpoints. Those of IPv6
// are the same.
var sctpTables = [...]struct {
	name     string
	of       engine.SCTPTable
	endpoint bool
}{
	{"sctp/eps", engine.SCTPEndpoints, true},
	{"sctp/assocs", engine.SCTPAssociations, false},
}

func sctpSockets(ctx context.Context, o Options) iter.Seq2[SCTPSocket, error] {
	return func(yield func(SCTPSocket, error) bool) {
		run(ctx, &o, o.filter(), procmap.AllNames, o.choose, func(l *listing[SCTPSocket], s *space) {
			for _, t := range sctpTables {
				if o.Listening && !t.endpoint {
					continue
				}
				rows := engine.SCTP(l.plan, s.in(true), t.of, engine.Batches[procnet.SCTPSocket]())
				addTable(l, s, t.name, rows, func(row *procnet.SCTPSocket, socket *SCTPSocket) {
					*socket = SCTPSocket{
						Endpoint:  t.endpoint,
						State:     SkState(toByte(row.State)),
						Local:     sctpAddresses(row.Local),
						LocalPort: row.LocalPort,
						Peer:      sctpAddresses(row.Peer),
						PeerPort:  row.PeerPort,
						TxQueue:   uint64(row.TxQueue),
						RxQueue:   uint64(row.RxQueue),
						UID:       row.UID,
						Inode:     row.Inode,
						NetNS:     s.public.Label,
						Namespace: s.public,
					}
					socket.Process, socket.Owners = l.owners.of(row.Inode)
					if o.Details {
						socket.Details = newSCTPDetails(row, t.endpoint)
					}
				})
			}
		}, yield)
	}
}

func newSCTPDetails(row *procnet.SCTPSocket, endpoint bool) *SCTPDetails {
	more := &row.More
	d := &SCTPDetails{Style: states.SCTPStyle(more.Style)}
	if endpoint {
		return d
	}
	d.State = states.SCTPAssociation(more.State)
	d.ID = more.Association
	d.LocalPrimary, d.PeerPrimary = procnet.PrimarySCTPAddr(row.Local), procnet.PrimarySCTPAddr(row.Peer)
	for i, counter := range [len(more.Counted)]*int64{
		&d.HeartbeatInterval, &d.InStreams, &d.OutStreams, &d.MaxRetransmits, &d.InitRetries, &d.ShutdownRetries,
		&d.RetransmittedChunks, &d.WmemAlloc, &d.WmemQueued, &d.SndBuf, &d.RcvBuf,
	} {
		*counter = more.Counted[i]
	}
	return d
}

func sctpAddresses(list []byte) (addresses []netip.Addr) {
	for addr, rest := procnet.NextSCTPAddr(list); addr.IsValid(); addr, rest = procnet.NextSCTPAddr(rest) {
		addresses = append(addresses, addr)
	}
	return addresses
}
