package names

import (
	"context"
	"encoding/binary"
	"io"
	"net"
	"net/netip"
	"os"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gonetstat/gonetstat/internal/testkit"
)

// nameServer listens on a port of this host, by UDP and TCP. To each question by
// UDP it says what answers gives, one message after the other, and by TCP the name
// "tcp".
func nameServer(t *testing.T, answers func(q question) [][]byte) netip.AddrPort {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	conn, err := net.ListenPacket("udp", listener.Addr().String())
	require.NoError(t, err)
	t.Cleanup(func() { listener.Close(); conn.Close() })
	go func() {
		buf := make([]byte, 512)
		for {
			n, client, err := conn.ReadFrom(buf)
			if err != nil {
				return
			}
			for _, message := range answers(buf[:n]) {
				conn.WriteTo(message, client)
			}
		}
	}()
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			q := make(question, 512)
			n, _ := conn.Read(q)
			text := named(q[2:n], "tcp")
			conn.Write(append(binary.BigEndian.AppendUint16(nil, uint16(len(text))), text...))
			io.Copy(io.Discard, conn)
			conn.Close()
		}
	}()
	return netip.MustParseAddrPort(listener.Addr().String())
}

// named answers a question with a name of one label.
func named(q question, name string) []byte {
	return answering(q, usual, record(pointerToQuestion, typePTR, classInternet, string(appendLabel(nil, name))+"\x00"))
}

// nobody is where no name server is.
var nobody = netip.MustParseAddrPort("127.0.0.1:1")

func TestWhatIsNoAnswerIsPassedOver(t *testing.T) {
	server := nameServer(t, func(q question) [][]byte {
		forged := append(question{q[0] ^ 1}, q[1:]...)
		return [][]byte{[]byte("garbage"), q, named(forged, "forged"), make([]byte, 9000), named(newQuestion(binary.BigEndian.Uint16(q), ip("192.0.2.2")), "other"), named(q, "right")}
	})
	name, how := newNameServers(func() resolvConf {
		return resolvConf{servers: []netip.AddrPort{server}, timeout: time.Minute, attempts: 1}
	})(t.Context(), ip("192.0.2.1"))
	assert.Equal(t, success, how)
	assert.Equal(t, "right", name)
}

func TestServersAreAskedUntilOneAnswers(t *testing.T) {
	failing := nameServer(t, func(q question) [][]byte { return [][]byte{answering(q, usual|serverFailure)} })
	var asked, late atomic.Int32
	silent := nameServer(t, func(question) [][]byte { asked.Add(1); return nil })
	third := nameServer(t, func(q question) [][]byte {
		if late.Add(1) < 3 {
			return nil
		}
		return [][]byte{named(q, "late")}
	})
	conf := resolvConf{servers: []netip.AddrPort{nobody, failing, silent, third}, timeout: 50 * time.Millisecond, attempts: 3}
	ask := newNameServers(func() resolvConf { return conf })
	name, how := ask(t.Context(), ip("192.0.2.1"))
	assert.Equal(t, success, how)
	assert.Equal(t, "late", name)
	assert.EqualValues(t, 3, asked.Load())

	conf.servers = conf.servers[:3]
	_, how = ask(t.Context(), ip("192.0.2.1"))
	assert.Equal(t, notFound, how)
	assert.EqualValues(t, 6, asked.Load())
}

func TestLongAnswerComesByTCP(t *testing.T) {
	cut := nameServer(t, func(q question) [][]byte { return [][]byte{answering(q, usual|isTruncated)} })
	silent := nameServer(t, func(question) [][]byte { return nil })
	for _, conf := range []resolvConf{
		{servers: []netip.AddrPort{cut}, timeout: time.Minute, attempts: 1},
		{servers: []netip.AddrPort{nobody, silent}, timeout: time.Minute, attempts: 1, tcp: true},
	} {
		name, how := newNameServers(func() resolvConf { return conf })(t.Context(), ip("2001:db8::1"))
		assert.Equal(t, success, how)
		assert.Equal(t, "tcp", name)
	}
}

func TestQuestionEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	silent := nameServer(t, func(question) [][]byte { cancel(); return nil })
	begun := time.Now()
	_, how := newNameServers(func() resolvConf {
		return resolvConf{servers: []netip.AddrPort{silent}, timeout: time.Hour, attempts: 5}
	})(ctx, ip("192.0.2.1"))
	assert.Equal(t, notFound, how)
	assert.Less(t, time.Since(begun), time.Minute)
}

// A user may be allowed a few threads only, of which Go's runtime dies.
func TestQuestionsThatWaitTakeNoThreads(t *testing.T) {
	if lookupsAtATime() < lookups {
		testkit.Lacking(t, "needs the usual number of file descriptors")
	}
	ctx, cancel := context.WithCancel(t.Context())
	var asked atomic.Int32
	silent := nameServer(t, func(question) [][]byte { asked.Add(1); return nil })
	ask := newNameServers(func() resolvConf {
		return resolvConf{servers: []netip.AddrPort{silent}, timeout: time.Hour, attempts: 1}
	})
	var all sync.WaitGroup
	for range lookups {
		all.Go(func() { ask(ctx, ip("192.0.2.1")) })
	}
	require.Eventually(t, func() bool { return asked.Load() == lookups }, 10*time.Second, time.Millisecond)
	threads, err := os.ReadDir("/proc/self/task")
	require.NoError(t, err)
	assert.Less(t, len(threads), lookups/2)
	cancel()
	all.Wait()
}
