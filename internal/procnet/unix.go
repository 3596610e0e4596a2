package procnet

import "bytes"

// UnixSocket is a row of net/unix, as unix_seq_show in net/unix/af_unix.c
// prints it.
type UnixSocket struct {
	Refs     uint64 // references to the socket
	Protocol uint64 // always 0
	Flags    uint64 // UnixListens and the others
	Inode    uint64 // the socket's inode
	Type     int32  // SOCK_STREAM and so on
	State    int32  // enum socket_state of include/uapi/linux/net.h
	Path     []byte // blanks included; begins with @ when abstract; a slice of the parsed line
}

// Bits of UnixSocket.Flags. The kernel sets the first only.
const (
	UnixListens = 1 << 16 // __SO_ACCEPTCON: connections are accepted
	UnixWaits   = 1 << 17 // net-tools shows W
	UnixNoSpace = 1 << 18 // net-tools shows N
)

// States of a UnixSocket.
const (
	UnixFree = iota
	UnixUnconnected
	UnixConnecting
	UnixConnected
	UnixDisconnecting
)

// Listening tells whether the socket is one that net-tools calls LISTENING.
func (u *UnixSocket) Listening() bool {
	return u.State == UnixUnconnected && u.Flags&UnixListens != 0
}

// UnixTable reads the rows of net/unix. A row without an inode column is shown
// by net-tools with the inode of the row before, so the table has a memory.
type UnixTable struct {
	// HasInode tells whether the heading has an Inode column, as it has since
	// Linux 2.2. Without one the path is the number found in the inode's place.
	HasInode bool
	inode    uint64
}

// Heading learns the table's columns from its first line.
func (t *UnixTable) Heading(line []byte) {
	t.HasInode = bytes.Contains(line, []byte("Inode"))
}

// Parse reads the row on line and tells whether it is a row: a garbled one
// lacks columns before the inode.
func (t *UnixTable) Parse(line []byte, row *UnixSocket) bool {
	s := scan(line)
	s.pointer()
	s.literal(':')
	row.Refs = s.hex()
	row.Protocol = s.hex()
	row.Flags = s.hex()
	row.Type = int32(s.hex())
	row.State = int32(s.hex())
	if s.fields < 6 {
		return false
	}
	inode := s.ulong()
	if !s.failed {
		t.inode = inode
	}
	row.Inode = t.inode
	row.Path = nil
	if !s.failed {
		row.Path = bytes.TrimPrefix(line[s.pos:], []byte(" "))
	}
	return true
}
