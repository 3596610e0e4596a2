package differential

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// deadPID gives the number of a process that has ended.
func deadPID(t *testing.T) string {
	t.Helper()
	cmd := exec.Command("true")
	require.NoError(t, cmd.Run())
	return strconv.Itoa(cmd.Process.Pid)
}

// assertRefused checks that a run lists nothing and says why in one line that
// begins with the name.
func assertRefused(t *testing.T, got result, name, reason string) {
	t.Helper()
	assert.Empty(t, got.stdout)
	assert.Equal(t, "1\n", got.status)
	assert.Regexp(t, `^gonetstat: `+regexp.QuoteMeta(name)+`: .*`+reason+`.*\n$`, got.stderr)
	assert.Equal(t, 1, strings.Count(got.stderr, "\n"), got.stderr)
}

func TestWhatIsNoNamespaceIsRefused(t *testing.T) {
	dir := t.TempDir()
	fifo := filepath.Join(dir, "fifo")
	require.NoError(t, syscall.Mkfifo(fifo, 0o600))
	dangling := filepath.Join(dir, "dangling")
	require.NoError(t, os.Symlink("nowhere", dangling))
	absent, dead := "nse-absent-"+strconv.Itoa(os.Getpid()), deadPID(t)
	long := strings.Repeat("n", 300)
	for _, c := range []struct{ name, shown, reason string }{
		{absent, absent, "no such network namespace"},
		{"", `""`, "empty"},
		{".", ".", "directory"},
		{"..", "..", "directory"},
		{"a/b", "a/b", "'/'"},
		{"../netns/a", "../netns/a", "'/'"},
		{"./a", "./a", "'/'"},
		{"two\nlines", `"two\nlines"`, "no such network namespace"},
		{"\x1b[31m", `"\x1b[31m"`, "no such network namespace"},
		{" ", `" "`, "no such network namespace"},
		{long, long, "file name too long"},
		{"-tln", "-tln", "no such network namespace"},
		{dead, dead, "no living process"},
		{"0", "0", "PID 0"},
		{"-1", "-1", "no such network namespace"},
		{"99999999999999999999", "99999999999999999999", "no PID is that large"},
		{fifo, fifo, `not a network namespace \(pipe\)`},
		{dangling, dangling, "symbolic link to a missing file"},
		{dir, dir, `not a network namespace \(directory\)`},
		{"/", "/", `not a network namespace \(directory\)`},
		{"/etc/passwd", "/etc/passwd", `not a network namespace \(regular file\)`},
		{"/dev/null", "/dev/null", `not a network namespace \(device\)`},
		{"/etc/passwd/x", "/etc/passwd/x", "not a directory"},
		{dir + "/absent", dir + "/absent", "no such file"},
		{"/proc/self/ns/mnt", "/proc/self/ns/mnt", `not a network namespace \(mount namespace\)`},
		{"/proc/" + dead + "/ns/net", "/proc/" + dead + "/ns/net", "no such file"},
	} {
		for _, mode := range []string{"-tulpn", "-rn", "-ie", "-s", "-gn", "-M", "-cxa"} {
			t.Run(mode+" "+c.name, func(t *testing.T) {
				assertRefused(t, ourOutput(t, mode, "--netns="+c.name), c.shown, c.reason)
			})
		}
	}
}

func TestOrdinaryUserIsRefusedWhatMayNotBeRead(t *testing.T) {
	ns := newDwelling(t, "-deserted")
	resident := startResident(t, "sockets:7100", "unshare", "--net")
	for name, reason := range map[string]string{
		ns.name:                             "cannot be entered: operation not permitted",
		ns.path:                             "cannot be entered: operation not permitted",
		"/proc/" + resident.pid + "/ns/net": "permission denied",
	} {
		for _, mode := range []string{"-tulpn", "-xa", "-rn", "-i", "-s"} {
			t.Run(name+" "+mode, func(t *testing.T) {
				shown := name
				if name == ns.path {
					shown = ns.name
				}
				assertRefused(t, output(t, asNobody(program, "--netns", name, mode)...), shown, reason)
			})
		}
	}
}

// TestOrdinaryUserReadsAnyNamespaceByPID has a process of root's. Its tables are
// for all to read, though not where it lives.
func TestOrdinaryUserReadsAnyNamespaceByPID(t *testing.T) {
	resident := startResident(t, "sockets:7100", "unshare", "--net")
	ns := unnamedDwelling(t, "/proc/"+resident.pid+"/ns/net")
	for _, args := range []string{"-tulpn", "-anp", "-xa", "-rn", "-s", "-gn"} {
		t.Run(args, func(t *testing.T) {
			sameOutput(t, ns.enter(asNobody("netstat", args)...), asNobody(program, "--netns", resident.pid, args), nil)
		})
	}
	t.Run("-i", func(t *testing.T) {
		assertRefused(t, output(t, asNobody(program, "--netns", resident.pid, "-i")...), resident.pid, "cannot be entered: permission denied")
	})
}

// TestOthersAreShownBesideWhatCannotBeRead has good names around bad ones.
func TestOthersAreShownBesideWhatCannotBeRead(t *testing.T) {
	first, second := newDwelling(t, "-a"), newDwelling(t, "-b")
	startResident(t, "sockets:7100", first.enter()...)
	startResident(t, "visit:"+second.path)
	for bad, shown := range map[string]string{"": `""`, "nse-absent": "nse-absent", "/etc/passwd": "/etc/passwd", "..": ".."} {
		for _, names := range [][]string{
			{"--netns", first.name + "," + bad + "," + second.name},
			{"--netns", bad, "--netns", first.name, "--netns", second.name + "," + bad},
		} {
			t.Run(strings.Join(names, " "), func(t *testing.T) {
				got := ourOutput(t, append(names, "-anp")...)
				assert.Regexp(t, `^gonetstat: `+regexp.QuoteMeta(shown)+`: .*\n$`, got.stderr)
				assert.Equal(t, 1, strings.Count(got.stderr, "\n"), got.stderr)
				assert.Equal(t, "1\n", got.status)
				for _, ns := range []*dwelling{first, second} {
					assert.Equal(t, allRows(output(t, ns.enter("netstat", "-anp")...).stdout), rowsOf(got.stdout, ns.label))
				}
				got = ourOutput(t, append(names, "-rn")...)
				assert.Equal(t, 1, strings.Count(got.stderr, "\n"), got.stderr)
				assert.Equal(t, "1\n", got.status)
				assert.Equal(t, 2, strings.Count(got.stdout, "Kernel IP routing table\n"))
			})
		}
	}
	t.Run("one good name", func(t *testing.T) {
		got := ourOutput(t, "--netns", "nse-absent,"+first.name, "-tln")
		assert.Equal(t, "1\n", got.status)
		assert.Contains(t, got.stdout, " NetNS\n", "the columns do not depend on what could be read")
	})
	t.Run("beside --all-netns", func(t *testing.T) {
		got := ourOutput(t, "--all-netns", "--netns", "nse-absent", "-tln")
		assert.Equal(t, "1\n", got.status)
		assert.Contains(t, got.stderr, "gonetstat: nse-absent: ")
		assert.Equal(t, allRows(output(t, first.enter("netstat", "-tln")...).stdout), rowsOf(got.stdout, first.label))
	})
}

// TestOrdinaryUserSeesOwnNamespacesInTheListOfAll has a namespace of an
// ordinary user's process beside those of root's.
func TestOrdinaryUserSeesOwnNamespacesInTheListOfAll(t *testing.T) {
	deserted := newDwelling(t, "-deserted")
	startResident(t, "visit:"+deserted.path)
	binary := copyForAll(t)
	resident := startResidentAs(t, binary, "sockets:7100", asNobody("unshare", "--user", "--map-root-user", "--net")...)
	ns := unnamedDwelling(t, "/proc/"+resident.pid+"/ns/net")
	for _, args := range []string{"-tulpn", "-anp", "-xap", "-tanpoe", "-rn", "-s"} {
		t.Run(args, func(t *testing.T) {
			sameOutput(t, ns.enter(asNobody("netstat", args)...), asNobody(program, "--all-netns", args), func(ours, reference result) (result, result) {
				assert.NotContains(t, ours.stderr, "panic")
				assert.Equal(t, 1, strings.Count(ours.stderr, "gonetstat: "+deserted.name+": "), ours.stderr)
				assert.NotContains(t, ours.stderr, ns.label)
				assert.NotContains(t, ours.stdout, deserted.name)
				assert.Equal(t, "1\n", ours.status, "a namespace could not be read")
				if block, count := blockOf(ours.stdout, ns.label); count > 0 {
					return result{stdout: block}, result{stdout: reference.stdout}
				}
				return result{stdout: rowsOf(ours.stdout, ns.label)}, result{stdout: allRows(reference.stdout)}
			})
		})
	}
	for _, args := range []string{"-tulpn", "-an", "-xap", "-rn", "-s6"} {
		t.Run("by PID "+args, func(t *testing.T) {
			sameOutput(t, ns.enter(asNobody("netstat", args)...), asNobody(program, "--netns", resident.pid, args), nil)
		})
	}
}

// TestOrdinaryUserReadsThroughOwnProcess has an ordinary user's process in a
// namespace of root's.
func TestOrdinaryUserReadsThroughOwnProcess(t *testing.T) {
	ns := newDwelling(t, "-shared")
	startResident(t, "sockets:7100", ns.enter()...)
	resident := startResidentAs(t, copyForAll(t), "stay", ns.enter(asNobody()...)...)
	for _, name := range []string{ns.name, ns.path, resident.pid} {
		for _, args := range []string{"-tulpn", "-anp", "-rn", "-s", "-gn"} {
			t.Run(name+" "+args, func(t *testing.T) {
				sameOutput(t, ns.enter(asNobody("netstat", args)...), asNobody(program, "--netns", name, args), nil)
			})
		}
	}
	t.Run("-i", func(t *testing.T) {
		got := output(t, asNobody(program, "--netns", ns.name, "-i")...)
		assert.Empty(t, got.stdout, "interfaces are asked for inside")
		assert.Regexp(t, `^gonetstat: .*`+regexp.QuoteMeta(ns.name)+`: .*operation not permitted.*\n$`, got.stderr)
		assert.Equal(t, "1\n", got.status)
	})
}

// copyForAll copies the test binary to where every user may run it.
func copyForAll(t *testing.T) string {
	t.Helper()
	from, err := os.Open("/proc/self/exe")
	require.NoError(t, err)
	defer from.Close()
	to, err := os.OpenFile(filepath.Join(filepath.Dir(program), "resident"), os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o755)
	require.NoError(t, err)
	_, err = io.Copy(to, from)
	require.NoError(t, err)
	require.NoError(t, to.Close())
	return to.Name()
}

func TestNamespaceIsListedAgainEverySecond(t *testing.T) {
	ns := newDwelling(t, "-again")
	startResident(t, "sockets:7100", ns.enter()...)
	for options, lines := range map[string]int{"-ctln": 4, "-crn": 2, "-cia": 2} {
		t.Run(options, func(t *testing.T) {
			t.Parallel()
			reference, err := exec.LookPath("netstat")
			require.NoError(t, err)
			want, wantStatus, _ := twoListings(t, ns.namespace, reference, options, lines)
			here := (*namespace)(nil)
			script := filepath.Join(t.TempDir(), "gonetstat")
			require.NoError(t, os.WriteFile(script, fmt.Appendf(nil, "#!/bin/sh\nexec %s --netns %s \"$@\"\n", program, ns.name), 0o755))
			got, gotStatus, pause := twoListings(t, here, script, options, lines)
			assert.Equal(t, want, got)
			assert.Equal(t, wantStatus, gotStatus)
			assert.InDelta(t, 1, pause.Seconds(), 0.5)
			live.Add(1)
		})
	}
}

// TestContinuousListingGoesOnWithoutANamespace names one that is not there
// beside one that is, which ends half-way.
func TestContinuousListingGoesOnWithoutANamespace(t *testing.T) {
	t.Parallel()
	ns := newDwelling(t, "-ends")
	cmd := exec.Command("timeout", "20", program, "-ctln", "--netns", ns.name+",nse-absent")
	var stdout, stderr strings.Builder
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	require.NoError(t, cmd.Start())
	time.Sleep(2500 * time.Millisecond)
	require.NoError(t, exec.Command("ip", "netns", "delete", ns.name).Run())
	require.Error(t, cmd.Wait())
	assert.Equal(t, 1, cmd.ProcessState.ExitCode(), "the last namespace is gone")
	assert.Equal(t, 3, strings.Count(stdout.String(), "Active Internet connections (only servers)\n"), stdout.String())
	assert.Equal(t, 1, strings.Count(stderr.String(), "gonetstat: nse-absent: "), stderr.String())
	assert.Equal(t, 1, strings.Count(stderr.String(), "gonetstat: "+ns.name+": "), stderr.String())
}

// TestUsageErrorsComeBeforeNamespaces checks that a command line is refused
// before any namespace is looked for.
func TestUsageErrorsComeBeforeNamespaces(t *testing.T) {
	ns := newDwelling(t, "")
	for _, name := range []string{ns.name, "nse-absent"} {
		for _, args := range []string{"--bogus", "-rs", "-i -M", "--netns", "--all-netns=yes", "--output=bogus"} {
			got := ourOutput(t, append([]string{"--netns", name, "-tln"}, strings.Fields(args)...)...)
			assert.Empty(t, got.stdout, args)
			assert.Equal(t, "3\n", got.status, args)
			assert.NotContains(t, got.stderr, name, args)
		}
	}
}
