package record

import (
	"encoding/csv"
	"encoding/json"
	"net/netip"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/names"
	"github.com/gonetstat/gonetstat/internal/procmap"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

// owners has the same owner for every socket but that with inode 0.
type owners struct{ procmap.Owner }

func (o *owners) Lookup(inode uint64) (*procmap.Owner, bool) {
	if inode == 0 {
		return nil, false
	}
	return &o.Owner, true
}

func (o *owners) Holders(uint64) procmap.Holders { return procmap.Holders{} }

func (o *owners) Status(inode uint64) procmap.Status {
	if inode == 0 {
		return procmap.None
	}
	return procmap.Known
}

// socketRows gives rows of a form for sockets.
func socketRows(t testing.TB, form maker) format.Rows {
	f := form(nil, Options{Names: names.New(t.TempDir()), Sections: []format.Section{format.Internet, format.Unix}})
	residents := &format.Workload{Word: `a "quoted", pöd`}
	return f.Rows(format.Space{
		Label: `net:"x"`, Owners: &owners{procmap.Owner{PID: 4711, Name: `a "quoted", näme`}},
		Residents: func() *format.Workload { return residents },
	})
}

var connection = procnet.Socket{
	Local:       netip.MustParseAddrPort("[2001:db8::1]:443"),
	Remote:      netip.MustParseAddrPort("[2001:db8::2]:50000"),
	Inode:       1<<32 - 1,
	TxQueue:     1<<64 - 1,
	RxQueue:     7,
	Expires:     1<<64 - 1,
	Retransmits: 3,
	Refs:        -2,
	State:       12,
	Timer:       2,
	UID:         1<<32 - 1,
	Timeout:     -1,
	More: procnet.SocketMore{
		Known: true, RTO: 1<<32 - 1, ATO: 4, Quick: 1<<31 - 1, Pingpong: true, Window: 1<<32 - 1, SSThresh: -1, Drops: 1<<32 - 1,
	},
}

func TestObjectIsWhatEncodingJSONReads(t *testing.T) {
	f := socketRows(t, NewNDJSON)
	text := f.AppendTCP(nil, "tcp6", &connection)
	decoder := json.NewDecoder(strings.NewReader(string(text)))
	decoder.UseNumber()
	var got map[string]any
	require.NoError(t, decoder.Decode(&got))
	assert.Equal(t, map[string]any{
		"netns": `net:"x"`, "netns_workload": `a "quoted", pöd`, "proto": "tcp", "family": "inet6", "state": "UNKNOWN",
		"local_address": "2001:db8::1", "local_port": json.Number("443"),
		"peer_address": "2001:db8::2", "peer_port": json.Number("50000"),
		"recv_q": json.Number("7"), "send_q": json.Number("18446744073709551615"),
		"uid": json.Number("4294967295"), "user": nil, "inode": json.Number("4294967295"),
		"timer": "keepalive", "timer_seconds": json.Number("184467440737095516.15"),
		"retransmits": json.Number("3"), "timeouts": json.Number("-1"), "refcount": json.Number("-2"),
		"rto_seconds": json.Number("42949672.95"), "ato_seconds": json.Number("0.04"),
		"quick_acks": json.Number("2147483647"), "pingpong": true,
		"cwnd": json.Number("4294967295"), "ssthresh": json.Number("-1"), "fastopen_queue": nil,
		"pid": json.Number("4711"), "program": `a "quoted", näme`, "owner_status": "known", "owners": []any{},
		"workload": nil, "cgroup": nil, "container_id": nil, "container": nil, "runtime": nil,
		"pod": nil, "pod_namespace": nil, "pod_uid": nil, "unit": nil, "user_unit": nil, "session": nil, "workload_uid": nil, "proxied_to": nil,
		"v6only": nil, "device": nil, "mark": nil, "backlog": nil, "backlog_limit": nil, "local_scope": "reserved",
	}, got)
	assert.Equal(t, ",\n"+strings.TrimSuffix(string(text), "\n"), string(socketRows(t, NewJSON).AppendTCP(nil, "tcp6", &connection)))
}

// heading names the columns of sockets, which scripts may count on.
const heading = "netns,proto,family,type,state," +
	"local_address,local_port,peer_address,peer_port,recv_q,send_q,uid,user,inode," +
	"timer,timer_seconds,retransmits,timeouts,refcount,flags,pid,program,path," +
	"local_addresses,peer_addresses," +
	"flag_bits,protocol,drops,rto_seconds,ato_seconds,quick_acks,pingpong,cwnd,ssthresh,fastopen_queue," +
	"style,local_primary,peer_primary,association_state,association_id," +
	"heartbeat_interval,in_streams,out_streams,max_retransmits,init_retries," +
	"shutdown_retries,retransmitted_chunks,wmem_alloc,wmem_queued,sndbuf,rcvbuf," +
	"owner_status,owners,workload,cgroup,container_id,container,runtime," +
	"pod,pod_namespace,pod_uid,unit,user_unit,session,workload_uid,proxied_to," +
	"v6only,device,mark,backlog,backlog_limit,peer_inode,peer_path,peer_pid,peer_program,local_scope"

func TestEveryLineOfCSVHasAllColumns(t *testing.T) {
	f := socketRows(t, NewCSV)
	text := []byte(heading + ",netns_workload\n")
	text = f.AppendTCP(text, "tcp6", &connection)
	text = f.AppendUDP(text, "udpl6", &connection)
	text = f.AppendRaw(text, "raw", &procnet.Socket{})
	text = f.AppendSCTPEndpoint(text, &procnet.SCTPSocket{Local: []byte("10.0.0.1 nonsense")})
	text = f.AppendSCTPAssociation(text, &procnet.SCTPSocket{})
	text = f.AppendUnix(text, &procnet.UnixSocket{Inode: 1, Path: []byte("@a,\n\"b")}, true)
	text = f.AppendUnix(text, &procnet.UnixSocket{Inode: 1, Path: []byte("x")}, false)
	rows, err := csv.NewReader(strings.NewReader(string(text))).ReadAll()
	require.NoError(t, err)
	assert.Len(t, rows, 8) // the reader has compared their lengths
	assert.Equal(t, "udplite", rows[2][1])
	for _, row := range rows[1:] {
		assert.Equal(t, `a "quoted", pöd`, row[len(row)-1])
	}
	assert.Equal(t, `'@a,\n"b`, rows[6][22])
	assert.Equal(t, "", rows[7][22], "no path without an inode")
	assert.Equal(t, "", rows[7][20], "no owner without an inode")
	assert.Equal(t, "4294967295", rows[2][slices.Index(rows[0], "drops")])
	assert.Equal(t, "", rows[1][slices.Index(rows[0], "drops")])
}

// ownerOfAll has the same owner for every inode, also for 0, which a made-up
// /proc may have a link to.
type ownerOfAll struct{ owners }

func (o *ownerOfAll) Lookup(uint64) (*procmap.Owner, bool) { return &o.Owner, true }

func TestUnixSocketOfATableWithoutInodesHasNoOwner(t *testing.T) {
	for name, form := range makers {
		f := form(nil, Options{Sections: []format.Section{format.Unix}})
		rows := f.Rows(format.Space{Owners: &ownerOfAll{owners{procmap.Owner{PID: 4711, Name: "a"}}}})
		assert.Contains(t, string(rows.AppendUnix(nil, &procnet.UnixSocket{}, true)), "4711", name)
		assert.NotContains(t, string(rows.AppendUnix(nil, &procnet.UnixSocket{}, false)), "4711", name)
	}
}

func TestRowsOfSocketsDoNotAllocate(t *testing.T) {
	unixSocket := procnet.UnixSocket{Inode: 9, Path: []byte("/run/\xffé\x1b\""), Flags: procnet.UnixListens | procnet.UnixWaits}
	for name, form := range makers {
		f := socketRows(t, form)
		dst := make([]byte, 0, 4096)
		assert.Zero(t, testing.AllocsPerRun(100, func() {
			dst = f.AppendTCP(dst[:0], "tcp6", &connection)
			dst = f.AppendUDP(dst, "udpl", &connection)
			dst = f.AppendRaw(dst, "raw", &connection)
			dst = f.AppendUnix(dst, &unixSocket, true)
		}), name)
	}
}

func BenchmarkSockets(b *testing.B) {
	for name, form := range makers {
		f := socketRows(b, form)
		b.Run(name+"/tcp", func(b *testing.B) {
			var dst []byte
			b.ReportAllocs()
			for b.Loop() {
				dst = f.AppendTCP(dst[:0], "tcp6", &connection)
			}
		})
		unixSocket := procnet.UnixSocket{Inode: 9, Path: []byte("/run/systemd/journal/stdout"), Type: 1, State: 3}
		b.Run(name+"/unix", func(b *testing.B) {
			var dst []byte
			b.ReportAllocs()
			for b.Loop() {
				dst = f.AppendUnix(dst[:0], &unixSocket, true)
			}
		})
	}
}
