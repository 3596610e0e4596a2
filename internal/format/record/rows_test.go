package record

import (
	"encoding/csv"
	"encoding/json"
	"net/netip"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

// requireRows requires what JSON and CSV have for the rows of a section. In
// CSV, without its heading, every value of JSON is in the column that is called
// as its key. Both are given without what those who live in the namespace belong
// to, of which nothing is known.
func requireRows(t *testing.T, s format.Section, text func(r format.Rows) []byte, object, line string) {
	t.Helper()
	object = strings.Replace(object, `"netns":"-",`, `"netns":"-","netns_workload":null,`, 1)
	line += ","
	require.Equal(t, object+"\n", printed(t, NewNDJSON, s, text))
	table := printed(t, NewCSV, s, text)
	heading, lines, _ := strings.Cut(table, "\n")
	require.Equal(t, line+"\n", lines)
	records, err := csv.NewReader(strings.NewReader(table)).ReadAll()
	require.NoError(t, err)
	require.Len(t, records, 2)
	var values map[string]any
	require.NoError(t, json.Unmarshal([]byte(object), &values))
	require.Len(t, values, len(records[0]), heading)
	for i, column := range records[0] {
		require.Contains(t, values, column)
		if values[column] == nil {
			require.Empty(t, records[1][i], column)
		}
	}
}

func TestSocketsOfOldFamilies(t *testing.T) {
	requireRows(t, format.IPX, func(r format.Rows) []byte {
		return r.AppendIPX(nil, &procnet.IPXSocket{
			Local:  procnet.IPXEndpoint{Network: 0xDEADBEEF, Node: [6]byte{2, 0x60, 0x8C, 0x4D, 0x5E, 0x6F}, Port: 0x4003},
			Remote: procnet.IPXEndpoint{Port: 0x451}, Connected: true, TransmitQueue: 1<<32 - 1, ReceiveQueue: 22, State: 1, UID: 1000,
		})
	}, `{"netns":"-","proto":"ipx","family":"ipx","state":"ESTAB","local_address":"DEADBEEF:02608C4D5E6F","local_port":16387,`+
		`"peer_address":null,"peer_port":1105,"recv_q":22,"send_q":4294967295,"uid":1000,"user":null}`,
		"-,ipx,ipx,ESTAB,DEADBEEF:02608C4D5E6F,16387,,1105,22,4294967295,1000,")
	requireRows(t, format.IPX, func(r format.Rows) []byte {
		return r.AppendIPX(nil, &procnet.IPXSocket{Local: procnet.IPXEndpoint{Port: 0x4001}, State: 7})
	}, `{"netns":"-","proto":"ipx","family":"ipx","state":null,"local_address":null,"local_port":16385,`+
		`"peer_address":null,"peer_port":null,"recv_q":0,"send_q":0,"uid":0,"user":null}`,
		"-,ipx,ipx,,,16385,,,0,0,0,")
	requireRows(t, format.AX25, func(r format.Rows) []byte {
		return r.AppendAX25(nil, &procnet.AX25Socket{
			Destination: "W1AW-2   ", Source: "N0CALL-1*", Device: "ax0", State: 1, SendState: 7, ReceiveState: 3, SendQueue: 11, ReceiveQueue: -22,
		})
	}, `{"netns":"-","proto":"ax25","family":"ax25","state":"SABM SENT","local_address":"N0CALL-1*","peer_address":"W1AW-2",`+
		`"recv_q":-22,"send_q":11,"iface":"ax0","vs":7,"vr":3}`,
		"-,ax25,ax25,SABM SENT,N0CALL-1*,W1AW-2,-22,11,ax0,7,3")
	requireRows(t, format.X25, func(r format.Rows) []byte {
		return r.AppendX25(nil, &procnet.X25Socket{
			Destination: "*         ", Source: "654321    ", Device: "???", Channel: 12, State: 4, SendState: 1, ReceiveState: 2, SendQueue: 3, ReceiveQueue: 4,
		})
	}, `{"netns":"-","proto":"x25","family":"x25","state":"RECOVERY","local_address":"654321","peer_address":null,`+
		`"recv_q":4,"send_q":3,"iface":"???","channel":12,"vs":1,"vr":2}`,
		"-,x25,x25,RECOVERY,654321,,4,3,???,12,1,2")
	requireRows(t, format.NetROM, func(r format.Rows) []byte {
		return r.AppendNetROM(nil, &procnet.NetROMSocket{
			User: "*        ", Destination: "*        ", Source: "N0CALL-7 ", Device: "nr0", State: 4, SendState: 255, ReceiveState: 254, SendQueue: 1, ReceiveQueue: 2,
		})
	}, `{"netns":"-","proto":"netrom","family":"netrom","state":"UNKNOWN","local_address":"N0CALL-7","peer_address":null,`+
		`"recv_q":2,"send_q":1,"user_callsign":null,"iface":"nr0","vs":255,"vr":254}`,
		"-,netrom,netrom,UNKNOWN,N0CALL-7,,2,1,,nr0,255,254")
	requireRows(t, format.Rose, func(r format.Rows) []byte {
		return r.AppendRose(nil, &procnet.RoseSocket{
			DestinationAddress: "1234567890", DestinationCallsign: "W1AW-2", SourceAddress: "0987654321", SourceCallsign: "*",
			Device: "rose0", Channel: 1, Neighbour: 2, State: 1,
		})
	}, `{"netns":"-","proto":"rose","family":"rose","state":"CONN SENT","local_address":"0987654321","peer_address":"1234567890",`+
		`"local_callsign":null,"peer_callsign":"W1AW-2","iface":"rose0","channel":1,"neighbour":2}`,
		"-,rose,rose,CONN SENT,0987654321,1234567890,,W1AW-2,rose0,1,2")
}

func TestRoutesOfOldFamilies(t *testing.T) {
	requireRows(t, format.AX25Routes, func(r format.Rows) []byte {
		return r.AppendAX25Route(nil, &procnet.AX25Route{Callsign: "G4KLX-3  ", Device: "ax0 ", Use: 1})
	}, `{"netns":"-","family":"ax25","destination":"G4KLX-3","iface":"ax0","use":1}`, "-,ax25,G4KLX-3,ax0,1")
	requireRows(t, format.NetROMRoutes, func(r format.Rows) []byte {
		return r.AppendNetROMRoute(nil, &procnet.NetROMRoute{
			Callsign: "DB0XYZ-15", Mnemonic: "KLXX   ", Quality: 192, Neighbour: &procnet.RadioNeighbour{Callsign: "G1AAA-1  ", Device: "ax0 "},
		})
	}, `{"netns":"-","family":"netrom","destination":"DB0XYZ-15","mnemonic":"KLXX","quality":192,"neighbour_callsign":"G1AAA-1","iface":"ax0"}`,
		"-,netrom,DB0XYZ-15,KLXX,192,G1AAA-1,ax0")
	requireRows(t, format.NetROMRoutes, func(r format.Rows) []byte {
		return r.AppendNetROMRoute(nil, &procnet.NetROMRoute{Callsign: "G8YYY", Mnemonic: "*"})
	}, `{"netns":"-","family":"netrom","destination":"G8YYY","mnemonic":null,"quality":0,"neighbour_callsign":null,"iface":null}`,
		"-,netrom,G8YYY,,0,,")
	requireRows(t, format.RoseRoutes, func(r format.Rows) []byte {
		return r.AppendRoseRoute(nil, &procnet.RoseRoute{Address: "2080000000", Neighbours: []procnet.RoseNeighbour{
			{Number: 1, Listed: []procnet.RadioNeighbour{{Callsign: "G1AAA-1  ", Device: "ax0"}, {Callsign: `a,"b`, Device: "\x1b"}}}, {Number: 9},
		}})
	}, `{"netns":"-","family":"rose","destination":"2080000000","neighbours":[{"number":1,"callsign":"G1AAA-1","iface":"ax0"},`+
		`{"number":1,"callsign":"a,\"b","iface":"\u001b"},{"number":9,"callsign":null,"iface":null}]}`,
		`-,rose,2080000000,"1/G1AAA-1/ax0 1/a,""b/\x1b 9//"`)
	requireRows(t, format.RoseRoutes, func(r format.Rows) []byte {
		return r.AppendRoseRoute(nil, &procnet.RoseRoute{Address: "0000000000"})
	}, `{"netns":"-","family":"rose","destination":"0000000000","neighbours":[]}`, "-,rose,0000000000,")
	assert.Equal(t, "-,rose,,'-1/=1/,\n", string(rowsOf(NewCSV, format.RoseRoutes).AppendRoseRoute(nil, &procnet.RoseRoute{
		Neighbours: []procnet.RoseNeighbour{{Number: -1, Listed: []procnet.RadioNeighbour{{Callsign: "=1"}}}},
	})), "no formula")
	requireRows(t, format.X25Routes, func(r format.Rows) []byte {
		return r.AppendX25Route(nil, &procnet.X25Route{Address: "123456", Digits: 6, Device: "x25tap0   "})
	}, `{"netns":"-","family":"x25","destination":"123456","digits":6,"iface":"x25tap0"}`, "-,x25,123456,6,x25tap0")
	requireRows(t, format.X25Routes, func(r format.Rows) []byte {
		return r.AppendX25Route(nil, &procnet.X25Route{Device: "lapb0"})
	}, `{"netns":"-","family":"x25","destination":null,"digits":0,"iface":"lapb0"}`, "-,x25,,0,lapb0")
	requireRows(t, format.IPXRoutes, func(r format.Rows) []byte {
		return r.AppendIPXRoute(nil, &procnet.IPXRoute{Network: 0x200, RouterNetwork: 0xD, RouterNode: [6]byte{0, 0xA0, 0xC9, 0x11, 0x22, 0x33}})
	}, `{"netns":"-","family":"ipx","destination":"00000200","router_network":"0000000D","router_node":"00A0C9112233"}`,
		"-,ipx,00000200,0000000D,00A0C9112233")
	direct := procnet.IPXRoutes([]byte("Network    Router_Net   Router_Node\n00000100   Directly     Connected\n"))
	requireRows(t, format.IPXRoutes, func(r format.Rows) []byte { return r.AppendIPXRoute(nil, &direct[0]) },
		`{"netns":"-","family":"ipx","destination":"00000100","router_network":null,"router_node":null}`, "-,ipx,00000100,,")
	requireRows(t, format.AppleTalkRoutes, func(r format.Rows) []byte {
		return r.AppendAppleTalkRoute(nil, &procnet.AppleTalkRoute{Target: "0001:02", Gateway: "0003:04", Flags: 3, Device: "eth0"})
	}, `{"netns":"-","family":"ddp","destination":"0001:02","gateway":"0003:04","iface":"eth0","flags":"UG","flag_bits":3}`,
		"-,ddp,0001:02,0003:04,eth0,UG,3")
}

func TestRouteCaches(t *testing.T) {
	row := procnet.CachedRoute{
		Iface: "eth0", Source: netip.MustParseAddr("198.51.100.7"), Destination: netip.MustParseAddr("192.0.2.1"),
		Gateway: netip.MustParseAddr("192.0.2.254"), Flags: 0x80000002, RefCnt: -1, Use: -2, Metric: -3, MTU: 1500, Window: 7, IRTT: 9,
		TOS: 10, HHRef: -1, HHUptodate: 1, SpecificDst: netip.MustParseAddr("192.0.2.9"), HH: 5, ARP: 6,
	}
	same := `{"netns":"-","family":"inet","source":"198.51.100.7","destination":"192.0.2.1","gateway":"192.0.2.254","iface":"eth0",` +
		`"flags":"Gl","flag_bits":2147483650,"reject":false,"metric":4294967293,"ref":-1,"use":4294967294,"mss":1500,"window":7,"irtt":9,`
	requireRows(t, format.InetRouteCache, func(r format.Rows) []byte {
		assert.Empty(t, r.AppendRouteCacheHeading(nil, procnet.RouteCacheNew))
		return r.AppendCachedRoute(nil, &row, procnet.RouteCacheNew)
	}, same+`"tos":10,"hh_ref":-1,"hh_uptodate":1,"specific_destination":"192.0.2.9","hh":null,"arp":null}`,
		"-,inet,198.51.100.7,192.0.2.1,192.0.2.254,eth0,Gl,2147483650,false,4294967293,-1,4294967294,1500,7,9,10,-1,1,192.0.2.9,,")
	row.Gateway = netip.IPv4Unspecified()
	requireRows(t, format.InetRouteCache, func(r format.Rows) []byte {
		return r.AppendCachedRoute(nil, &row, procnet.RouteCacheOld)
	}, strings.NewReplacer(`"gateway":"192.0.2.254"`, `"gateway":null`).Replace(same)+
		`"tos":null,"hh_ref":null,"hh_uptodate":null,"specific_destination":null,"hh":5,"arp":6}`,
		"-,inet,198.51.100.7,192.0.2.1,,eth0,Gl,2147483650,false,4294967293,-1,4294967294,1500,7,9,,,,,5,6")
	requireRows(t, format.Neighbours, func(r format.Rows) []byte {
		return r.AppendNeighbour(nil, &procnet.Neighbour{
			Addr: netip.MustParseAddr("fe80::a"), Bits: 128, State: 2, Confirmed: 1<<32 - 50, Now: 100, RefCnt: 1, Flags: 0x86, Iface: "eth0", Hardware: "01:02:03:04:05:06",
		})
	}, `{"netns":"-","family":"inet6","neighbour":"fe80::a","prefix_length":128,"hardware_address":"01:02:03:04:05:06","iface":"eth0",`+
		`"flags":"Rxh","flag_bits":134,"refcount":1,"state":"REACHABLE","state_bits":2,"confirmed_seconds":1.50}`,
		"-,inet6,fe80::a,128,01:02:03:04:05:06,eth0,Rxh,134,1,REACHABLE,2,1.50")
}

func TestMasqueradedConnections(t *testing.T) {
	row := procnet.Masquerade{
		Protocol: "TCP", Source: netip.MustParseAddrPort("10.0.0.254:22"), Destination: netip.MustParseAddrPort("1.2.3.4:65535"), Port: 60003,
		InitialSequence: 1<<32 - 1, Delta: -30000, PreviousDelta: 32767, HasPrevious: true, Expires: 8640001,
	}
	text := func(r format.Rows) []byte { return r.AppendMasquerade(nil, &row) }
	requireRows(t, format.Masquerades, text,
		`{"netns":"-","proto":"tcp","family":"inet","source_address":"10.0.0.254","source_port":22,"destination_address":"1.2.3.4","destination_port":65535,`+
			`"masqueraded_port":60003,"initial_sequence":4294967295,"delta":-30000,"previous_delta":32767,"expires_seconds":86400.01}`,
		"-,tcp,inet,10.0.0.254,22,1.2.3.4,65535,60003,4294967295,-30000,32767,86400.01")
	row.HasPrevious = false
	assert.Contains(t, string(text(rowsOf(NewNDJSON))), `"delta":-30000,"previous_delta":null,`)
}

func TestCountersOfHiddenProtocolsAreLeftOut(t *testing.T) {
	groups := []procnet.CounterGroup{
		{Protocol: "Tcp", Counters: []procnet.Counter{{Name: "MaxConn", Value: 1<<64 - 1}, {Name: "InSegs", Value: 1<<64 - 1}}},
		{Protocol: "Udp", Counters: []procnet.Counter{{Name: "MaxConn", Value: 1<<64 - 1}}},
		{Protocol: "=a", Counters: []procnet.Counter{{Name: "b,", Value: 3}}},
	}
	for protocols, want := range map[format.Protocols]string{
		0:              "-,Tcp,MaxConn,-1,\n-,Tcp,InSegs,18446744073709551615,\n-,Udp,MaxConn,18446744073709551615,\n-,'=a,\"b,\",3,\n",
		format.ShowTCP: "-,Tcp,MaxConn,-1,\n-,Tcp,InSegs,18446744073709551615,\n-,'=a,\"b,\",3,\n",
	} {
		r := NewCSV(nil, Options{Sections: []format.Section{format.Counters}, Protocols: protocols}).Rows(format.Space{Label: "-"})
		var text []byte
		for _, group := range groups {
			text = r.AppendSNMP(text, group)
		}
		assert.Equal(t, want, string(text))
	}
}
