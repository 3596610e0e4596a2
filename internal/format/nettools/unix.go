package nettools

import (
	"bytes"
	"strconv"

	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

// AppendUnixHeading appends the line above a list of unix sockets.
func (f *Sockets) AppendUnixHeading(dst []byte) []byte {
	dst = append(dst, "Proto RefCnt Flags       Type       State         I-Node  "...)
	if f.Programs {
		dst = append(dst, " PID/Program name    "...)
		dst = f.appendContextHeading(dst)
	}
	dst = f.appendWorkloadHeading(dst)
	if f.NetNS {
		dst = append(dst, " NetNS               "...)
	}
	return append(dst, " Path\n"...)
}

// AppendUnix appends a row of net/unix. hasInode tells whether the table has
// an inode column; without one no owner can be found.
func (f *Sockets) AppendUnix(dst []byte, row *procnet.UnixSocket, hasInode bool) []byte {
	proto := "unix"
	if row.Protocol != 0 {
		proto = "??"
	}
	dst = append(appendLeft(dst, proto, 5), ' ')
	dst = append(appendIntLeft(dst, int64(row.Refs), 6), ' ')
	dst = append(appendUnixFlags(dst, row.Flags), ' ')
	dst = append(appendLeft(dst, format.UnixType(row.Type), 10), ' ')
	dst = append(appendLeft(dst, format.UnixState(row), 13), ' ')
	switch {
	case hasInode:
		dst = appendUintLeft(dst, row.Inode, 8)
		if f.Programs {
			dst = f.appendOwner(append(dst, ' '), row.Inode)
		}
	case f.Programs:
		dst = f.appendContext(appendLeft(appendLeft(dst, "-", 9), "-", 20), "")
	default:
		dst = appendLeft(dst, "-", 8)
	}
	if hasInode {
		dst = f.appendWorkload(dst, row.Inode)
	} else {
		dst = f.appendNoWorkload(dst)
	}
	if f.NetNS {
		dst = appendLeft(append(dst, ' '), f.Label, 20)
	}
	dst = append(dst, ' ')
	if hasInode {
		dst = append(dst, firstWord(row.Path)...)
	} else {
		dst = strconv.AppendUint(dst, row.Inode, 10)
	}
	return append(dst, '\n')
}

func appendUnixFlags(dst []byte, flags uint64) []byte {
	start := len(dst)
	dst = append(dst, "[ "...)
	for _, flag := range format.UnixFlags {
		if flags&flag.Bit != 0 {
			dst = append(append(dst, flag.Word...), ' ')
		}
	}
	return pad(append(dst, ']'), start, 11)
}

// firstWord gives as much of a path as net-tools shows: it reads the path as
// scanf's %s does, up to a blank.
func firstWord(path []byte) []byte {
	const blanks = " \t\n\v\f\r"
	path = bytes.TrimLeft(path, blanks)
	if end := bytes.IndexAny(path, blanks+"\x00"); end >= 0 {
		return path[:end]
	}
	return path
}
