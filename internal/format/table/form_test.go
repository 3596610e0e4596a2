package table

import (
	"bufio"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"github.com/gonetstat/gonetstat/internal/extras"
	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/names"
	"github.com/gonetstat/gonetstat/internal/netdev"
	"github.com/gonetstat/gonetstat/internal/procmap"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

// numeric are options without names.
func numeric() Options {
	o := Options{Extend: 1, Timers: true, All: true}
	o.NumericHosts, o.NumericPorts, o.NumericUsers, o.NumericSCTP = true, true, true, true
	o.Cache = names.New("/nonexistent")
	return o
}

// printing gives a form and what it prints until the round ends.
func printing(t *testing.T, o Options) (f format.Form, end func() string) {
	t.Helper()
	var printed strings.Builder
	out := bufio.NewWriter(&printed)
	f = New(out, o)
	return f, func() string {
		f.End()
		require.NoError(t, out.Flush())
		text := printed.String()
		printed.Reset()
		return text
	}
}

// A sample makes rows of a section, with a text in every cell that holds one.
type sample struct {
	section format.Section
	rows    func(f format.Rows, text string) []byte
}

func samples() []sample {
	addr := netip.MustParseAddr
	v4, v6 := netip.MustParseAddrPort("192.0.2.1:443"), netip.MustParseAddrPort("[2001:db8::1]:443")
	socket := &procnet.Socket{Local: v4, Remote: v6, State: 1, Inode: 7, UID: 1000}
	sctp := &procnet.SCTPSocket{Local: []byte("192.0.2.1 *192.0.2.2 "), Peer: []byte("2001:db8::1 "), LocalPort: 1, PeerPort: 2, State: 10}
	return []sample{
		{format.Internet, func(f format.Rows, _ string) []byte { return f.AppendTCP(nil, "tcp", socket) }},
		{format.Internet, func(f format.Rows, _ string) []byte { return f.AppendUDP(nil, "udpl6", socket) }},
		{format.Internet, func(f format.Rows, _ string) []byte { return f.AppendRaw(nil, "raw", socket) }},
		{format.Internet, func(f format.Rows, _ string) []byte { return f.AppendSCTPEndpoint(nil, sctp) }},
		{format.Internet, func(f format.Rows, _ string) []byte { return f.AppendSCTPAssociation(nil, sctp) }},
		{format.Unix, func(f format.Rows, text string) []byte {
			row := &procnet.UnixSocket{Type: 1, State: 3, Flags: procnet.UnixListens | procnet.UnixWaits, Path: []byte(text)}
			return append(f.AppendUnix(nil, row, true), f.AppendUnix(nil, row, false)...)
		}},
		{format.Groups, func(f format.Rows, text string) []byte {
			return f.AppendGroup(nil, &procnet.Group{Interface: text, Addr: addr("ff02::1")})
		}},
		{format.IPX, func(f format.Rows, _ string) []byte {
			return append(f.AppendIPX(nil, &procnet.IPXSocket{}), f.AppendIPX(nil, &procnet.IPXSocket{Connected: true, State: 1})...)
		}},
		{format.AX25, func(f format.Rows, text string) []byte {
			return f.AppendAX25(nil, &procnet.AX25Socket{Destination: text, Source: text, Device: text})
		}},
		{format.X25, func(f format.Rows, text string) []byte {
			return f.AppendX25(nil, &procnet.X25Socket{Destination: text, Source: text, Device: text, State: 99})
		}},
		{format.NetROM, func(f format.Rows, text string) []byte {
			return f.AppendNetROM(nil, &procnet.NetROMSocket{User: text, Destination: text, Source: text, Device: text})
		}},
		{format.Rose, func(f format.Rows, text string) []byte {
			return f.AppendRose(nil, &procnet.RoseSocket{DestinationAddress: text, SourceCallsign: text, Device: text})
		}},
		{format.InetRoutes, func(f format.Rows, text string) []byte {
			return f.AppendRoute(nil, &procnet.Route{Iface: text, Destination: addr("192.0.2.0"), Mask: addr("255.255.255.0"), Gateway: addr("192.0.2.1")})
		}},
		{format.Inet6Routes, func(f format.Rows, text string) []byte {
			return f.AppendRoute6(nil, &procnet.Route6{Iface: text, Destination: addr("2001:db8::"), Bits: 32, NextHop: addr("::")})
		}},
		{format.InetRouteCache, func(f format.Rows, text string) []byte {
			row := &procnet.CachedRoute{Iface: text, Source: addr("192.0.2.1"), Destination: addr("192.0.2.2"), Gateway: addr("0.0.0.0"), SpecificDst: addr("192.0.2.1")}
			heading := f.AppendRouteCacheHeading(nil, procnet.RouteCacheOld)
			return f.AppendCachedRoute(f.AppendCachedRoute(heading, row, procnet.RouteCacheOld), row, procnet.RouteCacheNew)
		}},
		{format.Inet6RouteCache, func(f format.Rows, text string) []byte {
			return f.AppendRoute6(nil, &procnet.Route6{Iface: text, Destination: addr("2001:db8::1"), Bits: 128, NextHop: addr("fe80::1")})
		}},
		{format.Neighbours, func(f format.Rows, text string) []byte {
			return f.AppendNeighbour(nil, &procnet.Neighbour{Addr: addr("fe80::1"), Hardware: text, Iface: text, State: 2})
		}},
		{format.AX25Routes, func(f format.Rows, text string) []byte {
			return f.AppendAX25Route(nil, &procnet.AX25Route{Callsign: text, Device: text})
		}},
		{format.NetROMRoutes, func(f format.Rows, text string) []byte {
			row := procnet.NetROMRoute{Callsign: text, Mnemonic: text, Neighbour: &procnet.RadioNeighbour{Callsign: text, Device: text}}
			return append(f.AppendNetROMRoute(nil, &row), f.AppendNetROMRoute(nil, &procnet.NetROMRoute{})...)
		}},
		{format.RoseRoutes, func(f format.Rows, text string) []byte {
			row := procnet.RoseRoute{Address: text, Neighbours: []procnet.RoseNeighbour{{}, {Listed: []procnet.RadioNeighbour{{Callsign: text, Device: text}, {}}}}}
			return append(f.AppendRoseRoute(nil, &row), f.AppendRoseRoute(nil, &procnet.RoseRoute{})...)
		}},
		{format.X25Routes, func(f format.Rows, text string) []byte {
			return append(f.AppendX25Route(nil, &procnet.X25Route{Address: text, Digits: 3, Device: text}), f.AppendX25Route(nil, &procnet.X25Route{})...)
		}},
		{format.IPXRoutes, func(f format.Rows, _ string) []byte { return f.AppendIPXRoute(nil, &procnet.IPXRoute{}) }},
		{format.AppleTalkRoutes, func(f format.Rows, text string) []byte {
			return f.AppendAppleTalkRoute(nil, &procnet.AppleTalkRoute{Target: text, Gateway: text, Device: text, Flags: 3})
		}},
		{format.Interfaces, func(f format.Rows, text string) []byte {
			return f.AppendInterface(nil, &format.Interface{Interface: &netdev.Interface{Name: text, Hardware: unix.ARPHRD_X25, Address: [8]byte{'\x1b', '['}, Flags: 1}})
		}},
		{format.Counters, func(f format.Rows, text string) []byte {
			return f.AppendSNMP(nil, procnet.CounterGroup{Protocol: text, Counters: []procnet.Counter{{Name: text, Value: 1}}})
		}},
		{format.Counters, func(f format.Rows, text string) []byte {
			return f.AppendSNMP6(nil, procnet.CounterGroup{Protocol: text, Counters: []procnet.Counter{{Name: text}, {Name: text, Value: 1}}})
		}},
		{format.Masquerades, func(f format.Rows, _ string) []byte {
			return f.AppendMasquerade(nil, &procnet.Masquerade{Protocol: "ICMP", Source: v4, Destination: v4, Port: 7})
		}},
	}
}

// TestEveryRowHasACellForEachColumn includes that every section has columns.
func TestEveryRowHasACellForEachColumn(t *testing.T) {
	seen := map[format.Section]bool{}
	for _, several := range []bool{false, true} {
		for _, extend := range []int{0, 1} {
			o := numeric()
			o.Extend, o.Timers = extend, extend > 0
			in := format.Space{Label: "blue", Several: several, Owners: anyone{&procmap.Owner{PID: 1, Name: "init"}}}
			for _, s := range samples() {
				title, columns := newKinds(&o, several).section(s.section, &o)
				assert.NotEmpty(t, title)
				for line := range strings.Lines(string(s.rows(New(nil, o).Rows(in), "name"))) {
					assert.Equal(t, len(columns), strings.Count(line, "\t"), title)
				}
				seen[s.section] = true
			}
		}
	}
	assert.Len(t, seen, int(format.Masquerades)+1)
}

// requireHarmless requires a text without anything that steers a terminal, or
// changes the order of its characters.
func requireHarmless(t *testing.T, text string) {
	t.Helper()
	for _, c := range text {
		require.True(t, c == '\n' || unicode.IsPrint(c), "%q in %q", c, text)
	}
	require.True(t, utf8.ValidString(text), "%q", text)
}

func FuzzNoTextSteersTheTerminal(f *testing.F) {
	f.Add("a\x1b[31mb\tc\nd\u202ee\xff\\\x7f", uint16(0))
	f.Add("été-serv 日本 \u200b\u2066\x9b", uint16(40))
	f.Add(strings.Repeat("\t\n", 20), uint16(20))
	f.Fuzz(func(t *testing.T, text string, width uint16) {
		text = text[:min(len(text), 500)] // the kernel's tables have no longer ones
		o := numeric()
		o.Width = int(width % 300)
		in := format.Space{
			Label: text, Several: true, Residents: living(text), Owners: anyone{&procmap.Owner{PID: 1, Name: text}},
			Extras: told{socket: extras.Socket{Device: text, Cgroup: text}, unix: extras.UnixSocket{Peer: 7, PeerPath: text}},
		}
		form, end := printing(t, o)
		rows := form.Rows(in)
		for _, s := range samples() {
			form.Space(in)
			form.Begin(s.section, in)
			lines := s.rows(rows, text)
			form.Print(lines)
			printed := end()
			requireHarmless(t, printed)
			require.Equal(t, 3+strings.Count(string(lines), "\n"), strings.Count(printed, "\n"), "%q", printed)
		}
	})
}

func TestTextOutsideASCIIIsKept(t *testing.T) {
	form, end := printing(t, numeric())
	form.Begin(format.Unix, format.Space{})
	rows := form.Rows(format.Space{Owners: anyone{&procmap.Owner{PID: 1, Program: "..t..-serv", Name: "été-serv"}}})
	form.Print(rows.AppendUnix(nil, &procnet.UnixSocket{Path: []byte("/run/日本\x1b\u202e")}, true))
	assert.Regexp(t, `\n.* 1  été-serv                  /run/日本\\x1b\\u202e\n$`, end())
}

func TestTableIsPrintedWhenItsSectionEnds(t *testing.T) {
	o := numeric()
	o.Extend, o.Timers, o.All, o.Listening = 0, false, false, true
	form, end := printing(t, o)
	space := format.Space{}
	rows := form.Rows(space)
	for range 2 { // rounds of -c
		form.Begin(format.Internet, space)
		text := rows.AppendTCP(nil, "tcp", &procnet.Socket{Local: netip.MustParseAddrPort("127.0.0.1:80"), Remote: netip.MustParseAddrPort("0.0.0.0:0"), State: 10})
		form.Print(text)
		clear(text) // the form keeps nothing of it
		form.Begin(format.Groups, space)
		form.Begin(format.Unix, space)
		assert.False(t, form.Remark("no room"))
		form.Print(rows.AppendUnix(nil, &procnet.UnixSocket{Refs: 2, Type: 2, State: 1, Inode: 9, Path: []byte("/run/a")}, true))
		assert.Equal(t, `Active Internet connections (only servers)
Proto  Recv-Q  Send-Q  Local         Peer       State   PID  Program  Workload
tcp         0       0  127.0.0.1:80  0.0.0.0:*  LISTEN
IPv6/IPv4 Group Memberships
Iface  Refs  Group
Active UNIX domain sockets (only servers)
Type   State  Flags  Refs  Inode  PID  Program  Workload  Peer  Path
DGRAM                   2      9                                /run/a
`, end())
	}
}

// living gives a namespace residents that belong to the same.
func living(word string) func() *format.Workload {
	return func() *format.Workload { return &format.Workload{Word: word} }
}

func TestNamespacesAreNamedInTheListOrAboveTheirTables(t *testing.T) {
	o := numeric()
	o.Extend, o.Timers, o.All = 0, false, false
	form, end := printing(t, o)
	a, b := format.Space{Label: "blue", Several: true}, format.Space{Label: "net:[4026531840]", Several: true, Residents: living("shop/web")}
	form.Begin(format.Unix, a)
	for _, space := range []format.Space{a, b} {
		form.Print(form.Rows(space).AppendUnix(nil, &procnet.UnixSocket{Refs: 2, Type: 1, State: 3, Path: []byte("/run/a")}, true))
	}
	for _, space := range []format.Space{a, b, {}} {
		form.Space(space)
		form.Begin(format.Groups, space)
		form.Print(form.Rows(space).AppendGroup(nil, &procnet.Group{Interface: "lo", Users: 1, Addr: netip.MustParseAddr("224.0.0.1")}))
	}
	const groups = "IPv6/IPv4 Group Memberships\nIface  Refs  Group\nlo        1  224.0.0.1\n"
	assert.Equal(t, `Active UNIX domain sockets (w/o servers)
Type    State      Flags  Refs  Inode  PID  Program  Workload  Peer  NetNS                        Path
STREAM  CONNECTED            2      0                                blue                         /run/a
STREAM  CONNECTED            2      0                                net:[4026531840] (shop/web)  /run/a
Network namespace blue
`+groups+"Network namespace net:[4026531840] (shop/web)\n"+groups+groups, end())
}

func TestRowsAheadDoNotWaitForNames(t *testing.T) {
	etc := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(etc, "hosts"), []byte("192.0.2.1 gateway.example\n"), 0o644))
	o := numeric()
	o.NumericHosts, o.Extend, o.Cache = false, 0, names.New(etc)
	row := &procnet.Route{Iface: "eth0", Destination: netip.MustParseAddr("0.0.0.0"), Mask: netip.MustParseAddr("0.0.0.0"), Gateway: netip.MustParseAddr("192.0.2.1")}
	form := New(nil, o)
	assert.Equal(t, "default\t192.0.2.1\teth0\tU\t0\t\n", string(form.Rows(format.Space{Ahead: true}).AppendRoute(nil, row)))
	assert.Equal(t, "default\tgateway.example\teth0\tU\t0\t\n", string(form.Rows(format.Space{}).AppendRoute(nil, row)))
}

func TestNeeds(t *testing.T) {
	assert.Equal(t, format.Needs{Owners: true, Every: true, Workloads: true, Hosts: true, SCTPHosts: true, Extras: true}, New(nil, Options{}).Needs())
	assert.Equal(t, format.Needs{Owners: true, Every: true, Workloads: true, Users: true, Timers: true, Whole: true, Interface: true, Extras: true}, New(nil, numeric()).Needs())
}
