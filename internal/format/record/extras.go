package record

import (
	"github.com/gonetstat/gonetstat/internal/extras"
	"github.com/gonetstat/gonetstat/internal/procnet"
	"github.com/gonetstat/gonetstat/internal/states"
)

// extra gives what is known of a socket of the internet beside its row.
func (r *rows) extra(row *procnet.Socket) (extras.Socket, bool) {
	if r.extras == nil {
		return extras.Socket{}, false
	}
	return r.extras.Internet(row)
}

// appendExtra appends what the tables do not tell of any socket of the internet
// but those of sctp.
func appendExtra(w *writer, dst []byte, extra *extras.Socket, known bool) []byte {
	if !known {
		return w.nulls(dst, keyV6Only, keyDevice, keyMark)
	}
	if extra.HasV6Only {
		dst = w.boolean(dst, keyV6Only, extra.V6Only)
	} else {
		dst = w.null(dst, keyV6Only)
	}
	dst = w.textOrNull(dst, keyDevice, extra.Device)
	if !extra.HasMark {
		return w.null(dst, keyMark)
	}
	return w.unsigned(dst, keyMark, uint64(extra.Mark))
}

// appendBacklog appends the connections of a listener of tcp that are not
// accepted. How many there are the table tells too.
func appendBacklog(w *writer, dst []byte, row *procnet.Socket, extra *extras.Socket, known bool) []byte {
	if row.State != states.Listen {
		return w.nulls(dst, keyBacklog, keyBacklogLimit)
	}
	dst = w.unsigned(dst, keyBacklog, row.RxQueue)
	if !known {
		return w.null(dst, keyBacklogLimit)
	}
	return w.unsigned(dst, keyBacklogLimit, uint64(extra.BacklogLimit))
}

// appendUnixExtra appends what net/unix does not tell of a socket.
func (r *rows) appendUnixExtra(w *writer, dst []byte, inode uint64) []byte {
	var socket extras.UnixSocket
	if r.extras != nil {
		socket, _ = r.extras.Unix(inode)
	}
	if socket.Listening {
		dst = w.unsigned(dst, keyBacklog, uint64(socket.Backlog))
		dst = w.unsigned(dst, keyBacklogLimit, uint64(socket.BacklogLimit))
	} else {
		dst = w.nulls(dst, keyBacklog, keyBacklogLimit)
	}
	if socket.Peer == 0 {
		return w.nulls(dst, keyPeerInode, keyPeerPath, keyPeerPID, keyPeerProgram)
	}
	dst = w.unsigned(dst, keyPeerInode, socket.Peer)
	dst = w.textOrNull(dst, keyPeerPath, socket.PeerPath)
	return r.appendProcess(w, dst, socket.Peer, keyPeerPID, keyPeerProgram)
}
