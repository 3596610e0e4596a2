package nettools

import (
	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/procmap"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

// everyOwner are rows with one for every process that has a socket.
type everyOwner struct{ *rows }

func (r everyOwner) AppendTCP(dst []byte, proto string, row *procnet.Socket) []byte {
	return r.each(dst, row.Inode, func(f *Sockets, dst []byte) []byte { return f.AppendTCP(dst, proto, row) })
}

func (r everyOwner) AppendUDP(dst []byte, proto string, row *procnet.Socket) []byte {
	return r.each(dst, row.Inode, func(f *Sockets, dst []byte) []byte { return f.AppendUDP(dst, proto, row) })
}

func (r everyOwner) AppendRaw(dst []byte, proto string, row *procnet.Socket) []byte {
	return r.each(dst, row.Inode, func(f *Sockets, dst []byte) []byte { return f.AppendRaw(dst, proto, row) })
}

func (r everyOwner) AppendSCTPEndpoint(dst []byte, row *procnet.SCTPSocket) []byte {
	return r.each(dst, row.Inode, func(f *Sockets, dst []byte) []byte { return f.AppendSCTPEndpoint(dst, row) })
}

func (r everyOwner) AppendSCTPAssociation(dst []byte, row *procnet.SCTPSocket) []byte {
	return r.each(dst, row.Inode, func(f *Sockets, dst []byte) []byte { return f.AppendSCTPAssociation(dst, row) })
}

func (r everyOwner) AppendUnix(dst []byte, row *procnet.UnixSocket, hasInode bool) []byte {
	if !hasInode {
		return r.rows.AppendUnix(dst, row, hasInode)
	}
	return r.each(dst, row.Inode, func(f *Sockets, dst []byte) []byte { return f.AppendUnix(dst, row, true) })
}

// each appends a row for every process that has a socket, or the only one for a
// socket without any.
func (r everyOwner) each(dst []byte, inode uint64, appendRow func(f *Sockets, dst []byte) []byte) []byte {
	all := r.Owners.Holders(inode)
	if all.Len() == 0 {
		return appendRow(r.Sockets, dst)
	}
	one := *r.Sockets
	var before *procmap.Owner
	for i := range all.Len() {
		owner, _ := all.At(i)
		if owner == before {
			continue // it has the socket twice
		}
		before = owner
		one.Owners = onlyOwner{r.Owners, owner}
		dst = appendRow(&one, dst)
	}
	return dst
}

// onlyOwner are owners that have the same first one for each socket.
type onlyOwner struct {
	format.Owners
	owner *procmap.Owner
}

func (o onlyOwner) Lookup(uint64) (*procmap.Owner, bool) { return o.owner, true }
