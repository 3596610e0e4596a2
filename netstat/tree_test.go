//go:build linux

package netstat

import (
	"context"
	"fmt"
	"iter"
	"strings"
	"testing"

	"github.com/gonetstat/gonetstat/internal/testkit"
	names "github.com/gonetstat/gonetstat/netns"
)

// fixture is the procfs of a small host.
var fixture = Options{ProcRoot: "testdata/host/proc", NetNSDirs: []string{"testdata/host/run/netns"}}

// heading is the first line of a table, whose content does not matter.
const heading = "  sl  local_address rem_address\n"

// listener and connection are rows of net/tcp.
func listener(port int) string {
	return fmt.Sprintf("   0: 00000000:%04X 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 %d 1 0000000000000000\n", port, port)
}

func connection(port int) string {
	return fmt.Sprintf("   0: 0100007F:%04X 0100007F:0050 01 00000000:00000000 00:00000000 00000000     0        0 %d 1 0000000000000000\n", port, port)
}

func connections(n int) string {
	var table strings.Builder
	table.WriteString(heading)
	for i := range n {
		table.WriteString(connection(i % 65536))
	}
	return table.String()
}

// tree makes a procfs.
func tree(t testing.TB, files map[string]string) Options {
	t.Helper()
	root := t.TempDir()
	testkit.WriteTree(t, root, files)
	return Options{ProcRoot: root, NetNSDirs: []string{t.TempDir()}}
}

// list is Netstat where some options look.
func list(t testing.TB, o Options, features EnableFeatures, fn FilterFunc) ([]SockTabEntry, error) {
	t.Helper()
	features.ProcRoot = o.ProcRoot
	before := names.NetNSPath
	defer func() { names.NetNSPath = before }()
	names.NetNSPath = o.NetNSDirs[0]
	return Netstat(context.Background(), features, fn)
}

// collect gives the rows and the errors of a sequence.
func collect[T any](sequence iter.Seq2[T, error]) (rows []T, errs []string) {
	for row, err := range sequence {
		if err != nil {
			errs = append(errs, err.Error())
		} else {
			rows = append(rows, row)
		}
	}
	return rows, errs
}

// listed gives the sockets of some options as "tcp 22", the protocol and the
// local port, with the namespace behind if it has a name.
func listed(t testing.TB, o Options) (sockets, errs []string) {
	t.Helper()
	rows, errs := collect(Sockets(context.Background(), o))
	for _, s := range rows {
		text := fmt.Sprint(s.Protocol, " ", s.Local.Port())
		if s.NetNS != "" {
			text += " " + s.NetNS
		}
		sockets = append(sockets, text)
	}
	return sockets, errs
}
