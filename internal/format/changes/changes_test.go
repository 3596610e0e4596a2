package changes

import (
	"bufio"
	"bytes"
	"net/netip"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/format/nettools"
	"github.com/gonetstat/gonetstat/internal/format/record"
	"github.com/gonetstat/gonetstat/internal/format/table"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

// A socket is a row of tcp in a namespace.
type socket struct {
	in    format.Space
	peer  string
	state int32
	inode uint64
}

// round prints sockets as the rows of a round.
func round(f *Form, sockets ...socket) {
	f.Rows(format.Space{})
	f.Begin(format.Internet, format.Space{Label: "-"})
	for _, s := range sockets {
		f.Print(f.Rows(s.in).AppendTCP(nil, "tcp", &procnet.Socket{
			Local: netip.MustParseAddrPort("10.0.0.2:22"), Remote: netip.MustParseAddrPort(s.peer), State: s.state, Inode: s.inode,
		}))
	}
	f.Begin(format.Unix, format.Space{Label: "-"})
	f.End()
}

const (
	established = 1
	finWait2    = 5
	timeWait    = 6
	closeWait   = 8
)

func rounds(f *Form) {
	own, blue := format.Space{Label: "-", Inode: 1}, format.Space{Label: "net:[2]", Inode: 2}
	a, b, c := "10.0.0.1:1", "10.0.0.1:2", "10.0.0.1:3"
	round(f, socket{own, a, established, 5}, socket{own, b, established, 6}, socket{blue, a, established, 5})
	round(f, socket{own, a, established, 5}, socket{own, b, established, 6}, socket{blue, a, established, 5})
	// The second changes its state and the third is called by a name; another comes.
	blue.Label = "blue"
	round(f, socket{own, c, established, 7}, socket{own, a, established, 5}, socket{own, b, closeWait, 6}, socket{blue, a, established, 5})
	// Without a process a socket is the same; the ports of another are used again.
	round(f, socket{own, a, finWait2, 0}, socket{own, b, established, 8})
	round(f, socket{own, a, timeWait, 0}, socket{own, b, established, 8})
	round(f)
}

func TestChangesInNetToolsForm(t *testing.T) {
	var out bytes.Buffer
	w := bufio.NewWriter(&out)
	rounds(Watch(nettools.New(w, nettools.Options{Names: format.Names{NumericHosts: true, NumericPorts: true}}).(format.ChangeForm), time.Now))
	assert.NoError(t, w.Flush())
	assert.Equal(t, `Active Internet connections (w/o servers)
Proto Recv-Q Send-Q Local Address           Foreign Address         State      
tcp        0      0 10.0.0.2:22             10.0.0.1:1              ESTABLISHED
tcp        0      0 10.0.0.2:22             10.0.0.1:2              ESTABLISHED
tcp        0      0 10.0.0.2:22             10.0.0.1:1              ESTABLISHED
Active UNIX domain sockets (w/o servers)
Proto RefCnt Flags       Type       State         I-Node   Path
+ tcp        0      0 10.0.0.2:22             10.0.0.1:3              ESTABLISHED
~ tcp        0      0 10.0.0.2:22             10.0.0.1:2              CLOSE_WAIT 
~ tcp        0      0 10.0.0.2:22             10.0.0.1:1              ESTABLISHED
- tcp        0      0 10.0.0.2:22             10.0.0.1:3              ESTABLISHED
- tcp        0      0 10.0.0.2:22             10.0.0.1:2              CLOSE_WAIT 
- tcp        0      0 10.0.0.2:22             10.0.0.1:1              ESTABLISHED
~ tcp        0      0 10.0.0.2:22             10.0.0.1:1              FIN_WAIT2  
+ tcp        0      0 10.0.0.2:22             10.0.0.1:2              ESTABLISHED
~ tcp        0      0 10.0.0.2:22             10.0.0.1:1              TIME_WAIT  
- tcp        0      0 10.0.0.2:22             10.0.0.1:1              TIME_WAIT  
- tcp        0      0 10.0.0.2:22             10.0.0.1:2              ESTABLISHED
`, out.String())
}

func TestChangesInATable(t *testing.T) {
	var out bytes.Buffer
	w := bufio.NewWriter(&out)
	f := Watch(table.New(w, table.Options{Names: format.Names{NumericHosts: true, NumericPorts: true}}).(format.ChangeForm), time.Now)
	round(f, socket{format.Space{}, "10.0.0.1:1", established, 5})
	round(f)
	round(f)
	assert.NoError(t, w.Flush())
	assert.Equal(t, `Active Internet connections (w/o servers)
Proto  Recv-Q  Send-Q  Local        Peer        State        PID  Program  Workload
tcp         0       0  10.0.0.2:22  10.0.0.1:1  ESTABLISHED
Active UNIX domain sockets (w/o servers)
Type  State  Flags  Refs  Inode  PID  Program  Workload  Peer  Path
Active Internet connections (w/o servers)
   Proto  Recv-Q  Send-Q  Local        Peer        State        PID  Program  Workload
-  tcp         0       0  10.0.0.2:22  10.0.0.1:1  ESTABLISHED
`, out.String())
}

func TestChangesAsObjects(t *testing.T) {
	var out bytes.Buffer
	w := bufio.NewWriter(&out)
	now := time.Date(2026, 11, 28, 7, 30, 0, 5e6, time.FixedZone("", 3600))
	f := Watch(record.NewNDJSON(w, record.Options{}).(format.ChangeForm), func() time.Time { return now })
	in := format.Space{Label: "-"}
	round(f, socket{in, "10.0.0.1:1", established, 5})
	now = now.Add(time.Second)
	round(f, socket{in, "10.0.0.1:1", closeWait, 5})
	now = now.Add(time.Second)
	round(f)
	assert.NoError(t, w.Flush())
	lines := bytes.Split(out.Bytes(), []byte("\n"))
	for i, begin := range []string{
		`{"event":"listed","time":"2026-11-28T06:30:00.005Z","netns":"-","netns_workload":null,"proto":"tcp","family":"inet","state":"ESTABLISHED",`,
		`{"event":"changed","time":"2026-11-28T06:30:01.005Z","netns":"-","netns_workload":null,"proto":"tcp","family":"inet","state":"CLOSE_WAIT",`,
		`{"event":"closed","time":"2026-11-28T06:30:02.005Z","netns":"-","netns_workload":null,"proto":"tcp","family":"inet","state":"CLOSE_WAIT",`,
	} {
		assert.True(t, bytes.HasPrefix(lines[i], []byte(begin)), "%s", lines[i])
	}
	assert.Len(t, lines, 4)
}

func TestEachOfManyEqualRowsIsASocket(t *testing.T) {
	same := func(n int) (rows []*row) {
		for range n {
			rows = append(rows, &row{ends: "a", inode: noInode})
		}
		return rows
	}
	assert.Empty(t, differences(same(3), same(3)))
	assert.Len(t, differences(same(3), same(1)), 2)
	assert.Len(t, differences(nil, same(4)), 4)
	assert.Equal(t, format.Closed, differences(same(2), nil)[1].change)
}
