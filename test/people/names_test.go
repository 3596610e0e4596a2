package people

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"github.com/gonetstat/gonetstat/internal/testkit"
)

// silence is how long a name is waited for in a namespace with a name server
// that never answers.
const silence = 3 * time.Second

// silentNames makes a namespace with such a name server, a listener on all
// addresses, and sockets of two hosts of whose names it is asked. It gives what
// leads a command there.
func silentNames(t *testing.T) (lead []string) {
	t.Helper()
	name := namespaceName(t, "silent")
	require.NoError(t, exec.Command("sh", "-c", "ip netns add $0 && ip -n $0 link set lo up", name).Run())
	within(t, name, func() {
		socket(t, unix.SOCK_DGRAM, 53, [4]byte{127, 0, 0, 1})
		require.NoError(t, unix.Listen(socket(t, unix.SOCK_STREAM, 4001, [4]byte{}), 8))
		for i := range 2 {
			fd := socket(t, unix.SOCK_STREAM, 0, [4]byte{127, 0, 9, byte(1 + i)})
			require.NoError(t, unix.Connect(fd, &unix.SockaddrInet4{Port: 4001, Addr: [4]byte{127, 0, 0, 1}}))
		}
	})
	etc := t.TempDir()
	script := ""
	for file, text := range map[string]string{
		"resolv.conf":   fmt.Sprintf("nameserver 127.0.0.1\noptions timeout:%.0f attempts:1\n", silence.Seconds()),
		"nsswitch.conf": "hosts: files dns\n",
		"hosts":         "127.0.0.1 localhost\n",
	} {
		require.NoError(t, os.WriteFile(filepath.Join(etc, file), []byte(text), 0o644))
		script += "mount --bind " + filepath.Join(etc, file) + " /etc/" + file + " && "
	}
	return []string{"nsenter", "--net=/run/netns/" + name, "unshare", "-m", "sh", "-c", script + `exec "$@"`, "sh"}
}

// A saying is what a program has said, and when, since its start.
type saying struct {
	at   time.Duration
	text string
}

// hear takes down what is said, until nobody can say more.
func hear(from *os.File, start time.Time) (said []saying) {
	text := make([]byte, 1<<16)
	for {
		n, err := from.Read(text)
		if err != nil {
			return said
		}
		said = append(said, saying{time.Since(start), strings.ReplaceAll(string(text[:n]), "\r\n", "\n")})
	}
}

// stream makes a pipe, or a terminal.
func stream(t *testing.T, terminal bool) (from, to *os.File) {
	t.Helper()
	if terminal {
		return testkit.Terminal(t)
	}
	from, to, err := os.Pipe()
	require.NoError(t, err)
	t.Cleanup(func() { from.Close() })
	return from, to
}

// watchNames runs a command with pipes or terminals, and gives what it says.
func watchNames(t *testing.T, terminalOut, terminalErr bool, command ...string) (out, errs []saying) {
	t.Helper()
	cmd := prepare(t, command...)
	outFrom, outTo := stream(t, terminalOut)
	errFrom, errTo := stream(t, terminalErr)
	cmd.Stdout, cmd.Stderr = outTo, errTo
	start := time.Now()
	require.NoError(t, cmd.Start())
	outTo.Close()
	errTo.Close()
	var heard sync.WaitGroup
	heard.Go(func() { out = hear(outFrom, start) })
	heard.Go(func() { errs = hear(errFrom, start) })
	require.NoError(t, cmd.Wait())
	heard.Wait()
	return out, errs
}

// joined gives all that was said until a time.
func joined(said []saying, until time.Duration) (text string) {
	for _, s := range said {
		if s.at < until {
			text += s.text
		}
	}
	return text
}

// What is listed there at once, and what is said meanwhile.
const (
	noNames = "Active Internet connections (servers and established)\n" +
		"Proto Recv-Q Send-Q Local Address           Foreign Address         State      \n" +
		"tcp        2      0 0.0.0.0:4001            0.0.0.0:*               LISTEN     \n"
	countdown = "names to look up: 2; -n shows numbers at once"
)

// TestRowsWithoutNamesDoNotWaitForNames lists hosts of whose names a name server
// is asked that never answers.
func TestRowsWithoutNamesDoNotWaitForNames(t *testing.T) {
	testkit.Need(t, "netstat", "prlimit")
	lead := silentNames(t)
	command := append(lead, program, "-ta4")
	all := sync.OnceValue(func() string { return finish(t, prepare(t, append(lead, "netstat", "-ta4")...)).stdout })
	wiped := "\r" + strings.Repeat(" ", len(countdown)) + "\r"
	for _, terminals := range [][2]bool{{false, false}, {true, false}, {false, true}, {true, true}} {
		t.Run(fmt.Sprint(terminals), func(t *testing.T) {
			t.Parallel()
			out, errs := watchNames(t, terminals[0], terminals[1], command...)
			assert.Equal(t, noNames, joined(out, silence-time.Second))
			assert.Equal(t, all(), joined(out, time.Minute))
			said := joined(errs, time.Minute)
			if !terminals[1] {
				assert.Empty(t, said)
				return
			}
			assert.Empty(t, joined(errs, time.Second))
			assert.Regexp(t, "^("+countdown+wiped+")+$", said)
		})
	}
	for few := 4; few < 9; few++ {
		t.Run(fmt.Sprint(few, " descriptors"), func(t *testing.T) {
			t.Parallel()
			limited := append(lead, "prlimit", fmt.Sprint("--nofile=", few), program, "-ta4")
			out, errs := watchNames(t, false, true, limited...)
			assert.Equal(t, noNames, joined(out, silence-time.Second))
			assert.Equal(t, all(), joined(out, time.Minute))
			assert.Contains(t, joined(errs, time.Minute), "; -n shows numbers at once\r")
		})
	}
	t.Run("one terminal", func(t *testing.T) {
		t.Parallel()
		cmd := prepare(t, command...)
		screen, terminal := testkit.Terminal(t)
		cmd.Stdout, cmd.Stderr = terminal, terminal
		require.NoError(t, cmd.Start())
		terminal.Close()
		said := joined(hear(screen, time.Now()), time.Minute)
		require.NoError(t, cmd.Wait())
		assert.True(t, strings.HasPrefix(said, noNames+countdown+wiped), said)
		assert.Equal(t, all(), strings.ReplaceAll(said, countdown+wiped, ""))
	})
}
