package record

import (
	"encoding/binary"
	"encoding/csv"
	"encoding/json"
	"fmt"
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
)

// told tells the same of every socket.
type told struct {
	socket extras.Socket
	unix   extras.UnixSocket
}

func (e *told) Internet(*procnet.Socket) (extras.Socket, bool) { return e.socket, true }
func (e *told) Unix(uint64) (extras.UnixSocket, bool)          { return e.unix, true }

// longInfo is a struct tcp_info that has all that is known here, of the bytes 0,
// 1, 2 and so on.
func longInfo() sockdiag.TCPInfo {
	info := make(sockdiag.TCPInfo, sockdiag.TCPInfoSize)
	for i := range info {
		info[i] = byte(i)
	}
	return info
}

// rowWith gives a row of a form for a namespace of whose sockets something is
// told, below its heading if there is one.
func rowWith(t testing.TB, form maker, e format.Extras, section format.Section, text func(r format.Rows) []byte) (heading, row string) {
	t.Helper()
	o := Options{Sections: []format.Section{section}, TCPInfo: true}
	r := form(nil, o).Rows(format.Space{Label: "-", Owners: &owners{procmap.Owner{PID: 7, Name: "p"}}, Extras: e})
	return strings.Join(newCSVEncoder(o).columns, ","), string(text(r))
}

// decoded gives an object with its numbers as they are written.
func decoded(t testing.TB, text string) (row map[string]any) {
	t.Helper()
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	require.NoError(t, decoder.Decode(&row), text)
	return row
}

func TestWhatIsToldOfASocket(t *testing.T) {
	listener := procnet.Socket{State: 10, RxQueue: 3, Local: netip.MustParseAddrPort("[::]:22"), Remote: netip.MustParseAddrPort("[::]:0"), Inode: 9}
	tcp := func(r format.Rows) []byte { return r.AppendTCP(nil, "tcp6", &listener) }
	udp := func(r format.Rows) []byte { return r.AppendUDP(nil, "udp6", &listener) }
	e := &told{socket: extras.Socket{V6Only: true, HasV6Only: true, Mark: 1<<32 - 1, HasMark: true, BacklogLimit: 128, Device: "e\"h,0\x1b"}}
	_, text := rowWith(t, NewNDJSON, e, format.Internet, tcp)
	assert.Contains(t, text, `"v6only":true,"device":"e\"h,0\u001b","mark":4294967295,"backlog":3,"backlog_limit":128,"local_scope":"any","tcp_info":null}`)
	_, text = rowWith(t, NewNDJSON, e, format.Internet, udp)
	assert.Contains(t, text, `"v6only":true,"device":"e\"h,0\u001b","mark":4294967295,"local_scope":"any"}`)
	e.socket = extras.Socket{}
	_, text = rowWith(t, NewNDJSON, e, format.Internet, tcp)
	assert.Contains(t, text, `"v6only":null,"device":null,"mark":null,"backlog":3,"backlog_limit":0,"local_scope":"any","tcp_info":null}`)
	_, text = rowWith(t, NewNDJSON, nil, format.Internet, tcp)
	assert.Contains(t, text, `"v6only":null,"device":null,"mark":null,"backlog":3,"backlog_limit":null,"local_scope":"any","tcp_info":null}`)
}

func TestWhatIsToldOfAUnixSocket(t *testing.T) {
	unix := func(r format.Rows) []byte { return r.AppendUnix(nil, &procnet.UnixSocket{Inode: 9}, true) }
	_, text := rowWith(t, NewNDJSON, &told{unix: extras.UnixSocket{Peer: 8, PeerPath: "/a\n"}}, format.Unix, unix)
	assert.Contains(t, text, `"backlog":null,"backlog_limit":null,"peer_inode":8,"peer_path":"/a\u000a","peer_pid":7,"peer_program":"p"}`)
	_, text = rowWith(t, NewNDJSON, &told{unix: extras.UnixSocket{Listening: true, BacklogLimit: 5}}, format.Unix, unix)
	assert.Contains(t, text, `"backlog":0,"backlog_limit":5,"peer_inode":null,"peer_path":null,"peer_pid":null,"peer_program":null}`)
}

func TestTCPInfoIsAnObjectInJSONAndColumnsInCSV(t *testing.T) {
	e := &told{socket: extras.Socket{Info: longInfo(), Congestion: "cubic"}}
	tcp := func(r format.Rows) []byte { return r.AppendTCP(nil, "tcp", &connection) }
	_, text := rowWith(t, NewNDJSON, e, format.Internet, tcp)
	info := decoded(t, text)["tcp_info"].(map[string]any)
	assert.Len(t, info, len(tcpInfoMembers))
	assert.Equal(t, "cubic", info["congestion"])
	rtt := binary.NativeEndian.Uint32([]byte{68, 69, 70, 71})
	assert.Equal(t, fmt.Sprintf("%d.%03d", rtt/1000, rtt%1000), info["rtt_ms"].(json.Number).String())
	assert.Equal(t, "2", info["retransmits"].(json.Number).String())
	heading, line := rowWith(t, NewCSV, e, format.Internet, tcp)
	records, err := csv.NewReader(strings.NewReader(heading + "\n" + line)).ReadAll()
	require.NoError(t, err)
	require.Len(t, records, 2)
	flat := map[string]any{}
	for i, column := range records[0] {
		if name, is := strings.CutPrefix(column, "tcp_info_"); is {
			flat[name] = records[1][i]
		}
	}
	require.Len(t, flat, len(info))
	for name, value := range info {
		if number, is := value.(json.Number); is {
			value = number.String()
		}
		assert.Equal(t, value, flat[name], name)
	}
}

// A kernel's struct that is shorter leaves null where it ends.
func TestTCPInfoEndsWhereTheKernelsDoes(t *testing.T) {
	for length := range sockdiag.TCPInfoSize + 1 {
		e := &told{socket: extras.Socket{Info: longInfo()[:length]}}
		_, text := rowWith(t, NewNDJSON, e, format.Internet, func(r format.Rows) []byte { return r.AppendTCP(nil, "tcp", &connection) })
		info := decoded(t, text)["tcp_info"].(map[string]any)
		require.Len(t, info, len(tcpInfoMembers))
		assert.Equal(t, length >= 72, info["rtt_ms"] != nil)
		assert.Equal(t, length >= sockdiag.TCPInfoSize, info["sndbuf_limited_ms"] != nil)
		assert.Nil(t, info["congestion"])
	}
}

func TestWhatIsToldDoesNotAllocate(t *testing.T) {
	e := &told{
		socket: extras.Socket{Info: longInfo(), Congestion: "bbr", Device: "eth0", HasV6Only: true, HasMark: true},
		unix:   extras.UnixSocket{Peer: 8, PeerPath: "/run/a"},
	}
	unixSocket := procnet.UnixSocket{Inode: 9}
	for name, form := range makers {
		r := form(nil, Options{Sections: []format.Section{format.Internet, format.Unix}, TCPInfo: true}).Rows(format.Space{Extras: e})
		dst := make([]byte, 0, 8192)
		assert.Zero(t, testing.AllocsPerRun(100, func() {
			dst = r.AppendTCP(dst[:0], "tcp6", &connection)
			dst = r.AppendUDP(dst, "udp6", &connection)
			dst = r.AppendUnix(dst, &unixSocket, true)
		}), name)
	}
}

func TestMillisHaveThreeDecimals(t *testing.T) {
	for micros, want := range map[uint64]string{0: "0.000", 7: "0.007", 1234: "1.234", 1<<64 - 1: "18446744073709551.615"} {
		assert.Equal(t, want, string(appendMillis(nil, micros)))
	}
}
