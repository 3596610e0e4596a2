package names

import (
	"context"
	"errors"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

// serve has a program listen on a socket below a directory, and counts how often
// it is asked.
func serve(t testing.TB, directory, path string, answer func(conn net.Conn)) (socket string, asked *atomic.Int32) {
	t.Helper()
	socket = filepath.Join(directory, path)
	require.NoError(t, os.MkdirAll(filepath.Dir(socket), 0o755))
	listener, err := net.Listen("unix", socket)
	require.NoError(t, err)
	t.Cleanup(func() { listener.Close() })
	asked = &atomic.Int32{}
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			asked.Add(1)
			go func() {
				defer conn.Close()
				answer(conn)
			}()
		}
	}()
	return socket, asked
}

// silence reads and does not answer.
func silence(conn net.Conn) { io.Copy(io.Discard, conn) }

// saying gives a program that answers whatever it is asked.
func saying(text string) func(net.Conn) {
	return func(conn net.Conn) {
		conn.Read(make([]byte, 1<<10))
		io.WriteString(conn, text)
	}
}

// readLine reads an answer.
func readLine(conn io.ReadWriter) error {
	all, err := io.ReadAll(conn)
	if err == nil && len(all) == 0 {
		err = io.ErrUnexpectedEOF
	}
	return err
}

// Programs that do not answer are waited for briefly. That is soon over, also on
// a machine that has much to do.
const briefly, soon = 50 * time.Millisecond, 20 * time.Second

func TestPeerThatIsSilentIsAskedOnce(t *testing.T) {
	socket, asked := serve(t, t.TempDir(), "s", silence)
	p := &peer{path: socket, patience: briefly}
	start := time.Now()
	assert.ErrorIs(t, p.ask(t.Context(), []byte("?"), readLine), os.ErrDeadlineExceeded)
	took := time.Since(start)
	assert.GreaterOrEqual(t, took, briefly)
	assert.Less(t, took, soon)
	for range 3 {
		assert.ErrorIs(t, p.ask(t.Context(), []byte("?"), readLine), errGone)
	}
	assert.EqualValues(t, 1, asked.Load())
}

func TestPeerThatHasAnsweredIsAskedAgain(t *testing.T) {
	var silent atomic.Bool
	socket, _ := serve(t, t.TempDir(), "s", func(conn net.Conn) {
		if silent.Load() {
			silence(conn)
			return
		}
		saying("answer")(conn)
	})
	p := &peer{path: socket, patience: time.Minute}
	assert.NoError(t, p.ask(t.Context(), []byte("?"), readLine))
	silent.Store(true)
	p.patience = briefly
	assert.ErrorIs(t, p.ask(t.Context(), []byte("?"), readLine), os.ErrDeadlineExceeded)
	silent.Store(false)
	p.patience = time.Minute
	assert.NoError(t, p.ask(t.Context(), []byte("?"), readLine))
}

func TestPeerThatIsNotThereIsNotAskedAgain(t *testing.T) {
	p := &peer{path: filepath.Join(t.TempDir(), "s"), patience: briefly}
	assert.ErrorIs(t, p.ask(t.Context(), []byte("?"), readLine), os.ErrNotExist)
	assert.ErrorIs(t, p.ask(t.Context(), []byte("?"), readLine), errGone)
}

func TestPeerHasOneTimeForAllThatItSays(t *testing.T) {
	socket, _ := serve(t, t.TempDir(), "s", func(conn net.Conn) {
		for {
			if _, err := conn.Write([]byte{'x'}); err != nil {
				return
			}
			time.Sleep(briefly / 10)
		}
	})
	p := &peer{path: socket, patience: briefly}
	start := time.Now()
	assert.ErrorIs(t, p.ask(t.Context(), []byte("?"), readLine), os.ErrDeadlineExceeded)
	assert.Less(t, time.Since(start), soon)
}

func TestPeerIsNotReadForEver(t *testing.T) {
	socket, _ := serve(t, t.TempDir(), "s", func(conn net.Conn) {
		for {
			if _, err := conn.Write(make([]byte, 1<<16)); err != nil {
				return
			}
		}
	})
	p := &peer{path: socket, patience: time.Minute}
	read := 0
	err := p.ask(t.Context(), []byte("?"), func(conn io.ReadWriter) error {
		all, err := io.ReadAll(conn)
		read = len(all)
		return err
	})
	assert.ErrorIs(t, err, errTooLong)
	assert.Equal(t, maxAnswer, read)
}

func TestPeerWithAFullQueueIsNotWaitedFor(t *testing.T) {
	socket := filepath.Join(t.TempDir(), "s")
	listener, err := unix.Socket(unix.AF_UNIX, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
	require.NoError(t, err)
	defer unix.Close(listener)
	require.NoError(t, unix.Bind(listener, &unix.SockaddrUnix{Name: socket}))
	require.NoError(t, unix.Listen(listener, 1)) // and nobody accepts
	var full error
	for range 10 {
		conn, err := net.DialTimeout("unix", socket, soon)
		if full = err; err != nil {
			break
		}
		defer conn.Close()
	}
	require.ErrorIs(t, full, unix.EAGAIN)
	p := &peer{path: socket, patience: time.Minute}
	start := time.Now()
	assert.Error(t, p.ask(t.Context(), []byte("?"), readLine))
	assert.Less(t, time.Since(start), soon)
	assert.False(t, p.isGone(), "it may have room for the next")
}

func TestCancelledQuestionSaysNothingOfAPeer(t *testing.T) {
	socket, _ := serve(t, t.TempDir(), "s", silence)
	p := &peer{path: socket, patience: time.Minute}
	ctx, cancel := context.WithTimeout(t.Context(), briefly)
	defer cancel()
	start := time.Now()
	assert.Error(t, p.ask(ctx, []byte("?"), readLine))
	assert.Less(t, time.Since(start), soon)
	assert.False(t, p.isGone())
	assert.NotErrorIs(t, p.ask(ctx, []byte("?"), readLine), errGone)
}

func TestVarlinkReplyMayComeInPieces(t *testing.T) {
	socket, _ := serve(t, t.TempDir(), "s", func(conn net.Conn) {
		conn.Read(make([]byte, 1<<10))
		for _, piece := range []string{`{"para`, `meters":{"a":`, `"b"}}`, "\x00", "{}\x00"} {
			io.WriteString(conn, piece)
			time.Sleep(time.Millisecond)
		}
		silence(conn)
	})
	p := &peer{path: socket, patience: time.Minute}
	reply, err := p.call(t.Context(), "io.example.Method", []byte(`{"uid":1}`))
	require.NoError(t, err)
	assert.Equal(t, object{{"a", "b"}}, reply.parameters)
}

func TestVarlinkServiceThatAnswersGarbageIsUnavailable(t *testing.T) {
	for _, text := range []string{"", "garbage", "garbage\x00", "\x00", "{}\x00", `{"parameters":{}`, strings.Repeat("[", 1<<20), strings.Repeat(" ", 2<<20)} {
		socket, _ := serve(t, t.TempDir(), "s", saying(text))
		p := &peer{path: socket, patience: time.Minute}
		_, err := p.call(t.Context(), "io.example.Method", []byte("{}"))
		assert.Error(t, err, "%.20q", text)
		var opError *net.OpError
		assert.False(t, errors.As(err, &opError))
	}
}
