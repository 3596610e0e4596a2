package table

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"net/netip"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gonetstat/gonetstat/internal/extras"
	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/procmap"
	"github.com/gonetstat/gonetstat/internal/procnet"
	"github.com/gonetstat/gonetstat/internal/sockdiag"
	"github.com/gonetstat/gonetstat/internal/states"
)

// told tells the same of every socket.
type told struct {
	socket extras.Socket
	unix   extras.UnixSocket
}

func (e told) Internet(*procnet.Socket) (extras.Socket, bool) { return e.socket, true }
func (e told) Unix(uint64) (extras.UnixSocket, bool)          { return e.unix, true }

// cellsOf gives the cells of a row.
func cellsOf(text []byte) []string { return strings.Split(string(text), "\t") }

func TestLocalEndTellsDeviceAndFamilies(t *testing.T) {
	for _, c := range []struct {
		local, want string
		socket      extras.Socket
	}{
		{"[::]:22", "[::]:22", extras.Socket{}},
		{"[::]:22", "[::]:22", extras.Socket{V6Only: true, HasV6Only: true}},
		{"[::]:22", "*:22", extras.Socket{HasV6Only: true}},
		{"[::]:22", "*%eth0:22", extras.Socket{HasV6Only: true, Device: "eth0"}},
		{"[::]:22", "[::]%eth0:22", extras.Socket{V6Only: true, HasV6Only: true, Device: "eth0"}},
		{"[fe80::1]:22", "[fe80::1]%eth0:22", extras.Socket{HasV6Only: true, Device: "eth0"}},
		{"0.0.0.0:22", "0.0.0.0%vrf-1:22", extras.Socket{Device: "vrf-1"}},
		{"192.0.2.1:22", "192.0.2.1%a\\x1b,b:22", extras.Socket{Device: "a\x1b,b"}},
	} {
		rows := New(nil, numeric()).Rows(format.Space{Extras: told{socket: c.socket}})
		row := &procnet.Socket{Local: netip.MustParseAddrPort(c.local), Remote: netip.MustParseAddrPort("[::]:0"), State: 10}
		for _, text := range [][]byte{rows.AppendTCP(nil, "tcp6", row), rows.AppendUDP(nil, "udp6", row)} {
			assert.Equal(t, []string{c.want, "[::]:*"}, cellsOf(text)[3:5])
		}
	}
}

func TestAddressIsShortenedBesideItsDevice(t *testing.T) {
	const cell = "[2001:db8:1111:2222:3333:4444:5555:6666]%eth0:22"
	short := shortenEnds()
	assert.Equal(t, "[2001:d…5:6666]%eth0:22", short.cut(cell, 23))
	assert.Equal(t, len("192.0.2.1%eth0:22"), short.least("192.0.2.1%eth0:22"))
}

func TestPeerIsAProcessOrAnInode(t *testing.T) {
	row := &procnet.UnixSocket{Inode: 7, Path: []byte("/run/a")}
	peer := func(in format.Space) string {
		cells := cellsOf(New(nil, numeric()).Rows(in).AppendUnix(nil, row, true))
		return cells[len(cells)-3]
	}
	connected := told{unix: extras.UnixSocket{Peer: 8}}
	assert.Equal(t, "1/a b", peer(format.Space{Extras: connected, Owners: anyone{&procmap.Owner{PID: 1, Name: "a b"}}}))
	assert.Equal(t, "8", peer(format.Space{Extras: connected}))
	assert.Empty(t, peer(format.Space{Extras: told{}}))
	assert.Empty(t, peer(format.Space{}))
}

// extended prints rows of two listeners and of a connection, or of unix sockets,
// as -e has them, and gives the lines below the title.
func extended(t *testing.T, section format.Section, e told, extend int) []string {
	t.Helper()
	o := numeric()
	o.Extend = extend
	var out bytes.Buffer
	writer := bufio.NewWriter(&out)
	form := New(writer, o)
	in := format.Space{Extras: e}
	form.Begin(section, in)
	rows := form.Rows(in)
	if section == format.Unix {
		form.Print(rows.AppendUnix(nil, &procnet.UnixSocket{Inode: 7}, true))
	} else {
		any4 := netip.MustParseAddrPort("0.0.0.0:0")
		for _, state := range []int32{states.Listen, 1} {
			form.Print(rows.AppendTCP(nil, "tcp", &procnet.Socket{Local: any4, Remote: any4, State: state, RxQueue: 3, Inode: 5}))
		}
		form.Print(rows.AppendUDP(nil, "udp", &procnet.Socket{Local: any4, Remote: any4, State: states.Listen, RxQueue: 3, Inode: 5}))
	}
	form.End()
	require.NoError(t, writer.Flush())
	return strings.Split(strings.TrimSpace(out.String()), "\n")[1:]
}

func TestRareColumnsAreThereWhereARowHasSomething(t *testing.T) {
	all := told{socket: extras.Socket{BacklogLimit: 128, Mark: 26, HasMark: true, Cgroup: "/a.slice"}, unix: extras.UnixSocket{Listening: true, Backlog: 2, BacklogLimit: 9}}
	lines := extended(t, format.Internet, all, 1)
	assert.Equal(t, []string{"Backlog", "Mark", "Cgroup"}, strings.Fields(lines[0])[8:11])
	assert.Equal(t, []string{"3/128", "0x1a", "/a.slice"}, strings.Fields(lines[1])[8:11])
	assert.Equal(t, []string{"0x1a", "/a.slice"}, strings.Fields(lines[2])[8:10], "a connection has no backlog")
	assert.NotContains(t, lines[3], "/128", "nor has a socket of udp")
	assert.Contains(t, extended(t, format.Unix, all, 1)[1], " 2/9")

	lines = extended(t, format.Internet, told{socket: extras.Socket{Mark: 7}}, 1)
	assert.NotContains(t, lines[0], "Cgroup")
	assert.Contains(t, lines[0], "Mark")
	for _, words := range [][]string{
		extended(t, format.Internet, all, 0), extended(t, format.Unix, all, 0), extended(t, format.Unix, told{}, 1),
	} {
		for _, title := range []string{"Backlog", "Mark", "Cgroup"} {
			assert.NotContains(t, words[0], title)
		}
	}
}

func TestLinesWithoutRareColumnsKeepTheirMarks(t *testing.T) {
	columns := []column{{title: "a"}, {title: "b", rare: true}, {title: "c", rare: true}}
	left, text := withoutEmpty(columns, []byte("1\t\t\t"+exposedMark+"\n2\t\t3\t\n"))
	assert.Equal(t, []column{columns[0], columns[2]}, left)
	assert.Equal(t, "1\t\t"+exposedMark+"\n2\t3\t\n", string(text))
}

func TestTCPInfoIsAColumn(t *testing.T) {
	info := make(sockdiag.TCPInfo, sockdiag.TCPInfoSize)
	put := func(at int, n uint32) { binary.NativeEndian.PutUint32(info[at:], n) }
	put(68, 1250) // rtt
	put(72, 500)
	put(80, 10) // cwnd
	assert.Equal(t, "rtt:1.25/0.5 cwnd:10", string(appendTCPInfo(nil, info)))
	info[2] = 2
	put(100, 7)
	assert.Equal(t, "rtt:1.25/0.5 cwnd:10 retrans:2/7", string(appendTCPInfo(nil, info)))
	assert.Equal(t, "rtt:1.25", string(appendTCPInfo(nil, info[:72])))
	assert.Empty(t, appendTCPInfo(nil, nil))
	for _, wanted := range []bool{false, true} {
		o := numeric()
		o.TCPInfo = wanted
		text := New(nil, o).Rows(format.Space{Extras: told{socket: extras.Socket{Info: info}}}).AppendTCP(nil, "tcp", &procnet.Socket{})
		assert.Equal(t, wanted, strings.Contains(string(text), "cwnd:10"))
	}
}
