package sockdiag

import (
	"io"
	"net/netip"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"github.com/gonetstat/gonetstat/internal/procnet"
	"github.com/gonetstat/gonetstat/internal/testkit"
)

// Sockets come and go while 20,000 others stay: a dump has each of those once. But
// between two datagrams the kernel remembers its place as a number in a bucket of
// its hash table (tcp_diag_dump in net/ipv4/tcp_diag.c). If a socket comes or goes
// there just then, another of the bucket is doubled or lost, as in net/tcp, where
// it happens more often. That meets one socket now and then, and never one again.
func TestLiveStableSocketsAreNeitherLostNorDoubledUnderChurn(t *testing.T) {
	enterNamespace(t)
	conn := open(t)
	holdSockets(t, 20)
	request := Request{Protocol: TCP, Family: IPv4, States: All}
	type ends struct{ local, remote netip.AddrPort }
	endsOf := func(row *procnet.Socket) ends { return ends{row.Local, row.Remote} }
	stable := map[ends]bool{}
	for _, row := range table(t, &procnet.TCP) {
		stable[endsOf(&row)] = true
	}
	require.GreaterOrEqual(t, len(stable), 20000)
	churn := exec.Command("/proc/self/exe")
	churn.Env = append(os.Environ(), churnEnv+"=1")
	testkit.Start(t, churn)
	others, total := 0, 0
	met := map[ends]bool{} // those that were lost or doubled
	for deadline := time.Now().Add(patience); total < 20 || others <= 10*total; {
		require.True(t, time.Now().Before(deadline), "there is no churn: %d other sockets in %d dumps", others, total)
		for _, info := range []bool{false, true} {
			request.TCPInfo = info
			seen := map[ends]int{}
			for _, socket := range dump(t, conn, request) {
				key := endsOf(&socket.Socket)
				if stable[key] {
					seen[key]++
				} else {
					others++
				}
			}
			wrong := 0
			for key := range stable {
				if seen[key] == 1 {
					continue
				}
				wrong++
				require.False(t, met[key], "%v is there %d times, and was lost or doubled before", key, seen[key])
				met[key] = true
			}
			require.LessOrEqual(t, wrong, 2, "of %d sockets, with TCP info: %v", len(stable), info)
			total++
		}
	}
	require.LessOrEqual(t, len(met), total/4, "in %d dumps", total)
}

// The only sockets may all have gone when they are asked for again.
func TestLiveFewSocketsMayGoDuringADump(t *testing.T) {
	enterNamespace(t)
	conn := open(t)
	fd, err := unix.Socket(unix.AF_INET, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
	require.NoError(t, err)
	require.NoError(t, unix.Listen(fd, 1))
	answer, err := conn.Dump(Request{Protocol: TCP, Family: IPv4, States: All, TCPInfo: true})
	require.NoError(t, err)
	buf := make([]byte, ChunkSize)
	rows, err := answer.Next(buf)
	require.NoError(t, err)
	require.True(t, rows.Next(new(procnet.Socket)))
	require.NoError(t, unix.Close(fd))
	_, err = answer.Next(buf)
	require.Equal(t, io.EOF, err)
}
