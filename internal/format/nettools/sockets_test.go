package nettools

import (
	"net/netip"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/procmap"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

var (
	row = procnet.Socket{
		Local:   netip.MustParseAddrPort("127.0.0.1:8080"),
		Remote:  netip.MustParseAddrPort("127.0.0.2:54321"),
		State:   1,
		Timer:   2,
		Expires: 720 * 100,
		UID:     1000,
		Inode:   2238761,
	}
	row6 = procnet.Socket{
		Local:  netip.MustParseAddrPort("[2001:db8:aaaa:bbbb:cccc:dddd:ff00:1]:22"),
		Remote: netip.MustParseAddrPort("[::ffff:127.0.0.1]:65535"),
		State:  6,
	}
)

// oneOwner has every socket.
type oneOwner struct{ owner *procmap.Owner }

func (o oneOwner) Lookup(uint64) (*procmap.Owner, bool) { return o.owner, true }
func (o oneOwner) Holders(uint64) procmap.Holders       { return procmap.Holders{} }
func (o oneOwner) Status(uint64) procmap.Status         { return procmap.Known }

func numeric() *Sockets {
	return &Sockets{
		Names: format.Names{NumericHosts: true, NumericPorts: true, NumericUsers: true}, Extended: true, Programs: true, Timers: true,
		Owners: oneOwner{&procmap.Owner{PID: 4711, Program: "nginx", Cell: "4711/nginx"}},
	}
}

func TestAddressesReadAsInetNtopWritesThem(t *testing.T) {
	// What glibc's inet_ntop(3) gives for these.
	for addr, want := range map[string]string{
		"::": "::", "::1": "::1", "::2:1": "::0.2.0.1", "::1:0": "::0.1.0.0", "::1.2.3.4": "::1.2.3.4",
		"::ffff:1.2.3.4": "::ffff:1.2.3.4", "::ffff:0:1.2.3.4": "::ffff:0:102:304", "1:0:0:2:0:0:0:3": "1:0:0:2::3",
		"1:0:0:2:3:0:0:4": "1::2:3:0:0:4", "1:0:2:3:4:5:6:7": "1:0:2:3:4:5:6:7", "1::": "1::", "64:ff9b::1.2.3.4": "64:ff9b::102:304",
	} {
		assert.Equal(t, want, string(format.AppendAddr(nil, netip.MustParseAddr(addr))))
	}
}

func TestRowsDoNotAllocate(t *testing.T) {
	f := numeric()
	buf := make([]byte, 0, 1024)
	unix := procnet.UnixSocket{Refs: 2, Type: 1, State: 3, Inode: 7, Path: []byte("/run/x")}
	assert.Zero(t, testing.AllocsPerRun(100, func() {
		buf = f.AppendTCP(buf[:0], "tcp", &row)
		buf = f.AppendTCP(buf[:0], "tcp6", &row6)
		buf = f.AppendUDP(buf[:0], "udp", &row)
		buf = f.AppendRaw(buf[:0], "raw6", &row6)
		buf = f.AppendUnix(buf[:0], &unix, true)
	}))
}

func BenchmarkAppendTCP(b *testing.B) {
	f := &Sockets{Names: format.Names{NumericHosts: true, NumericPorts: true, NumericUsers: true}}
	var buf []byte
	b.ReportAllocs()
	for b.Loop() {
		buf = f.AppendTCP(buf[:0], "tcp", &row)
	}
}

func BenchmarkAppendTCP6WithEverything(b *testing.B) {
	f := numeric()
	var buf []byte
	b.ReportAllocs()
	for b.Loop() {
		buf = f.AppendTCP(buf[:0], "tcp6", &row6)
	}
}

// net-tools reads a path up to a blank; the other forms have all of it.
func TestUnixPathsShowTheirFirstWord(t *testing.T) {
	f := &Sockets{}
	for path, want := range map[string]string{"/a b": "/a", "  /a\tb": "/a", "@x": "@x", "": "", " ": "", "/a\x00b": "/a"} {
		row := procnet.UnixSocket{Path: []byte(path)}
		text := string(f.AppendUnix(nil, &row, true))
		assert.Equal(t, want+"\n", text[len(text)-len(want)-1:], "%q", path)
		assert.Equal(t, byte(' '), text[len(text)-len(want)-2])
	}
}
