package extras

import (
	"context"
	"io"
	"sort"

	"github.com/gonetstat/gonetstat/internal/procnet"
	"github.com/gonetstat/gonetstat/internal/sockdiag"
)

// A Table is what is known of the sockets of one table of one namespace. The
// zero value knows nothing. It is for concurrent use once it has been filled.
type Table struct {
	TCPInfo bool // connections of TCP are to have Socket.Info

	sockets []entry // in the order of their inodes
	shared  shared
	unix    map[uint64]sockdiag.UnixSocket
}

// A Source is where a Table is filled from.
type Source struct {
	// Socket makes a socket in the namespace, as socket(2) does.
	Socket func(domain, typ, proto int) (int, error)
	// Cgroup gives the path of the cgroup with an id, if it is known.
	Cgroup func(id uint64) (string, bool)
	// Buffer has sockdiag.ChunkSize bytes, which are used while a table is
	// filled.
	Buffer []byte
}

// FillInternet learns of the sockets that a request asks for, as far as they are
// to be kept. If the kernel does not tell of all of them, or ctx ends, it
// returns an error and nothing is known of any.
func (t *Table) FillInternet(ctx context.Context, from Source, request sockdiag.Request, keep func(row *procnet.Socket) bool) error {
	request.TCPInfo = t.TCPInfo && request.Protocol == sockdiag.TCP
	conn, err := sockdiag.Open(from.Socket)
	if err != nil {
		return err
	}
	defer conn.Close()
	dump, err := conn.Dump(request)
	if err != nil {
		return err
	}
	var learned learner
	var row procnet.Socket
	var extra sockdiag.Extra
	for {
		rows, err := dump.Next(from.Buffer)
		if err == io.EOF {
			break
		}
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return err
		}
		for rows.NextWhole(&row, &extra) {
			// A socket of no file has nothing to be found by.
			if row.Inode != 0 && keep(&row) {
				learned.add(&row, &extra)
			}
		}
	}
	sort.Sort(byInode(learned.sockets))
	t.sockets, t.shared = learned.sockets, learned.shared(from)
	return nil
}

// FillUnix learns of the unix sockets of the namespace, or returns an error.
func (t *Table) FillUnix(from Source) error {
	conn, err := sockdiag.Open(from.Socket)
	if err != nil {
		return err
	}
	defer conn.Close()
	t.unix, err = conn.UnixSockets()
	return err
}
