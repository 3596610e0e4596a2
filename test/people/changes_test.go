package people

import (
	"bufio"
	"encoding/json"
	"net"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// watch starts gonetstat and gives what it prints, line by line. The first line has
// been read.
func watch(t *testing.T, args ...string) (lines <-chan string) {
	t.Helper()
	cmd := prepare(t, append([]string{program}, args...)...)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	read := make(chan string, 1000)
	go func() {
		defer close(read)
		for text := bufio.NewScanner(out); text.Scan(); {
			read <- text.Text()
		}
	}()
	<-read
	return read
}

// events reads objects to the end.
func events(t *testing.T, lines <-chan string) (list []object) {
	t.Helper()
	for line := range lines {
		var o object
		require.NoError(t, json.Unmarshal([]byte(line), &o), line)
		_, err := time.Parse("2006-01-02T15:04:05.000Z", o.Time)
		assert.NoError(t, err)
		list = append(list, o)
	}
	return list
}

func TestEveryOpenAndCloseIsAnEvent(t *testing.T) {
	t.Parallel()
	listen(t) // so that there is something to list
	const n = 4
	lines := watch(t, "--changes", "-tan", "--output=ndjson", "--pid", strconv.Itoa(os.Getpid()), "--state=listen", "--count", "13")
	var ports []int
	var sockets []net.Listener
	for range n {
		l, err := net.Listen("tcp4", "127.0.0.2:0")
		require.NoError(t, err)
		defer l.Close()
		sockets, ports = append(sockets, l), append(ports, l.Addr().(*net.TCPAddr).Port)
		time.Sleep(time.Second)
	}
	for _, l := range sockets {
		require.NoError(t, l.Close())
		time.Sleep(time.Second)
	}
	seen := map[string][]int{}
	var times []string
	for _, o := range events(t, lines) {
		if o.LocalAddress == "127.0.0.2" {
			seen[o.Event] = append(seen[o.Event], o.LocalPort)
			times = append(times, o.Time)
		}
	}
	assert.Len(t, seen, 2)
	assert.ElementsMatch(t, ports, seen["opened"])
	assert.ElementsMatch(t, ports, seen["closed"])
	assert.IsNonDecreasing(t, times)
}

func TestAChangeOfStateIsAnEvent(t *testing.T) {
	t.Parallel()
	l, port := listen(t)
	conn, err := net.Dial("tcp4", l.Addr().String())
	require.NoError(t, err)
	defer conn.Close()
	peer, err := l.Accept()
	require.NoError(t, err)
	local := conn.LocalAddr().(*net.TCPAddr).Port
	lines := watch(t, "--changes", "-tn", "--output=ndjson", "--port", port, "--interval", "0.3", "--count", "10")
	time.Sleep(500 * time.Millisecond)
	require.NoError(t, peer.Close())
	time.Sleep(time.Second)
	require.NoError(t, conn.Close())
	var states []string
	for _, o := range events(t, lines) {
		if o.LocalPort == local {
			states = append(states, o.Event+" "+o.State)
		}
	}
	// The peer's end waits in TIME_WAIT, this one's is gone.
	assert.Equal(t, []string{"changed CLOSE_WAIT", "closed CLOSE_WAIT"}, states[max(0, len(states)-2):])
}

func TestChangesHaveSignsInFront(t *testing.T) {
	t.Parallel()
	for _, form := range []string{"net-tools", "table"} {
		free := freePort(t)
		lines := watch(t, "--changes", "-tln", "--port", free, "--output", form, "--interval", "0.2", "--count", "10")
		time.Sleep(300 * time.Millisecond)
		l, err := net.Listen("tcp4", "127.0.0.1:"+free)
		require.NoError(t, err)
		time.Sleep(600 * time.Millisecond)
		require.NoError(t, l.Close())
		var signs []string
		for line := range lines {
			if sign, _, _ := strings.Cut(line, " "); strings.Contains(line, "127.0.0.1:"+free) {
				signs = append(signs, sign)
			}
		}
		assert.Equal(t, []string{"+", "-"}, signs, form)
	}
}

func TestRoundsOfObjectsTellTheirTime(t *testing.T) {
	t.Parallel()
	_, port := listen(t)
	r := run(t, "-tlnc", "--port", port, "--output=ndjson", "--count", "2", "--interval", "0.2")
	var times []string
	for line := range strings.Lines(r.stdout) {
		var o object
		require.NoError(t, json.Unmarshal([]byte(line), &o))
		times = append(times, o.Time)
	}
	require.Len(t, times, 2)
	first, err := time.Parse(time.RFC3339Nano, times[0])
	require.NoError(t, err)
	second, err := time.Parse(time.RFC3339Nano, times[1])
	require.NoError(t, err)
	assert.InDelta(t, 0.2, second.Sub(first).Seconds(), 0.19)
	assert.WithinDuration(t, time.Now(), second, 5*time.Second)
	assert.NotContains(t, run(t, "-tln", "--port", port, "--output=ndjson").stdout, `"time"`)

	csv := strings.Split(run(t, "-tlnc", "--port", port, "--output=csv", "--count", "2", "--interval", "0.1").stdout, "\n")
	require.Len(t, csv, 4)
	assert.True(t, strings.HasPrefix(csv[0], "time,netns,"))
	for _, line := range csv[1:3] {
		assert.Regexp(t, `^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z,-?[^,]*,tcp,`, line)
		assert.Equal(t, strings.Count(csv[0], ","), strings.Count(line, ","))
	}
}
