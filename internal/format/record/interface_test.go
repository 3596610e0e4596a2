package record

import (
	"encoding/json"
	"net/netip"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/netdev"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

func TestInterfaceHasEverything(t *testing.T) {
	addr := netip.MustParseAddr
	in := &format.Interface{
		Interface: &netdev.Interface{
			Name:        "e\xff\"\x1b",
			Flags:       unix.IFF_UP | unix.IFF_BROADCAST | unix.IFF_MULTICAST,
			MTU:         1500,
			Hardware:    unix.ARPHRD_ETHER,
			Address:     [8]byte{2, 0xfc, 0, 0, 0, 0x1a, 9, 9},
			QueueLength: 1000,
			Map:         netdev.Map{MemoryStart: 1<<64 - 1, MemoryEnd: 16, Base: 0x300, Interrupt: 5, DMA: 1},
		},
		Counters: &procnet.Device{
			Receive:  procnet.DeviceReceive{Bytes: 1<<64 - 1, Packets: 2, Errors: 3, Dropped: 4, Overruns: 5, Frame: 6, Compressed: 7, Multicast: 8},
			Transmit: procnet.DeviceTransmit{Bytes: 1<<53 + 1, Packets: 10, Errors: 11, Dropped: 12, Overruns: 13, Collisions: 14, Carrier: 15, Compressed: 16},
		},
		Inet6: []procnet.Inet6Address{
			{Addr: addr("fe80::1"), Prefix: 64, Scope: 0x20},
			{Addr: addr("2001:db8::1"), Prefix: 128},
			{Addr: addr("::1.2.3.4"), Prefix: 96, Scope: 0x80},
			{Addr: addr("ff01::1"), Prefix: 8, Scope: 0x01},
		},
		Index: 7,
		All: []netdev.Inet{
			{Addr: addr("10.1.0.1"), Mask: addr("255.255.255.0"), Broadcast: addr("10.1.0.255")},
			{Addr: addr("10.2.0.1"), Mask: addr("255.255.255.255"), Broadcast: addr("0.0.0.0"), Peer: addr("10.2.0.9")},
			{Addr: addr("10.3.0.1")},
		},
	}
	want := `{"netns":"-","netns_workload":null,"iface":"e�\"\u001b","index":7,"up":true,"flags":["UP","BROADCAST","MULTICAST"],"flag_bits":4099,` +
		`"mtu":1500,"txqueuelen":1000,"hardware":"ether","hardware_type":1,"address":"02:fc:00:00:00:1a",` +
		`"inet":[{"address":"10.1.0.1","prefix_length":24,"broadcast":"10.1.0.255","peer":null},` +
		`{"address":"10.2.0.1","prefix_length":32,"broadcast":null,"peer":"10.2.0.9"},` +
		`{"address":"10.3.0.1","prefix_length":null,"broadcast":null,"peer":null}],` +
		`"inet6":[{"address":"fe80::1","prefix_length":64,"scope":"link"},{"address":"2001:db8::1","prefix_length":128,"scope":"global"},` +
		`{"address":"::102:304","prefix_length":96,"scope":"compat,global"},{"address":"ff01::1","prefix_length":8,"scope":null}],` +
		`"rx_bytes":18446744073709551615,"rx_packets":2,"rx_errors":3,"rx_dropped":4,"rx_overruns":5,"rx_frame":6,"rx_compressed":7,"rx_multicast":8,` +
		`"tx_bytes":9007199254740993,"tx_packets":10,"tx_errors":11,"tx_dropped":12,"tx_overruns":13,"tx_collisions":14,"tx_carrier":15,"tx_compressed":16,` +
		`"interrupt":5,"io_base":768,"memory_start":18446744073709551615,"memory_end":16,"dma":1}`
	assert.Equal(t, want+"\n", printed(t, NewNDJSON, format.Interfaces, func(r format.Rows) []byte { return r.AppendInterface(nil, in) }))
	assert.Equal(t, "[\n"+want+"\n]\n", printed(t, NewJSON, format.Interfaces, func(r format.Rows) []byte { return r.AppendInterface(nil, in) }))
	assert.Equal(t, "netns,iface,index,up,flags,flag_bits,mtu,txqueuelen,hardware,hardware_type,address,inet,inet6,"+
		"rx_bytes,rx_packets,rx_errors,rx_dropped,rx_overruns,rx_frame,rx_compressed,rx_multicast,"+
		"tx_bytes,tx_packets,tx_errors,tx_dropped,tx_overruns,tx_collisions,tx_carrier,tx_compressed,"+
		"interrupt,io_base,memory_start,memory_end,dma,netns_workload\n"+
		`-,"e\xff""\x1b",7,true,UP BROADCAST MULTICAST,4099,1500,1000,ether,1,02:fc:00:00:00:1a,`+
		"10.1.0.1/24 10.2.0.1/32 10.3.0.1,fe80::1/64 2001:db8::1/128 ::102:304/96 ff01::1/8,"+
		"18446744073709551615,2,3,4,5,6,7,8,9007199254740993,10,11,12,13,14,15,16,5,768,18446744073709551615,16,1,\n",
		printed(t, NewCSV, format.Interfaces, func(r format.Rows) []byte { return r.AppendInterface(nil, in) }))
}

func TestInterfaceObjectSaysNullForWhatIsNotKnown(t *testing.T) {
	unknown := &format.Interface{Interface: &netdev.Interface{
		Name: "eth0:1", Hardware: unix.ARPHRD_VOID, QueueLength: -1,
	}}
	var object map[string]any
	require.NoError(t, json.Unmarshal(NewNDJSON(nil, Options{}).Rows(format.Space{Label: "red"}).AppendInterface(nil, unknown), &object))
	for _, key := range []string{"index", "txqueuelen", "address", "rx_bytes", "rx_multicast", "tx_bytes", "tx_compressed"} {
		value, there := object[key]
		assert.True(t, there, key)
		assert.Nil(t, value, key)
	}
	assert.Equal(t, "red", object["netns"])
	assert.Equal(t, "unspec", object["hardware"])
	assert.Equal(t, []any{}, object["flags"])
	assert.Equal(t, []any{}, object["inet"])
	assert.Equal(t, []any{}, object["inet6"])
	assert.Equal(t, false, object["up"])
}

func TestInterfaceObjectsHaveTheAddressesOfTheirHardware(t *testing.T) {
	for _, c := range []struct {
		kind     uint16
		addr     [8]byte
		hardware string
		address  any
	}{
		{unix.ARPHRD_LOOPBACK, [8]byte{}, "loop", nil},
		{unix.ARPHRD_PPP, [8]byte{1}, "ppp", nil},
		{unix.ARPHRD_ETHER, [8]byte{}, "ether", "00:00:00:00:00:00"},
		{unix.ARPHRD_TUNNEL, [8]byte{10, 0, 0, 1}, "tunnel", nil},
		{unix.ARPHRD_AX25, [8]byte{'G' << 1, '4' << 1, 'K' << 1, 'L' << 1, 'X' << 1, ' ' << 1, 3 << 1}, "ax25", "G4KLX-3"},
		{unix.ARPHRD_X25, [8]byte{'1', 0x1b, 0xff}, "x25", "1\x1b\ufffd"},
		{unix.ARPHRD_NONE, [8]byte{}, "unspec", nil},
		{unix.ARPHRD_INFINIBAND, [8]byte{1, 2, 3, 4, 5, 6, 7, 0xaf}, "unspec", "01:02:03:04:05:06:07:af"},
	} {
		in := &format.Interface{Interface: &netdev.Interface{Hardware: c.kind, Address: c.addr}}
		var object map[string]any
		require.NoError(t, json.Unmarshal(rowsOf(NewNDJSON, format.Interfaces).AppendInterface(nil, in), &object))
		assert.Equal(t, c.hardware, object["hardware"], c.kind)
		assert.Equal(t, c.address, object["address"], c.kind)
		assert.Equal(t, float64(c.kind), object["hardware_type"])
	}
}
