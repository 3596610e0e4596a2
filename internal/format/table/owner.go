package table

import (
	"slices"
	"strconv"

	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/procmap"
)

// owned is who has a socket, as far as that is known.
type owned struct {
	owner    *procmap.Owner // the first process; nil if none is known
	holders  procmap.Holders
	workload *format.Workload // what it belongs to; nil if nothing tells
}

// owned finds who has a socket. The cgroup is the socket's own, "" if it is not
// known.
func (f *rows) owned(inode uint64, cgroup string) (o owned) {
	if f.in.Owners != nil {
		o.owner, _ = f.in.Owners.Lookup(inode)
		o.holders = f.in.Owners.Holders(inode)
	}
	o.workload = f.in.WorkloadOf(inode, cgroup)
	return o
}

// maxShown is how many processes a cell names. Of more it says the number.
const maxShown = 4

// appendEach appends something of each process that has the socket, with commas
// between what differs.
func (o *owned) appendEach(dst []byte, appendOne func(dst []byte, owner *procmap.Owner) []byte) []byte {
	if o.owner == nil {
		return dst
	}
	start := len(dst)
	dst = appendOne(dst, o.owner)
	if o.holders.Len() < 2 {
		return dst
	}
	parts := [][]byte{slices.Clone(dst[start:])}
	before, shown, more := o.owner, 1, 0
	for i := range o.holders.Len() {
		owner, _ := o.holders.At(i)
		if owner == before {
			continue // it has the socket twice
		}
		before = owner
		if shown == maxShown {
			more++
			continue
		}
		shown++
		part := appendOne(nil, owner)
		if !slices.ContainsFunc(parts, func(known []byte) bool { return string(known) == string(part) }) {
			parts = append(parts, part)
			dst = append(append(dst, ','), part...)
		}
	}
	if more > 0 {
		dst = strconv.AppendInt(append(dst, ",+"...), int64(more), 10)
	}
	return dst
}

// ownerFields are the columns of the processes that have a socket, and of what
// the first belongs to.
func ownerFields[T any](of func(row T) owned) fields[T] {
	return fields[T]{
		{column{title: "PID", right: true}, func(_ *rows, dst []byte, row T) []byte {
			o := of(row)
			return o.appendEach(dst, func(dst []byte, owner *procmap.Owner) []byte {
				return strconv.AppendInt(dst, int64(owner.PID), 10)
			})
		}},
		{column{title: "Program", short: shortenName()}, func(_ *rows, dst []byte, row T) []byte {
			o := of(row)
			return o.appendEach(dst, func(dst []byte, owner *procmap.Owner) []byte { return append(dst, owner.Name...) })
		}},
		{column{title: "Workload", short: shortenName()}, func(_ *rows, dst []byte, row T) []byte {
			if its := of(row).workload; its != nil {
				dst = append(dst, its.Word...)
			}
			return dst
		}},
	}
}

// netnsField is the column of the namespace that a socket is in.
func netnsField[T any]() field[T] {
	return field[T]{column{title: "NetNS", short: shortenNetNS()}, func(f *rows, dst []byte, _ T) []byte {
		return appendSpace(dst, &f.in)
	}}
}

// appendSpace appends what a namespace is called, and in parentheses what all who
// live there belong to.
func appendSpace(dst []byte, in *format.Space) []byte {
	dst = append(dst, in.Label...)
	if its := in.Lives(); its != nil {
		dst = append(append(append(dst, " ("...), its.Word...), ')')
	}
	return dst
}
