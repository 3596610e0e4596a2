package table

import (
	"strconv"

	"github.com/gonetstat/gonetstat/internal/procmap"
)

// owner finds the process that has a socket, nil for none that is known.
func (f *rows) owner(inode uint64) *procmap.Owner {
	if f.in.Owners == nil {
		return nil
	}
	owner, _ := f.in.Owners.Lookup(inode)
	return owner
}

// ownerFields are the columns of the process that has a socket.
func ownerFields[T any](owner func(row T) *procmap.Owner) fields[T] {
	return fields[T]{
		{column{title: "PID", right: true}, func(_ *rows, dst []byte, row T) []byte {
			if o := owner(row); o != nil {
				dst = strconv.AppendInt(dst, int64(o.PID), 10)
			}
			return dst
		}},
		{column{title: "Program", short: shortenName()}, func(_ *rows, dst []byte, row T) []byte {
			if o := owner(row); o != nil {
				dst = append(dst, o.Name...)
			}
			return dst
		}},
	}
}

// netnsField is the column of the namespace that a socket is in.
func netnsField[T any]() field[T] {
	return field[T]{column{title: "NetNS", short: shortenNetNS()}, func(f *rows, dst []byte, _ T) []byte {
		return append(dst, f.in.Label...)
	}}
}
