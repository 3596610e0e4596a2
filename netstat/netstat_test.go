//go:build linux

package netstat

import (
	"context"
	"net"
	"net/netip"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gonetstat/gonetstat/common"
)

var allFeatures = EnableFeatures{
	TCP: true, TCP6: true, UDP: true, UDP6: true, UDPLite: true, UDPLite6: true, Raw: true, Raw6: true,
}

func TestAnEntryHasEveryColumnOfItsRow(t *testing.T) {
	o := tree(t, map[string]string{
		"net/udp6": heading +
			"   7: 0000000000000000FFFF00000100007F:0016 000080FE000000000000000001000000:D2F0 01 0000000A:0000000B 02:00000012 00000003  1000        4 987654 5 00000000deadbeef 0\n",
		"42/fd/9":    "-> socket:[987654]",
		"42/cmdline": "/usr/bin/dig\x00example.org\x00",
		"42/comm":    "isc-worker\n",
	})
	features := allFeatures
	features.PID = true
	entries, err := list(t, o, features, nil)
	require.NoError(t, err)
	require.Equal(t, []SockTabEntry{{
		Transport:      "udp6",
		LocalEndpoint:  &SockEndpoint{net.ParseIP("127.0.0.1"), 22},
		RemoteEndpoint: &SockEndpoint{net.ParseIP("fe80::1"), 54000},
		State:          Established,
		TxQueue:        10,
		RxQueue:        11,
		Tr:             KeepAlive,
		TimerWhen:      18,
		Retrnsmt:       3,
		UID:            1000,
		Timeout:        4,
		Inode:          987654,
		Ref:            5,
		Pointer:        0xdeadbeef,
		Process:        &common.Process{Pid: 42, Name: "isc-worker"},
	}}, entries)
	assert.Equal(t, "udp6 127.0.0.1:22 fe80::1:54000 ESTABLISHED 42/isc-worker", entries[0].String())

	entries, err = list(t, o, allFeatures, nil)
	require.NoError(t, err)
	assert.Nil(t, entries[0].Process)
}

func TestEachFeatureListsItsTable(t *testing.T) {
	files := map[string]string{}
	for _, table := range socketTables {
		files["net/"+table.Name()] = heading + listener(1)
	}
	o := tree(t, files)
	for transport, features := range map[string]EnableFeatures{
		"tcp": {TCP: true}, "tcp6": {TCP6: true}, "udp": {UDP: true}, "udp6": {UDP6: true},
		"udplite": {UDPLite: true}, "udplite6": {UDPLite6: true}, "raw": {Raw: true}, "raw6": {Raw6: true},
	} {
		entries, err := list(t, o, features, NoopFilter)
		require.NoError(t, err)
		require.Len(t, entries, 1)
		assert.Equal(t, transport, entries[0].Transport)
	}
	entries, err := list(t, o, EnableFeatures{}, NoopFilter)
	require.NoError(t, err)
	assert.Empty(t, entries)
}

func TestFiltersTellSocketsByTheirPeers(t *testing.T) {
	o := tree(t, map[string]string{"net/tcp": heading + listener(1) + connection(2) + listener(3)})
	for _, c := range []struct {
		filter AcceptFn
		ports  []uint16
	}{
		{nil, []uint16{1, 2, 3}},
		{NoopFilter, []uint16{1, 2, 3}},
		{ConnectedFilter, []uint16{2}},
		{ListeningFilter, []uint16{1, 3}},
		{func(s *SockTabEntry) bool { return s.LocalEndpoint.Port > 2 }, []uint16{3}},
	} {
		entries, err := list(t, o, EnableFeatures{TCP: true}, c.filter)
		require.NoError(t, err)
		var ports []uint16
		for _, e := range entries {
			ports = append(ports, e.LocalEndpoint.Port)
		}
		assert.Equal(t, c.ports, ports)
	}
}

func TestFiltersOfSocketsThatKnowNoListening(t *testing.T) {
	withoutPort := strings.ReplaceAll(connection(3), ":0050 ", ":0000 ")
	table := heading + listener(1) + connection(2) + withoutPort
	o := tree(t, map[string]string{"net/udp": table, "net/udplite": table, "net/raw": heading + listener(1) + withoutPort})
	for _, c := range []struct {
		filter FilterFunc
		want   []string
	}{
		{ListeningFilter, []string{"udp 1", "udplite 1", "raw 1"}},
		{ConnectedFilter, []string{"udp 2", "udplite 2"}},
	} {
		entries, err := list(t, o, allFeatures, c.filter)
		require.NoError(t, err)
		var got []string
		for _, e := range entries {
			got = append(got, e.Transport+" "+strconv.Itoa(int(e.LocalEndpoint.Port)))
		}
		assert.Equal(t, c.want, got)
	}
	o.Listening = true
	sockets, errs := listed(t, o)
	assert.Empty(t, errs)
	assert.Equal(t, []string{"udp 1", "udplite 1", "raw 1"}, sockets)
}

func TestAnAddressOfIPv4HasFourBytes(t *testing.T) {
	const mapped = "   0: 0000000000000000FFFF00000100007F:0016 0000000000000000FFFF00000200007F:D2F0 01 0:0 0:0 0 0 0 1 1 0\n"
	o := tree(t, map[string]string{
		"net/tcp": heading + connection(22), "net/udp": heading + listener(22), "net/raw": heading + listener(22),
		"net/tcp6": heading + mapped,
	})
	entries, err := list(t, o, allFeatures, nil)
	require.NoError(t, err)
	var got []string
	for _, e := range entries {
		local, ok := netip.AddrFromSlice(e.LocalEndpoint.IP)
		require.True(t, ok)
		remote, ok := netip.AddrFromSlice(e.RemoteEndpoint.IP)
		require.True(t, ok)
		got = append(got, e.Transport+" "+local.String()+" "+remote.String())
	}
	assert.Equal(t, []string{
		"tcp 127.0.0.1 127.0.0.1", "tcp6 ::ffff:127.0.0.1 ::ffff:127.0.0.2", "udp 0.0.0.0 0.0.0.0", "raw 0.0.0.0 0.0.0.0",
	}, got)
}

// Of 10,000 rows ten are wanted. What is read ahead is allocated once.
func TestNetstatAllocatesForWhatItReturnsOnly(t *testing.T) {
	o := tree(t, map[string]string{"net/tcp": connections(10_000)})
	allocations := func(most uint16) float64 {
		return testing.AllocsPerRun(5, func() {
			entries, err := list(t, o, EnableFeatures{TCP: true}, func(s *SockTabEntry) bool { return s.LocalEndpoint.Port < most })
			require.NoError(t, err)
			require.Len(t, entries, int(most))
		})
	}
	none, ten, all := allocations(0), allocations(10), allocations(10_000)
	assert.Less(t, none, 500.0, "for the listing itself")
	assert.LessOrEqual(t, (ten-none)/10, 2.0)
	assert.LessOrEqual(t, (all-none)/10_000, 2.0)
}

func TestWhatAFilterAcceptsIsNotChangedByLaterRows(t *testing.T) {
	o := tree(t, map[string]string{"net/tcp": heading + listener(1) + connection(2) + listener(3) + connection(4)})
	var copies []SockTabEntry
	entries, err := list(t, o, EnableFeatures{TCP: true}, func(s *SockTabEntry) bool {
		if s.State == Listen {
			copies = append(copies, *s)
		}
		return s.State == Listen
	})
	require.NoError(t, err)
	assert.Equal(t, copies, entries)
	for i, port := range []uint16{1, 3} {
		assert.Equal(t, port, entries[i].LocalEndpoint.Port)
		assert.Zero(t, entries[i].RemoteEndpoint.Port)
	}
}

func TestFiltersTakeEntriesWithoutEndpoints(t *testing.T) {
	assert.False(t, ConnectedFilter(&SockTabEntry{}))
	assert.False(t, ListeningFilter(&SockTabEntry{}))
	assert.True(t, NoopFilter(&SockTabEntry{}))
}

func TestFeaturesChooseNamespaces(t *testing.T) {
	for _, c := range []struct {
		features EnableFeatures
		want     []string
	}{
		{EnableFeatures{}, []string{":1"}},
		{EnableFeatures{NoHostNetwork: true}, nil},
		{EnableFeatures{AllNetNs: true}, []string{":1"}},
		{EnableFeatures{AllNetNs: true, NoHostNetwork: true}, nil},
		{EnableFeatures{NetNsPids: []uint32{7}}, []string{":1", "7:7"}},
		{EnableFeatures{NetNsPids: []uint32{7}, NoHostNetwork: true}, []string{"7:7"}},
		{EnableFeatures{NetNsPids: []uint32{6, 5}, NoHostNetwork: true}, []string{"6:5"}},
		{EnableFeatures{NetNsPids: []uint32{3}, NoHostNetwork: true}, []string{"3:1"}},
		{EnableFeatures{NetNsPids: []uint32{3, 7, 99}}, []string{":1", "7:7"}},
	} {
		c.features.TCP = true
		entries, err := list(t, tree(t, threeNamespaces), c.features, nil)
		require.NoError(t, err)
		var got []string
		for _, e := range entries {
			got = append(got, e.NetNS+e.LocalEndpoint.String()[len("0.0.0.0"):])
		}
		assert.Equal(t, c.want, got, "%+v", c.features)
	}
}

func TestNetstatLeavesOutWhatCannotBeRead(t *testing.T) {
	files := map[string]string{"5/net/tcp6/": "", "6/net/tcp6/": ""}
	for name, content := range threeNamespaces {
		files[name] = content
	}
	o := tree(t, files)
	require.NoError(t, os.WriteFile(filepath.Join(o.NetNSDirs[0], "stale"), []byte("stale"), 0o644))
	require.NoError(t, os.Mkdir(filepath.Join(o.NetNSDirs[0], "directory"), 0o755))
	require.NoError(t, os.Symlink("missing", filepath.Join(o.NetNSDirs[0], "dangling")))
	bad := EnableFeatures{
		TCP: true, TCP6: true, NoHostNetwork: true,
		AllNetNs: true, NetNsName: []string{"stale", "missing", "..", ""}, NetNsPids: []uint32{99},
	}
	entries, err := list(t, o, bad, nil)
	assert.Empty(t, entries)
	require.Error(t, err, "nothing at all could be read")
	for _, asked := range []string{"stale: ", "missing: ", "..: ", "/99/"} {
		assert.Contains(t, err.Error(), asked)
	}
	for _, unasked := range []string{"directory: ", "dangling: "} {
		assert.NotContains(t, err.Error(), unasked)
	}
	assert.ErrorIs(t, err, ErrNotNamespace)

	for _, good := range []func(*EnableFeatures){
		func(f *EnableFeatures) { f.NoHostNetwork = false },
		func(f *EnableFeatures) { f.NetNsPids = []uint32{99, 5} },
	} {
		some := bad
		good(&some)
		entries, err := list(t, o, some, nil)
		assert.NoError(t, err)
		assert.Len(t, entries, 1)
	}
}

func TestNetstatSaysWhyItCouldReadNothing(t *testing.T) {
	o := tree(t, map[string]string{"1/cmdline": "init"})
	_, err := list(t, o, EnableFeatures{TCP: true}, nil)
	assert.EqualError(t, err, "stat "+o.ProcRoot+"/net: no such file or directory")
	_, err = list(t, o, EnableFeatures{TCP: true, NoHostNetwork: true, AllNetNs: true}, nil)
	assert.NoError(t, err, "no namespace has a name")
}

func TestNetstatEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, features := range []EnableFeatures{{}, allFeatures} {
		entries, err := Netstat(ctx, features, NoopFilter)
		assert.Empty(t, entries)
		assert.ErrorIs(t, err, context.Canceled)
	}
}

func TestNetstatListsANamedNamespaceWithoutTheHosts(t *testing.T) {
	name, pid := namespace(t, "named", 4712)
	features := allFeatures
	features.PID, features.NoHostNetwork, features.NetNsName = true, true, []string{name}
	entries, err := Netstat(t.Context(), features, NoopFilter)
	require.NoError(t, err)
	require.Len(t, entries, 1)
	assert.Equal(t, name, entries[0].NetNS)
	assert.Equal(t, "0.0.0.0:4712", entries[0].LocalEndpoint.String())
	assert.Equal(t, &common.Process{Pid: pid, Name: "netstat.test"}, entries[0].Process)
}
