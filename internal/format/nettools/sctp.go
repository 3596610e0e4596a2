package nettools

import (
	"net/netip"

	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/procnet"
	"github.com/gonetstat/gonetstat/internal/states"
)

// AppendSCTPEndpoint appends a row of net/sctp/eps: a line for each of its
// addresses.
func (f *Sockets) AppendSCTPEndpoint(dst []byte, row *procnet.SCTPSocket) []byte {
	addr, rest := procnet.NextSCTPEndpointAddr(row.Local)
	for first := true; addr.IsValid(); first = false {
		proto, state := "", ""
		if first {
			proto, state = "sctp", states.SCTP(row.State)
		} else {
			dst = append(dst, '\n')
		}
		dst = appendLeft(dst, proto, 20)
		start := len(dst)
		dst = f.appendSCTPEnd(dst, addr, row.LocalPort)
		dst = append(pad(dst, start, 47), ' ')
		dst = appendLeft(dst, state, 11)
		addr, rest = procnet.NextSCTPEndpointAddr(rest)
	}
	return f.appendSCTPDetails(dst, row)
}

// AppendSCTPAssociation appends a row of net/sctp/assocs: lines for the first,
// second and further addresses of both ends. Only the first have their ports.
func (f *Sockets) AppendSCTPAssociation(dst []byte, row *procnet.SCTPSocket) []byte {
	local, locals := procnet.NextSCTPAddr(row.Local)
	peer, peers := procnet.NextSCTPAddr(row.Peer)
	for first := true; local.IsValid() || peer.IsValid(); first = false {
		start := len(dst)
		if first {
			dst = append(dst, "sctp  "...)
			dst = append(appendUintRight(dst, uint64(row.RxQueue), 6), ' ')
			dst = append(appendUintRight(dst, uint64(row.TxQueue), 6), ' ')
		} else {
			dst = append(dst, '\n')
			start++
			dst = pad(dst, start, 20)
		}
		state := ""
		if first {
			state = states.SCTP(row.State)
		}
		dst = f.appendSCTPColumn(dst, local, row.LocalPort, first)
		dst = f.appendSCTPColumn(dst, peer, row.PeerPort, first)
		dst = appendLeft(dst, state, 11)
		local, locals = procnet.NextSCTPAddr(locals)
		peer, peers = procnet.NextSCTPAddr(peers)
	}
	return f.appendSCTPDetails(dst, row)
}

func (f *Sockets) appendSCTPColumn(dst []byte, addr netip.Addr, port uint16, withPort bool) []byte {
	start := len(dst)
	switch {
	case !addr.IsValid():
	case withPort:
		dst = f.appendSCTPEnd(dst, addr, port)
	default:
		dst = f.appendSCTPHost(dst, addr)
	}
	return append(pad(dst, start, endpointWidth), ' ')
}

// appendSCTPEnd appends an address and a port, which net-tools gives no name
// here.
func (f *Sockets) appendSCTPEnd(dst []byte, addr netip.Addr, port uint16) []byte {
	return format.AppendPortNumber(append(f.appendSCTPHost(dst, addr), ':'), port)
}

// maxSCTPHost is how much of a name net-tools has room for.
const maxSCTPHost = 63

// appendSCTPHost appends a host, which net-tools does not cut to the column.
func (f *Sockets) appendSCTPHost(dst []byte, addr netip.Addr) []byte {
	start := len(dst)
	dst = f.AppendSCTPHost(dst, addr)
	return dst[:min(len(dst), start+maxSCTPHost)]
}

func (f *Sockets) appendSCTPDetails(dst []byte, row *procnet.SCTPSocket) []byte {
	dst = f.appendDetails(dst, row.UID, row.Inode)
	if f.Timers {
		dst = append(dst, ' ') // there is a column, and never a timer
	}
	return f.appendEnd(dst, row.Inode)
}
