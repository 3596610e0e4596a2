package procnet

import (
	"net/netip"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var (
	tcpLine  = []byte("   1: 0100007F:1F90 0200007F:D431 01 00000010:00000020 02:000A8C00 00000003  1000        4 2238761 2 00000000e38dd0c2 20 4 30 10 -1                     ")
	tcp6Line = []byte("   0: 0000000000000000FFFF00000100007F:0016 B80D01200000000000000000010000FF:FFFF 01 00000000:00000000 00:00000000 00000000     0        0 3 1 0 20 4 0 10 -1")
)

func TestParseReadsEveryColumn(t *testing.T) {
	var row Socket
	require.True(t, TCP.Parse(tcpLine, &row))
	assert.Equal(t, Socket{
		Local:       netip.MustParseAddrPort("127.0.0.1:8080"),
		Remote:      netip.MustParseAddrPort("127.0.0.2:54321"),
		State:       1,
		TxQueue:     16,
		RxQueue:     32,
		Timer:       2,
		Expires:     0xA8C00,
		Retransmits: 3,
		UID:         1000,
		Timeout:     4,
		Inode:       2238761,
		Refs:        2,
		Pointer:     0xe38dd0c2,
	}, row)
	require.True(t, TCP6.Parse(tcp6Line, &row))
	assert.Equal(t, "[::ffff:127.0.0.1]:22", row.Local.String())
	assert.Equal(t, "[2001:db8::ff00:1]:65535", row.Remote.String())
}

func TestParseRefusesShortRows(t *testing.T) {
	for n := range len(tcpLine) {
		var row Socket
		// The last column that net-tools needs is retrnsmt for tcp and
		// tm->when for the others.
		assert.Equal(t, n >= 68, TCP.Parse(tcpLine[:n], &row), "tcp, %d bytes", n)
		assert.Equal(t, n >= 59, UDP.Parse(tcpLine[:n], &row), "udp, %d bytes", n)
	}
}

func TestParseWholeReadsWhatStandsBehindThePointer(t *testing.T) {
	const columns = " 1: 0100007F:1F90 0200007F:D431 01 00000010:00000020 02:000A8C00 00000003  1000        4 22 2 ffff9a2c4d5e6700"
	tcp := func(rto, ato, quick, window uint32, pingpong bool, ssthresh int32) SocketMore {
		return SocketMore{Known: true, RTO: rto, ATO: ato, Quick: quick, Window: window, Pingpong: pingpong, SSThresh: ssthresh}
	}
	for _, c := range []struct {
		table *SocketTable
		rest  string
		want  SocketMore
	}{
		{&TCP, " 20 4 31 10 -1   ", tcp(20, 4, 15, 10, true, -1)},
		{&TCP6, " 12000 0 0 4294967295 2147483647", tcp(12000, 0, 0, 1<<32-1, false, 1<<31-1)},
		{&TCP, " 100 0 0 10 128 more", tcp(100, 0, 0, 10, false, 128)},
		{&TCP, "", SocketMore{}},
		{&TCP, " 20 4 31 10", SocketMore{}},
		{&TCP, " 20 4 31 x -1", SocketMore{}},
		{&UDP, " 17", SocketMore{Known: true, Drops: 17}},
		{&UDPLite6, " 4294967295   ", SocketMore{Known: true, Drops: 1<<32 - 1}},
		{&Raw, "      ", SocketMore{}},
	} {
		row := Socket{More: SocketMore{Known: true, Drops: 99, RTO: 99}} // of a row before
		require.True(t, c.table.ParseWhole([]byte(columns+c.rest), &row))
		assert.Equal(t, c.want, row.More, "%s: %q", c.table.Name, c.rest)
		var plain Socket
		require.True(t, c.table.Parse([]byte(columns+c.rest), &plain))
		row.More = SocketMore{}
		assert.Equal(t, plain, row)
	}
	row := Socket{}
	assert.False(t, TCP.ParseWhole([]byte(" 1: 0100007F:1F90"), &row))
}

func TestParseDoesNotAllocate(t *testing.T) {
	var row Socket
	assert.Zero(t, testing.AllocsPerRun(100, func() {
		TCP.ParseWhole(tcpLine, &row)
		UDP6.ParseWhole(tcp6Line, &row)
		TCP.Parse(tcpLine, &row)
		TCP6.Parse(tcp6Line, &row)
	}))
}

func BenchmarkParseTCP(b *testing.B) {
	var row Socket
	b.ReportAllocs()
	b.SetBytes(int64(len(tcpLine)))
	for b.Loop() {
		TCP.Parse(tcpLine, &row)
	}
}

func BenchmarkParseTCP6(b *testing.B) {
	var row Socket
	b.ReportAllocs()
	b.SetBytes(int64(len(tcp6Line)))
	for b.Loop() {
		TCP6.Parse(tcp6Line, &row)
	}
}

func BenchmarkParseUnix(b *testing.B) {
	var table UnixTable
	var row UnixSocket
	table.Heading([]byte("Num RefCount Protocol Flags Type St Inode Path"))
	line := []byte("000000004983f3ca: 00000002 00000000 00010000 0001 01  1682 /run/systemd/journal/stdout")
	b.ReportAllocs()
	for b.Loop() {
		table.Parse(line, &row)
	}
}

func TestConnectionsAskedForMayStandBetweenListeners(t *testing.T) {
	peer := netip.MustParseAddrPort("127.0.0.1:9")
	assert.False(t, (&Socket{State: 10}).BehindListeners())
	assert.False(t, (&Socket{State: 3, Remote: peer}).BehindListeners())
	assert.False(t, (&Socket{State: 10, Remote: peer}).BehindListeners())
	assert.True(t, (&Socket{State: 1, Remote: peer}).BehindListeners())
}

func TestPortIsAskedForBeforeItIsCut(t *testing.T) {
	for port, want := range map[string]struct{ has, behind bool }{
		"0000":      {false, false},
		"0050":      {true, true},
		"10000":     {true, false}, // no kernel prints it, so it does not tell where the listeners end
		"10050":     {true, false},
		"100000000": {false, false}, // an int has no more than 32 bits
	} {
		var row Socket
		require.True(t, TCP.Parse([]byte("0: 0100007F:0016 0100007F:"+port+" 01 0:0 00:0 0 0 0 1"), &row))
		assert.Equal(t, want.has, row.HasPort(), port)
		assert.Equal(t, want.behind, row.BehindListeners(), port)
	}
}
