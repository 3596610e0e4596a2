package sorted

import (
	"bufio"
	"bytes"
	"net/netip"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/format/nettools"
	"github.com/gonetstat/gonetstat/internal/procmap"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

// known has processes 1, 2 and so on for inodes of the same number, up to 3.
type known struct{}

func (known) Lookup(inode uint64) (*procmap.Owner, bool) {
	return &procmap.Owner{PID: int(inode), Name: []string{"", "b", "a", "c"}[inode%4]}, 0 < inode && inode < 4
}
func (known) Holders(uint64) procmap.Holders { return procmap.Holders{} }
func (known) Status(uint64) procmap.Status   { return procmap.Known }

// units has units for the processes 1 and 2.
type units struct{}

func (units) Process(pid int) *format.Workload {
	return &format.Workload{Word: []string{"", "z.service", "y.service", ""}[pid]}
}
func (units) Cgroup(string) *format.Workload                          { return &format.Workload{} }
func (units) ProxiedTo(*procmap.Owner, string, netip.AddrPort) string { return "" }

// listed gives the peers' ports of sockets that a form lists, by inodes.
func listed(t *testing.T, orders string, inodes ...uint64) (ports string) {
	t.Helper()
	var out bytes.Buffer
	w := bufio.NewWriter(&out)
	var by []Order
	for word := range strings.SplitSeq(orders, ",") {
		order, ok := ParseOrder(word)
		assert.True(t, ok, word)
		by = append(by, order)
	}
	f := Sort(nettools.New(w, nettools.Options{Names: format.Names{NumericHosts: true, NumericPorts: true}}), by)
	in := format.Space{Label: "-", Owners: known{}, Workloads: units{}}
	f.Begin(format.Internet, in)
	rows := f.Rows(in)
	for _, inode := range inodes {
		f.Print(rows.AppendTCP(nil, "tcp", &procnet.Socket{
			Local: netip.MustParseAddrPort("10.0.0.1:22"), Remote: netip.AddrPortFrom(netip.MustParseAddr("10.0.0.2"), uint16(inode)),
			State: int32(inode % 2), Inode: inode,
		}))
	}
	f.End()
	assert.NoError(t, w.Flush())
	for _, line := range strings.Split(out.String(), "\n")[2:] {
		if fields := strings.Fields(line); len(fields) > 4 {
			ports += strings.TrimPrefix(fields[4], "10.0.0.2:")
		}
	}
	return ports
}

func TestOrdersByOwners(t *testing.T) {
	assert.Equal(t, "12354", listed(t, "pid", 5, 3, 1, 2, 4)) // those without a process as they came
	assert.Equal(t, "54321", listed(t, "-pid", 5, 3, 1, 2, 4))
	assert.Equal(t, "21354", listed(t, "program", 5, 3, 1, 2, 4))
	assert.Equal(t, "21534", listed(t, "workload", 5, 3, 1, 2, 4))
	assert.Equal(t, "53412", listed(t, "-workload", 5, 3, 1, 2, 4))
	assert.Equal(t, "53142", listed(t, "-state,-peer", 1, 2, 3, 4, 5))
	assert.Equal(t, "53142", listed(t, "proto,local,netns,user,recv-q", 5, 3, 1, 4, 2), "as they came")
}

func TestWhatIsSortedByIsLookedFor(t *testing.T) {
	needs := func(words ...By) format.Needs {
		var orders []Order
		for _, by := range words {
			orders = append(orders, Order{By: by})
		}
		return Sort(nettools.New(nil, nettools.Options{Names: format.Names{NumericHosts: true}}), orders).Needs()
	}
	plain := needs(Port, State)
	assert.False(t, plain.Owners || plain.Users || plain.Workloads)
	assert.True(t, needs(PID).Owners)
	assert.True(t, needs(Program).Owners)
	assert.True(t, needs(User).Users)
	assert.True(t, needs(Workload).Workloads && needs(Workload).Owners)
}
