package format

import (
	"bytes"
	"strconv"

	"github.com/gonetstat/gonetstat/internal/procnet"
	"github.com/gonetstat/gonetstat/internal/states"
)

// AppendUnixHeading appends the line above a list of unix sockets.
func (f *Sockets) AppendUnixHeading(dst []byte) []byte {
	dst = append(dst, "Proto RefCnt Flags       Type       State         I-Node  "...)
	if f.Programs {
		dst = append(dst, " PID/Program name    "...)
		dst = f.appendContextHeading(dst)
	}
	if f.NetNS {
		dst = append(dst, " NetNS               "...)
	}
	return append(dst, " Path\n"...)
}

// unixTypes are the words for socket types, by number.
var unixTypes = [...]string{1: "STREAM", 2: "DGRAM", 3: "RAW", 4: "RDM", 5: "SEQPACKET"}

// unixType gives the word for a socket type, "UNKNOWN" for one that has none.
func unixType(t int32) string {
	if t > 0 && int(t) < len(unixTypes) {
		return unixTypes[t]
	}
	return "UNKNOWN"
}

// unixState gives the word for the state of a unix socket.
func unixState(row *procnet.UnixSocket) string { return states.Unix(row.State, row.Listening()) }

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
	dst = append(appendLeft(dst, unixType(row.Type), 10), ' ')
	dst = append(appendLeft(dst, unixState(row), 13), ' ')
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

// unixFlags are net-tools' words for bits of a unix socket's flags.
var unixFlags = [...]struct {
	bit  uint64
	word string
}{
	{procnet.UnixListens, "ACC"},
	{procnet.UnixWaits, "W"},
	{procnet.UnixNoSpace, "N"},
}

func appendUnixFlags(dst []byte, flags uint64) []byte {
	start := len(dst)
	dst = append(dst, "[ "...)
	for _, flag := range unixFlags {
		if flags&flag.bit != 0 {
			dst = append(append(dst, flag.word...), ' ')
		}
	}
	return pad(append(dst, ']'), start, 11)
}

// appendUnixFlagWords appends the words alone, with blanks between them.
func appendUnixFlagWords(dst []byte, flags uint64) []byte {
	start := len(dst)
	for _, flag := range unixFlags {
		if flags&flag.bit == 0 {
			continue
		}
		if len(dst) > start {
			dst = append(dst, ' ')
		}
		dst = append(dst, flag.word...)
	}
	return dst
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
