package record

import (
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/gonetstat/gonetstat/internal/extras"
	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/netdev"
	"github.com/gonetstat/gonetstat/internal/procmap"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

// namedRows are rows with any texts where others choose these, by section.
func namedRows(a, b string, n int32) map[format.Section]func(r format.Rows) []byte {
	neighbour := procnet.RadioNeighbour{Callsign: a, Device: b}
	return map[format.Section]func(r format.Rows) []byte{
		format.Internet: func(r format.Rows) []byte {
			return r.AppendTCP(nil, "tcp", &procnet.Socket{Inode: 1, UID: uint32(n), State: n, Timer: n})
		},
		format.Unix: func(r format.Rows) []byte {
			return r.AppendUnix(nil, &procnet.UnixSocket{Inode: 1, Path: []byte(a), Type: n, State: n, Flags: uint64(n)}, true)
		},
		format.AX25: func(r format.Rows) []byte {
			return r.AppendAX25(nil, &procnet.AX25Socket{Destination: a, Source: b, Device: a, State: n})
		},
		format.X25: func(r format.Rows) []byte {
			return r.AppendX25(nil, &procnet.X25Socket{Destination: a, Source: b, Device: a, State: n})
		},
		format.NetROM: func(r format.Rows) []byte {
			return r.AppendNetROM(nil, &procnet.NetROMSocket{User: a, Destination: b, Source: a, Device: b, State: n})
		},
		format.Rose: func(r format.Rows) []byte {
			return r.AppendRose(nil, &procnet.RoseSocket{DestinationAddress: a, DestinationCallsign: b, SourceAddress: a, SourceCallsign: b, Device: a, State: n})
		},
		format.Groups:     func(r format.Rows) []byte { return r.AppendGroup(nil, &procnet.Group{Interface: a, Users: n}) },
		format.InetRoutes: func(r format.Rows) []byte { return r.AppendRoute(nil, &procnet.Route{Iface: a, Flags: uint32(n)}) },
		format.Inet6Routes: func(r format.Rows) []byte {
			return r.AppendRoute6(nil, &procnet.Route6{Iface: a, Flags: uint32(n), Bits: n})
		},
		format.InetRouteCache: func(r format.Rows) []byte {
			return r.AppendCachedRoute(nil, &procnet.CachedRoute{Iface: a, Flags: uint32(n)}, procnet.RouteCacheForm(n))
		},
		format.Neighbours: func(r format.Rows) []byte {
			return r.AppendNeighbour(nil, &procnet.Neighbour{Iface: a, Hardware: b, State: uint32(n), Now: uint32(n), Flags: uint32(n)})
		},
		format.AX25Routes: func(r format.Rows) []byte {
			return r.AppendAX25Route(nil, &procnet.AX25Route{Callsign: a, Device: b, Use: n})
		},
		format.NetROMRoutes: func(r format.Rows) []byte {
			return r.AppendNetROMRoute(nil, &procnet.NetROMRoute{Callsign: a, Mnemonic: b, Neighbour: &neighbour})
		},
		format.RoseRoutes: func(r format.Rows) []byte {
			listed := []procnet.RadioNeighbour{neighbour, neighbour}
			return r.AppendRoseRoute(nil, &procnet.RoseRoute{Address: a, Neighbours: []procnet.RoseNeighbour{{Number: n, Listed: listed}, {}}})
		},
		format.X25Routes: func(r format.Rows) []byte {
			return r.AppendX25Route(nil, &procnet.X25Route{Address: a, Digits: int(n), Device: b})
		},
		format.AppleTalkRoutes: func(r format.Rows) []byte {
			return r.AppendAppleTalkRoute(nil, &procnet.AppleTalkRoute{Target: a, Gateway: b, Device: a, Flags: uint32(n)})
		},
		format.Interfaces: func(r format.Rows) []byte {
			in := netdev.Interface{Name: a, Flags: uint16(n), Hardware: uint16(n)}
			copy(in.Address[:], b)
			return r.AppendInterface(nil, &format.Interface{Interface: &in, Inet6: make([]procnet.Inet6Address, 2), All: make([]netdev.Inet, 2)})
		},
		format.Summary: func(r format.Rows) []byte {
			return r.AppendCount(nil, &format.Count{Counted: format.CountProgram, Name: a, Number: uint64(n)})
		},
		format.Counters: func(r format.Rows) []byte {
			return r.AppendSNMP(nil, procnet.CounterGroup{Protocol: a, Counters: []procnet.Counter{{Name: b, Value: uint64(n)}}})
		},
	}
}

// FuzzRows prints rows with any texts: the forms are well formed, have a row
// each, and nothing in them steers a terminal.
func FuzzRows(f *testing.F) {
	f.Add("eth0", "*", int32(1))
	f.Add("=1+1,\"x\"", "\x1b[31m\n\r\t", int32(-1))
	f.Add("a/b c\\", "\u202e\xff\U000e0001", int32(271)) // ARPHRD_X25, whose address is text
	f.Add("'", "", int32(1<<31-1))
	type form struct {
		name, heading string
		section       format.Section
		format.Form
	}
	var forms []form
	for section := range namedRows("", "", 0) {
		sections := []format.Section{section}
		columns := strings.Join(newCSVEncoder(Options{Sections: sections, TCPInfo: true}).columns, ",") + "\n"
		for name, newForm := range makers {
			forms = append(forms, form{name, columns, section, newForm(nil, Options{Sections: sections, TCPInfo: true})})
		}
	}
	f.Fuzz(func(t *testing.T, a, b string, n int32) {
		texts := namedRows(a, b, n)
		for _, form := range forms {
			rows := form.Rows(format.Space{Label: b, Owners: &owners{procmap.Owner{PID: 1, Name: a}}, Extras: &told{
				socket: extras.Socket{Device: a, Cgroup: b, Info: longInfo(), Congestion: a},
				unix:   extras.UnixSocket{Peer: uint64(n), PeerPath: b},
			}})
			line := string(texts[form.section](rows))
			requireHarmless(t, line)
			switch form.name {
			case "csv":
				records, err := csv.NewReader(strings.NewReader(form.heading + line)).ReadAll()
				require.NoError(t, err, "%q", line)
				require.Len(t, records, 2)
			default:
				line = strings.TrimPrefix(strings.TrimSuffix(line, "\n"), ",\n")
				require.True(t, json.Valid([]byte(line)), "%q", line)
				require.NotContains(t, line, "\n")
			}
		}
	})
}

// requireHarmless requires a text without anything that steers a terminal, or
// changes the order of its characters.
func requireHarmless(t *testing.T, text string) {
	t.Helper()
	require.True(t, utf8.ValidString(text), "%q", text)
	for _, c := range text {
		require.True(t, c == '\n' || unicode.IsPrint(c), "%q in %q", c, text)
	}
}
