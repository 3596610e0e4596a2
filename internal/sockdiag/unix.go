package sockdiag

import (
	"io"

	"golang.org/x/sys/unix"
)

// Fields of struct unix_diag_req of linux/unix_diag.h, behind the header.
const (
	unixRequestSize   = 24
	unixRequestFamily = headerSize + 0
	unixRequestStates = headerSize + 4
	unixRequestShow   = headerSize + 12
)

// What a request can ask for beside a socket.
const (
	showName  = 1 << 0 // UDIAG_SHOW_NAME
	showVFS   = 1 << 1 // UDIAG_SHOW_VFS
	showPeer  = 1 << 2 // UDIAG_SHOW_PEER
	showIcons = 1 << 3 // UDIAG_SHOW_ICONS
	showRqlen = 1 << 4 // UDIAG_SHOW_RQLEN
)

// Fields of struct unix_diag_msg.
const (
	unixMsgState = 2
	unixMsgInode = 4
	unixMsgSize  = 16
)

// Attributes of a message: enum of linux/unix_diag.h.
const (
	unixName  = 0 // UNIX_DIAG_NAME
	unixVFS   = 1 // UNIX_DIAG_VFS
	unixPeer  = 2 // UNIX_DIAG_PEER
	unixIcons = 3 // UNIX_DIAG_ICONS
	unixRqlen = 4 // UNIX_DIAG_RQLEN
)

// UnixSocket is what unix_diag (net/unix/diag.c) tells of a unix socket beside
// its row in net/unix. That table has sockets that unix_diag leaves out, those
// that wait to be accepted, and reference counts.
type UnixSocket struct {
	// Peer is the inode of the socket at the other end, which may be in another
	// network namespace, or 0: there is none, or it waits to be accepted.
	Peer uint64
	// Listener is the inode of the socket that has not accepted this one's
	// connection yet, or 0.
	Listener uint64
	// Name is what the socket was bound to: a path as it was given, which any
	// process can choose, or a name that begins with NUL. It is "" if the
	// socket was not bound. One that was accepted has its listener's.
	Name string
	// VFSInode and VFSDevice tell the file of that name: 0 without one. The
	// device is the kernel's number for it, of 12 and 20 bits.
	VFSInode, VFSDevice uint32
	// Listening tells that connections are accepted: then RxQueue is how many
	// wait for it and TxQueue how many may, the backlog. Else they are bytes
	// not read, and sent and not read by the other end.
	Listening        bool
	RxQueue, TxQueue uint32
}

// UnixSockets gives all unix sockets of the namespace by their inodes. It keeps
// them in memory, a hundred bytes each.
func (c *Conn) UnixSockets() (map[uint64]UnixSocket, error) {
	sockets := map[uint64]UnixSocket{}
	buf := make([]byte, ChunkSize)
	waiting := false
	err := c.unixDump(buf, uint32(All), showName|showVFS|showPeer|showRqlen, func(msg []byte) {
		var s UnixSocket
		s.parse(msg)
		sockets[uint64(native.Uint32(msg[unixMsgInode:]))] = s
		waiting = waiting || s.Listening && s.RxQueue > 0
	})
	if err != nil {
		return nil, err
	}
	if !waiting {
		return sockets, nil
	}
	// The list of those that wait has no bound. One too long for a datagram
	// ends the kernel's answer without an error, so that it must not be asked
	// for with the rest: whoever is behind it waits for nobody known.
	err = c.unixDump(buf, uint32(Listeners), showIcons, func(msg []byte) {
		listener := uint64(native.Uint32(msg[unixMsgInode:]))
		for typ, value := range attributes(msg[unixMsgSize:]).all {
			if typ != unixIcons {
				continue
			}
			for ; len(value) >= 4; value = value[4:] {
				inode := uint64(native.Uint32(value))
				if s, known := sockets[inode]; known && s.Peer == 0 {
					s.Listener = listener
					sockets[inode] = s
				}
			}
		}
	})
	if err != nil {
		return nil, err
	}
	return sockets, nil
}

// unixDump asks for unix sockets and gives each message to a function.
func (c *Conn) unixDump(buf []byte, states, show uint32, each func(msg []byte)) error {
	request := make([]byte, headerSize+unixRequestSize)
	request[unixRequestFamily] = unix.AF_UNIX
	native.PutUint32(request[unixRequestStates:], states)
	native.PutUint32(request[unixRequestShow:], show)
	answer, err := c.start(sockDiagByFamily, request, unixMsgSize)
	if err != nil {
		return err
	}
	for {
		messages, err := answer.next(buf)
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		for len(messages) > 0 {
			var msg []byte
			msg, messages = nextMessage(messages)
			each(msg)
		}
	}
}

// parse reads a struct unix_diag_msg and its attributes, as sk_diag_fill in
// net/unix/diag.c makes them.
func (s *UnixSocket) parse(msg []byte) {
	s.Listening = msg[unixMsgState] == listen
	for typ, value := range attributes(msg[unixMsgSize:]).all {
		switch {
		case typ == unixName:
			s.Name = unixNameOf(value)
		case typ == unixVFS && len(value) >= 8:
			s.VFSInode, s.VFSDevice = native.Uint32(value), native.Uint32(value[4:])
		case typ == unixPeer && len(value) >= 4:
			s.Peer = uint64(native.Uint32(value))
		case typ == unixRqlen && len(value) >= 8:
			s.RxQueue, s.TxQueue = native.Uint32(value), native.Uint32(value[4:])
		}
	}
}

// unixNameOf gives the name in a sun_path: a path ends at its first NUL, an
// abstract name is as long as it is.
func unixNameOf(path []byte) string {
	if len(path) > 0 && path[0] != 0 {
		return unix.ByteSliceToString(path)
	}
	return string(path)
}
