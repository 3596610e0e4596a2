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

// Sockets come and go while 20,000 others stay: a dump has each of those once.
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
			require.Len(t, seen, len(stable), "lost")
			for key, times := range seen {
				require.Equal(t, 1, times, "%v", key)
			}
			total++
		}
	}
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
