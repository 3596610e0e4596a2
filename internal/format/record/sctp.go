package record

import (
	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/procnet"
	"github.com/gonetstat/gonetstat/internal/states"
)

// AppendSCTPEndpoint appends a row of net/sctp/eps.
func (r *rows) AppendSCTPEndpoint(dst []byte, row *procnet.SCTPSocket) []byte {
	return r.appendSCTP(dst, row, true)
}

// AppendSCTPAssociation appends a row of net/sctp/assocs.
func (r *rows) AppendSCTPAssociation(dst []byte, row *procnet.SCTPSocket) []byte {
	return r.appendSCTP(dst, row, false)
}

func (r *rows) appendSCTP(dst []byte, row *procnet.SCTPSocket, listens bool) []byte {
	local, _ := procnet.NextSCTPAddr(row.Local)
	peer, _ := procnet.NextSCTPAddr(row.Peer)
	family := "inet"
	if local.Is6() {
		family = "inet6"
	}
	w := r.row(kindSCTP)
	dst = r.begin(&w, dst)
	for _, part := range w.parts {
		switch part {
		case 0:
			dst = w.word(dst, keyProto, "sctp")
			dst = w.word(dst, keyFamily, family)
			dst = w.word(dst, keyState, states.SCTP(row.State))
			dst = w.address(dst, keyLocalAddress, local)
			dst = w.unsigned(dst, keyLocalPort, uint64(row.LocalPort))
			if listens {
				dst = w.nulls(dst, keyPeerAddress, keyPeerPort, keyRecvQ, keySendQ)
			} else {
				dst = w.address(dst, keyPeerAddress, peer)
				dst = w.unsigned(dst, keyPeerPort, uint64(row.PeerPort))
				dst = w.unsigned(dst, keyRecvQ, uint64(row.RxQueue))
				dst = w.unsigned(dst, keySendQ, uint64(row.TxQueue))
			}
			dst = r.appendUser(&w, dst, row.UID, format.HasUserSCTP(row))
			dst = w.unsigned(dst, keyInode, row.Inode)
		case 1:
			dst = appendSCTPAddresses(&w, dst, keyLocalAddresses, row.Local)
			dst = appendSCTPAddresses(&w, dst, keyPeerAddresses, row.Peer)
			dst = appendAssociation(&w, dst, row, listens)
		case 2:
			dst = r.appendOwner(&w, dst, row.Inode)
		case 3:
			dst = r.appendBelongs(&w, dst, row.Inode, "")
			dst = w.word(dst, keyLocalScope, format.ScopeOfSCTP(row.Local).String())
		}
	}
	return w.end(dst)
}

func appendSCTPAddresses(w *writer, dst []byte, k key, list []byte) []byte {
	dst = w.openList(dst, k)
	for addr, rest := procnet.NextSCTPAddr(list); addr.IsValid(); addr, rest = procnet.NextSCTPAddr(rest) {
		dst = w.addressValue(w.item(dst), addr)
	}
	return w.closeList(dst)
}

// sctpCounted are the keys for procnet.SCTPMore.Counted.
var sctpCounted = [...]key{keyHeartbeatInterval, keyInStreams, keyOutStreams, keyMaxRetransmits, keyInitRetries,
	keyShutdownRetries, keyRetransmittedChunks, keyWmemAlloc, keyWmemQueued, keySndbuf, keyRcvbuf}

// appendAssociation appends what net-tools does not show of sctp.
func appendAssociation(w *writer, dst []byte, row *procnet.SCTPSocket, listens bool) []byte {
	more := &row.More
	dst = w.word(dst, keyStyle, states.SCTPStyle(more.Style))
	dst = w.address(dst, keyLocalPrimary, procnet.PrimarySCTPAddr(row.Local))
	dst = w.address(dst, keyPeerPrimary, procnet.PrimarySCTPAddr(row.Peer))
	if listens {
		dst = w.nulls(dst, keyAssociationState, keyAssociationID)
	} else {
		dst = w.word(dst, keyAssociationState, states.SCTPAssociation(more.State))
		dst = w.signed(dst, keyAssociationID, int64(more.Association))
	}
	for i, k := range sctpCounted {
		if i < more.Known {
			dst = w.signed(dst, k, more.Counted[i])
		} else {
			dst = w.null(dst, k)
		}
	}
	return dst
}
