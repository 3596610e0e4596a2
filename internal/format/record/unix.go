package record

import (
	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

// AppendUnix appends a row of net/unix. hasInode tells whether the table has
// an inode column; without one no owner can be found, and no path.
func (r *rows) AppendUnix(dst []byte, row *procnet.UnixSocket, hasInode bool) []byte {
	var inode uint64
	var path []byte
	if hasInode {
		inode, path = row.Inode, row.Path
	}
	w := r.row(kindUnix)
	dst = r.begin(&w, dst)
	for _, part := range w.parts {
		switch part {
		case 0:
			dst = w.word(dst, keyProto, "unix")
			dst = w.word(dst, keyFamily, "unix")
			dst = w.word(dst, keyUnixType, format.UnixType(row.Type))
			dst = w.word(dst, keyState, format.UnixState(row))
		case 1:
			dst = appendUnixFlags(&w, dst, row.Flags)
		case 2:
			dst = w.unsigned(dst, keyUnixFlagBits, row.Flags)
			dst = w.unsigned(dst, keyUnixProtocol, row.Protocol)
		case 3:
			dst = w.signed(dst, keyRefcount, int64(row.Refs))
		case 4:
			dst = w.unsigned(dst, keyInode, inode)
		case 5:
			if hasInode {
				dst = r.appendOwner(&w, dst, inode)
			} else {
				dst = w.nulls(dst, keyPID, keyProgram)
			}
			dst = w.bytes(dst, keyPath, path)
		case 6:
			if hasInode {
				dst = r.appendBelongs(&w, dst, inode, "")
			} else {
				dst = appendNothing(&w, dst)
			}
		case 7:
			dst = r.appendUnixExtra(&w, dst, inode)
		}
	}
	return w.end(dst)
}

func appendUnixFlags(w *writer, dst []byte, flags uint64) []byte {
	dst = w.openList(dst, keyUnixFlags)
	for _, flag := range format.UnixFlags {
		if flags&flag.Bit != 0 {
			dst = w.wordValue(w.item(dst), flag.Word)
		}
	}
	return w.closeList(dst)
}
