package sockdiag

import (
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"
	"unsafe"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"github.com/gonetstat/gonetstat/internal/procnet"
)

// seen is what a listing of net-tools' form has of sockets, a line each, with
// the columns that the request agrees with the tables in.
func seen(rows []procnet.Socket, request Request) []string {
	var lines []string
	for _, row := range rows {
		line := fmt.Sprint(row.Local, row.Remote, " state ", row.State, " queues ", row.RxQueue, row.TxQueue)
		if request.Agrees(Users, RunningKernel()) {
			line += fmt.Sprint(" uid ", row.UID, " inode ", row.Inode)
		}
		if request.Agrees(Timers, RunningKernel()) {
			line += fmt.Sprint(" timer ", row.Timer, row.Expires, row.Retransmits, row.Timeout)
		}
		lines = append(lines, line)
	}
	return lines
}

// sameAsTable compares a dump with the rows of a table that it is to have, at a
// moment when the table does not change. It gives the states that it saw.
func sameAsTable(t *testing.T, conn *Conn, source *procnet.SocketTable, request Request) map[int32]int {
	t.Helper()
	if !request.Agrees(0, RunningKernel()) {
		t.Skipf("the tables have another order in this kernel, %+v", RunningKernel())
	}
	tableRows := func() []procnet.Socket {
		return slices.DeleteFunc(table(t, source), func(row procnet.Socket) bool {
			return StateSet(row.State)&request.States == 0
		})
	}
	for deadline := time.Now().Add(patience); ; {
		before := tableRows()
		dumped := rowsOf(dump(t, conn, request))
		after := seen(tableRows(), request)
		if !slices.Equal(seen(before, request), after) && time.Now().Before(deadline) {
			time.Sleep(5 * time.Millisecond)
			continue
		}
		require.Equal(t, after, seen(dumped, request))
		states := map[int32]int{}
		for _, row := range before {
			states[row.State]++
		}
		return states
	}
}

func TestLiveDumpOfTCPHasTheRowsOfTheTables(t *testing.T) {
	enterNamespace(t)
	conn := open(t)
	requestAgain := holdStates(t)
	for _, request := range []Request{{States: All}, {States: Listeners}, {States: Connections}, {States: All &^ StateSet(synRecv)}} {
		for _, info := range []bool{false, true} {
			request.Protocol, request.TCPInfo = TCP, info
			request.Family = IPv4
			states := sameAsTable(t, conn, &procnet.TCP, request)
			if request.States&StateSet(synRecv) != 0 {
				for deadline := time.Now().Add(patience); states[synRecv] == 1 && time.Now().Before(deadline); {
					requestAgain()
					states = sameAsTable(t, conn, &procnet.TCP, request)
				}
			}
			for state := int32(1); state <= 11; state++ {
				if state != 7 && StateSet(state)&request.States != 0 { // not TCP_CLOSE
					assert.NotZero(t, states[state], "the test holds no socket in state %d", state)
				}
			}
			if request.States&StateSet(synRecv) != 0 {
				assert.Equal(t, 2, states[synRecv], "with and without a listener")
			}
			request.Family = IPv6
			states = sameAsTable(t, conn, &procnet.TCP6, request)
			assert.Equal(t, request.States&Listeners != 0, states[listen] > 80)
			assert.Equal(t, request.States&Connections != 0, states[established] > 80)
		}
	}
}

// A dump of both families is compared with those of each, at a moment when these
// do not change.
func TestLiveDumpOfBothFamiliesHasTheRowsOfBothTables(t *testing.T) {
	enterNamespace(t)
	conn := open(t)
	holdLocal(t, opener{t})
	for _, states := range []States{All, Listeners, Connections} {
		request := func(family Family) Request { return Request{Protocol: TCP, Family: family, States: states} }
		alone := func() (rows [2][]string) {
			for i, family := range [...]Family{IPv4, IPv6} {
				rows[i] = seen(rowsOf(dump(t, conn, request(family))), request(family))
			}
			return rows
		}
		sameAsTable(t, conn, &procnet.TCP, request(IPv4))
		sameAsTable(t, conn, &procnet.TCP6, request(IPv6))
		for deadline := time.Now().Add(patience); ; {
			before := alone()
			var split [2][]procnet.Socket
			for _, socket := range dump(t, conn, request(BothFamilies)) {
				family := 0
				if socket.Local.Addr().Is6() {
					family = 1
				}
				split[family] = append(split[family], socket.Socket)
			}
			after := alone()
			if !reflect.DeepEqual(before, after) && time.Now().Before(deadline) {
				time.Sleep(5 * time.Millisecond)
				continue
			}
			require.Equal(t, after, [2][]string{seen(split[0], request(IPv4)), seen(split[1], request(IPv6))})
			break
		}
	}
}

func TestLiveDumpOfUDPHasTheRowsOfTheTables(t *testing.T) {
	for _, c := range []struct {
		protocol       Protocol
		number         int
		table4, table6 *procnet.SocketTable
	}{
		{UDP, 0, &procnet.UDP, &procnet.UDP6},
		{UDPLite, unix.IPPROTO_UDPLITE, &procnet.UDPLite, &procnet.UDPLite6},
	} {
		t.Run(c.table4.Name, func(t *testing.T) {
			enterNamespace(t)
			conn := open(t)
			o := opener{t}
			for i := range 60 {
				port := 5000 + i/20
				bound := o.socket(unix.AF_INET, unix.SOCK_DGRAM, c.number)
				require.NoError(t, unix.SetsockoptInt(bound, unix.SOL_SOCKET, unix.SO_REUSEPORT, 1))
				require.NoError(t, unix.Bind(bound, inet4([4]byte{}, port)))
				bound6 := o.socket(unix.AF_INET6, unix.SOCK_DGRAM, c.number)
				require.NoError(t, unix.SetsockoptInt(bound6, unix.SOL_SOCKET, unix.SO_REUSEPORT, 1))
				require.NoError(t, unix.SetsockoptInt(bound6, unix.IPPROTO_IPV6, unix.IPV6_V6ONLY, 1))
				require.NoError(t, unix.Bind(bound6, inet6([16]byte{}, port)))
				connected := o.socket(unix.AF_INET, unix.SOCK_DGRAM, c.number)
				require.NoError(t, unix.Connect(connected, inet4(loopback, port)))
				require.NoError(t, unix.Fchown(connected, 4711, -1)) // its user
				_, err := unix.Write(connected, []byte("not read"))
				require.NoError(t, err)
				connected6 := o.socket(unix.AF_INET6, unix.SOCK_DGRAM, c.number)
				require.NoError(t, unix.Connect(connected6, inet6(mapped, port)))
			}
			request := Request{Protocol: c.protocol, Family: IPv4, States: All}
			assert.True(t, request.Agrees(Users|Timers, RunningKernel()))
			states := sameAsTable(t, conn, c.table4, request)
			assert.Equal(t, map[int32]int{1: 60, 7: 60}, states)
			request.Family = IPv6
			states = sameAsTable(t, conn, c.table6, request)
			assert.Equal(t, map[int32]int{1: 60, 7: 60}, states)
		})
	}
}

// The one difference of a listing that a dump serves.
func TestLiveListenerThatWasAConnectionHasNoTxQueue(t *testing.T) {
	enterNamespace(t)
	conn := open(t)
	o := opener{t}
	o.listen(inet4(loopback, 8001), 8)
	fd := o.connect(inet4(loopback, 8001))
	_, _, errno := unix.Syscall(unix.SYS_CONNECT, uintptr(fd), uintptr(unsafe.Pointer(&unix.RawSockaddrAny{})), 16) // AF_UNSPEC ends it
	require.Zero(t, errno)
	require.NoError(t, unix.Bind(fd, inet4(loopback, 8002)))
	require.NoError(t, unix.Listen(fd, 8))
	queueOf := func(rows []procnet.Socket) uint64 {
		at := slices.IndexFunc(rows, func(row procnet.Socket) bool { return row.Local.Port() == 8002 && row.State == listen })
		require.NotEqual(t, -1, at)
		return rows[at].TxQueue
	}
	assert.NotZero(t, queueOf(table(t, &procnet.TCP)))
	assert.Zero(t, queueOf(rowsOf(dump(t, conn, Request{Protocol: TCP, Family: IPv4, States: All}))))
}

func TestLiveKernelWithoutTheModuleSaysSo(t *testing.T) {
	enterNamespace(t)
	conn := open(t)
	const noProtocol = Protocol(253)
	sockets, err := tryDump(conn, Request{Protocol: noProtocol, Family: IPv4, States: All})
	require.ErrorIs(t, err, unix.ENOENT)
	require.EqualError(t, err, "sock_diag: no such file or directory")
	assert.Empty(t, sockets)
	_, err = tryDump(conn, Request{Protocol: TCP, Family: IPv4, States: All})
	assert.NoError(t, err, "the connection can be used for other protocols")
}

func TestLiveDumpHasToBeReadToItsEnd(t *testing.T) {
	enterNamespace(t)
	conn := open(t)
	_, err := conn.Dump(Request{Protocol: TCP, Family: IPv4, States: All})
	require.NoError(t, err)
	_, err = conn.Dump(Request{Protocol: TCP, Family: IPv6, States: All})
	require.ErrorIs(t, err, unix.EBUSY)
}

// A socket with very many keys of TCP_MD5SIG has a message that fits in no
// datagram, at which the kernel ends its answer.
func TestLiveSocketWithManyKeysHidesNoOthers(t *testing.T) {
	enterNamespace(t)
	conn := open(t)
	o := opener{t}
	const count = 50
	var servers []int
	for i := range count {
		servers = append(servers, o.listen(inet4(loopback, 7000+i), 8))
	}
	request := Request{Protocol: TCP, Family: IPv4, States: All, TCPInfo: true}
	ports := func() (ports []string) {
		for _, socket := range dump(t, conn, request) {
			ports = append(ports, socket.Local.String())
		}
		return ports
	}
	before := ports()
	require.Len(t, before, count)
	for _, hostile := range []int{count / 2, 3, 0, count - 1} {
		for key := range 500 {
			if err := addKey(servers[hostile], key); err != nil {
				require.Greater(t, key, 330, "too few keys: %v", err)
				break
			}
		}
		raw := rawCount(t, conn, request)
		require.Less(t, raw, count, "the kernel ends its answer no more")
		require.Equal(t, before, ports())
	}
}

// rawCount gives how many sockets the kernel's answer has by itself.
func rawCount(t *testing.T, conn *Conn, request Request) (count int) {
	t.Helper()
	answer, err := conn.Dump(request)
	require.NoError(t, err)
	buf := make([]byte, ChunkSize)
	for answer.given, answer.again = nil, false; ; {
		rows, err := answer.Next(buf)
		if err != nil {
			return count
		}
		var row procnet.Socket
		for rows.Next(&row) {
			count++
		}
	}
}

// addKey gives a socket a key for connections from one address: struct
// tcp_md5sig of linux/tcp.h.
func addKey(fd, number int) error {
	var key [216]byte
	native.PutUint16(key[0:], unix.AF_INET)
	key[4], key[6], key[7] = 10, byte(number>>8), byte(number)
	native.PutUint16(key[130:], 8)
	return unix.SetsockoptString(fd, unix.IPPROTO_TCP, unix.TCP_MD5SIG, string(key[:]))
}
