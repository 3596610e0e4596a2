package people

import (
	"net"
	"os"
	"os/exec"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gonetstat/gonetstat/internal/testkit"
)

func TestQuietAnswersByExitStatus(t *testing.T) {
	_, port := listen(t)
	free := freePort(t)
	for name, c := range map[string]struct {
		args   []string
		status int
	}{
		"a listener":             {[]string{"-tln", "--port", port}, 0},
		"a listener as JSON":     {[]string{"-tln", "--port", port, "--json"}, 0},
		"any socket":             {nil, 0},
		"an interface":           {[]string{"-i", "-a"}, 0},
		"a counter":              {[]string{"-s"}, 0},
		"no listener":            {[]string{"-tln", "--port", free}, 1},
		"a listener of udp":      {[]string{"-uln", "--port", port}, 1},
		"no such process":        {[]string{"--pid", "4194304"}, 1},
		"no such program":        {[]string{"--process", "no-such-program"}, 1},
		"no masqueraded packets": {[]string{"-rn", "--netns", newNamespace(t)}, 1},
	} {
		r := run(t, append(c.args, "--quiet")...)
		assert.Equal(t, c.status, r.status, "%s: %s", name, r.stderr)
		assert.Empty(t, r.stdout+r.stderr, name)
	}
}

func TestQuietSaysWhyItIsNotKnown(t *testing.T) {
	r := run(t, "--quiet", "--netns", "no-such-namespace")
	assert.Equal(t, 2, r.status)
	assert.Equal(t, "gonetstat: no-such-namespace: no such network namespace (no file /run/netns/no-such-namespace or /var/run/netns/no-such-namespace)\n", r.stderr)
	assert.Empty(t, r.stdout)

	// One of root's processes does not tell an ordinary user its sockets, but one
	// of one's own does; what another user listens to is known without.
	sleep := testkit.Reside(t)
	pid := strconv.Itoa(sleep.PID)
	own := prepare(t, "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "sh", "-c", `"$0" --quiet --pid $$; echo $?`, program)
	assert.Equal(t, "1\n", finish(t, own).stdout)
	others := finish(t, prepare(t, "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", program, "--quiet", "--pid", pid))
	assert.Equal(t, 2, others.status)
	assert.Contains(t, others.stderr, "geteuid()=65534")
	assert.Equal(t, 1, run(t, "--quiet", "--pid", pid).status)
	_, port := listen(t)
	listening := finish(t, prepare(t, "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", program, "--quiet", "-tl", "--port", port))
	assert.Equal(t, 0, listening.status)
}

// newNamespace makes a namespace without anything in it and gives its name.
func newNamespace(t *testing.T) string {
	t.Helper()
	name := namespaceName(t, strconv.Itoa(int(time.Now().UnixNano()%1e6)))
	require.NoError(t, exec.Command("ip", "netns", "add", name).Run())
	return name
}

func TestWaitEndsWhenAPortComesUp(t *testing.T) {
	port := freePort(t)
	late := time.AfterFunc(700*time.Millisecond, func() {
		if l, err := net.Listen("tcp4", "127.0.0.1:"+port); err == nil {
			time.AfterFunc(20*time.Second, func() { l.Close() })
		}
	})
	defer late.Stop()
	r := run(t, "-tln", "--port", port, "--wait", "20")
	assert.Zero(t, r.status)
	assert.Contains(t, r.stdout, "127.0.0.1:"+port)
	assert.Regexp(t, `^Active Internet connections \(only servers\)\nProto [^\n]*\ntcp [^\n]*\n$`, r.stdout, "listed once")
	assert.Empty(t, r.stderr)
	assert.Greater(t, r.took, 500*time.Millisecond)
	assert.Less(t, r.took, 10*time.Second)
}

func TestWaitEndsWhenTheTimeIsOver(t *testing.T) {
	port := freePort(t)
	for _, c := range []struct {
		args   []string
		stdout string
	}{
		{[]string{"-tln"}, "Active Internet connections (only servers)\n" +
			"Proto Recv-Q Send-Q Local Address           Foreign Address         State      \n"},
		{[]string{"--json"}, "[]\n"},
		{[]string{"--quiet"}, ""},
	} {
		r := run(t, append(c.args, "-tln", "--port", port, "--wait", "0.5", "--interval", "0.1")...)
		assert.Equal(t, 1, r.status)
		assert.Equal(t, c.stdout, r.stdout)
		assert.GreaterOrEqual(t, r.took, 500*time.Millisecond)
	}
	r := run(t, "-tln", "--port", port, "--wait", "0")
	assert.Equal(t, 1, r.status)
}

func TestWaitEndsWhenANamespaceAppears(t *testing.T) {
	name := namespaceName(t, "late")
	late := time.AfterFunc(700*time.Millisecond, func() { _ = exec.Command("ip", "netns", "add", name).Run() })
	defer late.Stop()
	r := run(t, "--netns", name, "-ia", "--wait", "20")
	assert.Zero(t, r.status)
	assert.Contains(t, r.stdout, "Kernel Interface table\n")
	assert.Contains(t, r.stdout, "lo ")
	assert.Empty(t, r.stderr, "of a namespace that came nothing is said")

	r = run(t, "--netns", "no-such-namespace", "--wait", "0.3")
	assert.Equal(t, 1, r.status)
	assert.Equal(t, "gonetstat: no-such-namespace: no such network namespace (no file /run/netns/no-such-namespace or /var/run/netns/no-such-namespace)\n", r.stderr, "once")
}

func TestIntervalAndCountGovernContinuousListings(t *testing.T) {
	r := run(t, "-ic", "--count", "3", "--interval", "0.3")
	assert.Zero(t, r.status)
	assert.Regexp(t, `^Kernel Interface table\n(Iface [^\n]*\n(\w[^\n]*\n)+){3}$`, r.stdout)
	assert.GreaterOrEqual(t, r.took, 600*time.Millisecond)
	assert.Less(t, r.took, 5*time.Second)
	assert.Equal(t, 0, run(t, "-sc", "--count", "1").status)
}

// TestQuietDoesNotKnowWhatHidepidHides asks as an ordinary user, whom /proc shows
// no processes of others.
func TestQuietDoesNotKnowWhatHidepidHides(t *testing.T) {
	testkit.NeedUnshare(t, "--mount")
	ask := func(args ...string) result {
		const hidden = `mount -t proc -o hidepid=2 proc /proc && exec setpriv --reuid=65534 --regid=65534 --clear-groups "$@"`
		return finish(t, prepare(t, append([]string{"unshare", "--mount", "sh", "-c", hidden, "sh", program, "--quiet"}, args...)...))
	}
	_, port := listen(t)
	free := freePort(t)
	for name, c := range map[string]struct {
		args   []string
		status int
		says   string
	}{
		"a listener":                     {[]string{"-tln", "--port", port}, 0, ""},
		"no listener":                    {[]string{"-tln", "--port", free}, 1, ""},
		"a hidden process":               {[]string{"-tln", "--pid", strconv.Itoa(os.Getpid())}, 2, "hidepid"},
		"a hidden program's":             {[]string{"-tln", "--process", "people.test"}, 2, "hidepid"},
		"a listener of a hidden program": {[]string{"-tln", "--port", port, "--process", "people.test"}, 2, "hidepid"},
		"any of all namespaces":          {[]string{"-tln", "--port", free, "--all-netns"}, 2, "hidepid"},
	} {
		r := ask(c.args...)
		assert.Equal(t, c.status, r.status, "%s: %s", name, r.stderr)
		assert.Empty(t, r.stdout, name)
		if c.says == "" {
			assert.Empty(t, r.stderr, name)
		} else {
			assert.Contains(t, r.stderr, c.says, name)
		}
	}
}
