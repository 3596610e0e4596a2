package table

import (
	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

// A unixRow is a unix socket, of which an old kernel does not tell the inode,
// the owner and the path.
type unixRow struct {
	*procnet.UnixSocket
	hasInode bool
	owned
	peer unixPeer
}

func unixFields(o *Options, several bool) fields[unixRow] {
	list := fields[unixRow]{
		textField("Type", func(row unixRow) string { return format.UnixType(row.Type) }),
		stateField(func(row unixRow) string { return format.UnixState(row.UnixSocket) }),
		{column{title: "Flags"}, func(_ *rows, dst []byte, row unixRow) []byte {
			return format.AppendUnixFlagWords(dst, row.Flags)
		}},
		numberField("Refs", func(row unixRow) uint64 { return row.Refs }),
		{column{title: "Inode", right: true}, func(_ *rows, dst []byte, row unixRow) []byte {
			if !row.hasInode {
				return dst
			}
			return appendNumber(dst, row.Inode)
		}},
	}
	if o.extended() {
		list = append(list, unixBacklogField())
	}
	list = append(list, ownerFields(func(row unixRow) owned { return row.owned })...)
	list = append(list, peerField())
	if several {
		list = append(list, netnsField[unixRow]())
	}
	return append(list, field[unixRow]{column{title: "Path", short: shortenPath()}, func(_ *rows, dst []byte, row unixRow) []byte {
		if !row.hasInode {
			return dst
		}
		return append(dst, row.Path...)
	}})
}

// AppendUnix appends a row of net/unix. hasInode tells whether the table has
// an inode column.
func (f *rows) AppendUnix(dst []byte, row *procnet.UnixSocket, hasInode bool) []byte {
	unix := unixRow{UnixSocket: row, hasInode: hasInode}
	if hasInode {
		unix.owned = f.owned(row.Inode, "")
		unix.peer = f.unixPeer(row.Inode)
	}
	return f.unix.appendRow(f, dst, unix)
}
