package differential

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gonetstat/gonetstat/internal/testkit"
)

// traced runs gonetstat and gives its system calls of some kinds, one a line,
// with the files that its descriptors stand for.
func traced(t *testing.T, calls string, args ...string) (lines []string, got result) {
	t.Helper()
	testkit.Need(t, "strace")
	file := filepath.Join(t.TempDir(), "trace")
	got = output(t, append([]string{"strace", "-f", "-qq", "-y", "-e", "signal=none", "-e", "trace=" + calls, "-o", file, program}, args...)...)
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	// A call that another thread's call interrupts takes two lines.
	unfinished := map[string]string{}
	resumed := regexp.MustCompile(`^(\d+) +<\.\.\. \w+ resumed>(.*)`)
	// A thread that the end of its process takes away before strace could ask
	// which call it is in has made none.
	dying := regexp.MustCompile(`^\d+ +\?\?\?\( <detached \.\.\.>$`)
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSuffix(line, "\n")
		pid, _, _ := strings.Cut(line, " ")
		if head, ok := strings.CutSuffix(line, " <unfinished ...>"); ok {
			unfinished[pid] = head
		} else if parts := resumed.FindStringSubmatch(line); parts != nil {
			lines = append(lines, unfinished[pid]+parts[2])
		} else if !dying.MatchString(line) {
			lines = append(lines, line)
		}
	}
	return lines, got
}

// entries gives the calls that enter a namespace.
func entries(lines []string, ns *dwelling, inode string) (found []string) {
	for _, line := range lines {
		if strings.Contains(line, "setns(") && (strings.Contains(line, "<"+ns.path+">") || strings.Contains(line, "net:["+inode+"]")) {
			found = append(found, line)
		}
	}
	return found
}

// tableModes are lists that /proc alone tells. -i, and lists of tcp and udp that
// sock_diag gives, ask sockets of the namespace itself, which are made inside.
var tableModes = []string{"-tanope", "-wxanp", "-rn", "-6rn", "-s", "-s6"}

func TestNamespaceIsEnteredToAskForItsSockets(t *testing.T) {
	ns := newDwelling(t, "-asked")
	startResident(t, "sockets:7150", ns.enter()...)
	want := output(t, ns.enter("netstat", "-tulpn")...)
	lines, got := traced(t, "setns,unshare", "--netns", ns.name, "-tulpn")
	assert.NotEmpty(t, entries(lines, ns, ns.inode(t)))
	assert.Equal(t, want, got)
	// Who may not enter reads the same through the processes that live there.
	assert.Equal(t, want, output(t, "setpriv", "--bounding-set=-sys_admin", "--inh-caps=-sys_admin", "--", program, "--netns", ns.name, "-tulpn"))
}

func TestNamespaceWithProcessIsReadWithoutEntering(t *testing.T) {
	ns := newDwelling(t, "-lived")
	resident := startResident(t, "sockets:7100", ns.enter()...)
	for _, name := range []string{ns.name, ns.path, resident.pid, "/proc/" + resident.pid + "/ns/net"} {
		for _, mode := range tableModes {
			t.Run(name+" "+mode, func(t *testing.T) {
				lines, got := traced(t, "setns,unshare", "--netns", name, mode)
				assert.Empty(t, lines)
				assert.Equal(t, output(t, ns.enter("netstat", mode)...), got)
			})
		}
	}
}

func TestOnlyNamespacesWithoutProcessAreEntered(t *testing.T) {
	homes := village(t)
	for _, mode := range tableModes {
		t.Run(mode, func(t *testing.T) {
			lines, _ := traced(t, "setns,unshare", "--all-netns", mode)
			assert.NotContains(t, strings.Join(lines, "\n"), "unshare(")
			for kind, ns := range homes {
				found := entries(lines, ns, ns.inode(t))
				switch kind {
				case "without process", "empty", "of a descriptor":
					assert.NotEmpty(t, found, kind)
				default:
					assert.Empty(t, found, kind)
				}
			}
		})
	}
}

func TestProcessesAreScannedOnceForAllNamespaces(t *testing.T) {
	homes := village(t)
	resident := startResident(t, "sockets:7170", homes["named"].enter()...)
	descriptors := regexp.MustCompile(`= \d+</proc/` + resident.pid + `/fd>$`)
	for _, args := range [][]string{
		{"--netns", homes["named"].name, "-anp"},
		{"--netns", homes["named"].name + "," + homes["without process"].name + "," + homes["empty"].name, "-anp"},
		{"--all-netns", "-anp"},
	} {
		lines, got := traced(t, "open,openat,openat2", args...)
		require.Contains(t, got.stdout, " "+resident.pid+"/")
		count := 0
		for _, line := range lines {
			if descriptors.MatchString(line) {
				count++
			}
		}
		assert.Equal(t, 1, count, "%q opened /proc/%s/fd", args, resident.pid)
	}
}

// TestNamespaceEndsWithItsLastProcessWhileItIsListed stops the only process of
// a namespace at any point of a run.
func TestNamespaceEndsWithItsLastProcessWhileItIsListed(t *testing.T) {
	for range 20 {
		resident := startResident(t, "sockets:7100", "unshare", "--net")
		ns := unnamedDwelling(t, "/proc/"+resident.pid+"/ns/net")
		want := allRows(output(t, ns.enter("netstat", "-tlnp")...).stdout)
		ended := make(chan struct{})
		go func() { resident.stop(); close(ended) }()
		got := ourOutput(t, "--all-netns", "-tlnp")
		<-ended
		assert.NotContains(t, got.stderr, "panic")
		assert.LessOrEqual(t, strings.Count(got.stderr, ns.label), 1, got.stderr)
		for row := range strings.Lines(rowsOf(got.stdout, ns.label)) {
			// The owner may be gone before its socket.
			address := strings.Fields(row)[3]
			assert.Contains(t, want, " "+address+" ")
		}
	}
}

// TestNamespaceIsReadWhileItsProcessesComeAndGo has processes that live in a
// namespace for some milliseconds beside one that stays.
func TestNamespaceIsReadWhileItsProcessesComeAndGo(t *testing.T) {
	ns := newDwelling(t, "-churn")
	testkit.Loop(t, "sleep 0.002 & sleep 0.003 & wait", ns.enter()...)
	// The sockets are held from outside, so that what comes and goes is all
	// that can be read through but for the shell.
	startResident(t, "visit:"+ns.path)
	want := output(t, ns.enter("netstat", "-tulnp")...)
	require.Contains(t, want.stdout, ":7300 ")
	for range 60 {
		require.Equal(t, want, ourOutput(t, "--netns", ns.name, "-tulnp"))
		got := ourOutput(t, "--all-netns", "-tulnp")
		require.Equal(t, allRows(want.stdout), rowsOf(got.stdout, ns.label))
		require.NotContains(t, got.stderr, ns.name)
	}
}
