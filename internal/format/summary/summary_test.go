package summary

import (
	"bufio"
	"bytes"
	"cmp"
	"fmt"
	"net/netip"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/format/nettools"
	"github.com/gonetstat/gonetstat/internal/procmap"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

// owner owns every socket.
type owner struct{}

func (owner) Lookup(inode uint64) (*procmap.Owner, bool) {
	return &procmap.Owner{PID: 1, Name: "été\x1b[2J"}, inode != 0
}

func (owner) Holders(uint64) procmap.Holders { return procmap.Holders{} }
func (owner) Status(uint64) procmap.Status   { return procmap.Known }

func TestCountsOfEveryKind(t *testing.T) {
	var out bytes.Buffer
	w := bufio.NewWriter(&out)
	form := Count(nettools.New(w, nettools.Options{}), true)
	in := format.Space{Label: "-", Owners: owner{}}
	tcp := func(local, peer string, state int32, inode uint64) *procnet.Socket {
		return &procnet.Socket{Local: netip.MustParseAddrPort(local), Remote: netip.MustParseAddrPort(peer), State: state, Inode: inode}
	}
	rows := form.Rows(in)
	form.Begin(format.Internet, in)
	list := []*procnet.Socket{
		tcp("0.0.0.0:22", "0.0.0.0:0", 10, 1),
		tcp("10.0.0.2:22", "10.0.0.1:4000", 1, 2),
		tcp("10.0.0.2:22", "10.0.0.3:4000", 1, 3),
		tcp("10.0.0.2:22", "10.0.0.3:4001", 3, 0), // SYN_RECV
		tcp("10.0.0.2:22", "10.0.0.3:4002", 6, 0), // TIME_WAIT
		tcp("10.0.0.2:22", "10.0.0.3:4003", 4, 0), // FIN_WAIT1: an orphan
	}
	list[1].RxQueue, list[5].TxQueue = 1, 2
	for _, row := range list {
		form.Print(rows.AppendTCP(nil, "tcp", row))
	}
	rows = form.Rows(in)
	form.Print(rows.AppendTCP(nil, "tcp6", tcp("[::ffff:10.0.0.2]:80", "[::ffff:10.0.0.3]:5", 1, 4)))
	form.Print(rows.AppendUDP(nil, "udp", tcp("10.0.0.2:53", "0.0.0.0:0", 7, 5)))
	form.Print(rows.AppendRaw(nil, "raw6", tcp("[::]:58", "[::]:0", 7, 6)))
	form.Print(rows.AppendUnix(nil, &procnet.UnixSocket{State: 1, Flags: procnet.UnixListens, Inode: 7}, true))
	form.Print(rows.AppendUnix(nil, &procnet.UnixSocket{State: 3, Inode: 0}, false))
	form.End()
	assert.NoError(t, w.Flush())
	assert.Equal(t, `Summary of sockets
Count      Proto Counted   Name
2          tcp   state     ESTABLISHED
1          tcp   state     FIN_WAIT1
1          tcp   state     LISTEN
1          tcp   state     SYN_RECV
1          tcp   state     TIME_WAIT
1          tcp6  state     ESTABLISHED
1          udp   state     -
1          raw6  state     -
1          unix  state     CONNECTED
1          unix  state     LISTENING
1          tcp   listening -
1          udp   listening -
1          raw6  listening -
1          unix  listening -
1          tcp   recv_q    -
1          tcp   send_q    -
1          tcp   orphan    -
5          -     peer      10.0.0.3
1          -     peer      10.0.0.1
7          -     program   ..t...[2J
`, out.String())

	out.Reset()
	form.Rows(in)
	form.End()
	assert.NoError(t, w.Flush())
	assert.Equal(t, "Summary of sockets\nCount      Proto Counted   Name\n", out.String(), "each round counts anew")
}

func TestFrequentThingsAreFoundInBoundedMemory(t *testing.T) {
	var f frequent[int]
	const often = 3
	for i := range 3 * limit {
		f.add(-i-1, 1) // each once
		if i%100 == 0 {
			for range often {
				f.add(7, 1)
			}
		}
	}
	f.add(8, 2*limit)
	assert.LessOrEqual(t, len(f.found), limit)
	assert.True(t, f.missed)
	assert.Equal(t, []int{8, 7}, f.first(2, cmp.Compare[int]))
	exact := uint64((3*limit + 99) / 100 * often)
	assert.LessOrEqual(t, f.found[7], exact)
	assert.GreaterOrEqual(t, f.found[7], exact-4)

	var g frequent[string]
	for i := range 12 {
		g.add(fmt.Sprint(i%5), 1)
	}
	assert.Equal(t, []string{"0", "1", "2", "3", "4"}, g.first(10, cmp.Compare[string]))
	assert.False(t, g.missed)
}

func TestTablesAreCountedAtTheSameTime(t *testing.T) {
	form := Count(nettools.New(bufio.NewWriter(new(bytes.Buffer)), nettools.Options{}), false)
	var running sync.WaitGroup
	rows := form.Rows(format.Space{})
	for range 4 {
		running.Go(func() {
			for range 1000 {
				rows.AppendUnix(nil, &procnet.UnixSocket{State: 1}, true)
			}
		})
	}
	running.Wait()
	assert.Equal(t, uint64(4000), form.spaces[0].parts[0].kinds[kind{format.CountState, "unix", ""}])
	form.End()
}
