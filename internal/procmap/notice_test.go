package procmap

import (
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gonetstat/gonetstat/internal/testkit"
)

// Fabricated proc directories as a user without rights finds them, and the
// inodes of the sockets that are listed.
var deniedTrees = []struct {
	name   string
	make   func(t *testing.T, proc string)
	inodes []string
}{
	{"all readable", func(t *testing.T, proc string) {
		newProcess(t, proc, "50", "a", "socket:[42]")
	}, []string{"42", "43"}},
	{"no process", func(t *testing.T, proc string) {}, []string{"42"}},
	{"fd of one denied", func(t *testing.T, proc string) {
		newProcess(t, proc, "50", "a", "socket:[43]")
		newProcess(t, proc, "51", "b", "socket:[42]")
		deny(t, proc, "50/fd")
	}, []string{"42", "43"}},
	{"fd of one denied, the other has another socket", func(t *testing.T, proc string) {
		newProcess(t, proc, "50", "a", "socket:[43]")
		newProcess(t, proc, "51", "b", "socket:[99]")
		deny(t, proc, "50/fd")
	}, []string{"42", "43"}},
	{"fd of one denied, the other has no socket", func(t *testing.T, proc string) {
		newProcess(t, proc, "50", "a", "socket:[43]")
		newProcess(t, proc, "51", "b", "/dev/null")
		deny(t, proc, "50/fd")
	}, []string{"42", "43"}},
	{"fd of one denied, cmdline of the other", func(t *testing.T, proc string) {
		newProcess(t, proc, "50", "a", "socket:[43]")
		newProcess(t, proc, "51", "b", "socket:[42]")
		deny(t, proc, "50/fd")
		deny(t, proc, "51/cmdline")
	}, []string{"42", "43"}},
	{"fd of one denied, no socket listed", func(t *testing.T, proc string) {
		newProcess(t, proc, "50", "a", "socket:[43]")
		newProcess(t, proc, "51", "b", "socket:[42]")
		deny(t, proc, "50/fd")
	}, nil},
	{"fd of the only one denied", func(t *testing.T, proc string) {
		newProcess(t, proc, "50", "a", "socket:[42]")
		deny(t, proc, "50/fd")
	}, []string{"42"}},
	{"fd of the only one denied, no socket listed", func(t *testing.T, proc string) {
		newProcess(t, proc, "50", "a", "socket:[42]")
		deny(t, proc, "50/fd")
	}, nil},
	{"directory of one denied", func(t *testing.T, proc string) {
		newProcess(t, proc, "50", "a", "socket:[43]")
		newProcess(t, proc, "51", "b", "socket:[42]")
		deny(t, proc, "50")
	}, []string{"42", "43"}},
	{"cmdline denied", func(t *testing.T, proc string) {
		newProcess(t, proc, "50", "a", "socket:[42]")
		deny(t, proc, "50/cmdline")
	}, []string{"42"}},
	{"cmdline missing", func(t *testing.T, proc string) {
		newProcess(t, proc, "50", "a", "socket:[42]")
		require.NoError(t, os.Remove(filepath.Join(proc, "50/cmdline")))
	}, []string{"42"}},
	{"cmdline is a directory", func(t *testing.T, proc string) {
		newProcess(t, proc, "50", "a", "socket:[42]")
		require.NoError(t, os.Remove(filepath.Join(proc, "50/cmdline")))
		require.NoError(t, os.Mkdir(filepath.Join(proc, "50/cmdline"), 0o755))
	}, []string{"42"}},
	{"fd missing", func(t *testing.T, proc string) {
		newProcess(t, proc, "50", "a")
		require.NoError(t, os.Remove(filepath.Join(proc, "50/fd")))
	}, []string{"42"}},
	{"fd is a file", func(t *testing.T, proc string) {
		newProcess(t, proc, "50", "a")
		require.NoError(t, os.Remove(filepath.Join(proc, "50/fd")))
		require.NoError(t, os.WriteFile(filepath.Join(proc, "50/fd"), nil, 0o644))
	}, []string{"42"}},
	{"fd is a loop", func(t *testing.T, proc string) {
		newProcess(t, proc, "50", "a")
		require.NoError(t, os.Remove(filepath.Join(proc, "50/fd")))
		require.NoError(t, os.Symlink("fd", filepath.Join(proc, "50/fd")))
	}, []string{"42"}},
	{"process is a file", func(t *testing.T, proc string) {
		require.NoError(t, os.WriteFile(filepath.Join(proc, "50"), nil, 0o644))
	}, []string{"42"}},
	{"links denied", func(t *testing.T, proc string) {
		newProcess(t, proc, "50", "a", "socket:[42]")
		require.NoError(t, os.Chmod(filepath.Join(proc, "50/fd"), 0o444))
		t.Cleanup(func() { _ = os.Chmod(filepath.Join(proc, "50/fd"), 0o755) })
	}, []string{"42"}},
	{"entries of fd that are no links", func(t *testing.T, proc string) {
		newProcess(t, proc, "50", "a", "socket:[42]")
		require.NoError(t, os.WriteFile(filepath.Join(proc, "50/fd/7"), nil, 0o644))
		require.NoError(t, os.Mkdir(filepath.Join(proc, "50/fd/8"), 0o755))
		require.NoError(t, os.Symlink("socket:[43]", filepath.Join(proc, "50/fd/9x")))
		require.NoError(t, os.Symlink("socket:[44]", filepath.Join(proc, "50/fd/x")))
	}, []string{"42", "43", "44"}},
	{"process is a link to a directory", func(t *testing.T, proc string) {
		newProcess(t, proc, "other", "a", "socket:[42]")
		require.NoError(t, os.Symlink("other", filepath.Join(proc, "50")))
	}, []string{"42"}},
	{"proc denied", func(t *testing.T, proc string) {
		newProcess(t, proc, "50", "a", "socket:[42]")
		require.NoError(t, os.Chmod(proc, 0o311))
		t.Cleanup(func() { _ = os.Chmod(proc, 0o755) })
	}, []string{"42"}},
}

// openTempDir returns a temporary directory that other users can reach.
func openTempDir(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	require.NoError(t, os.Chmod(filepath.Dir(dir), 0o755))
	return dir
}

func numbers(t *testing.T, texts []string) []uint64 {
	t.Helper()
	var numbers []uint64
	for _, text := range texts {
		n, err := strconv.ParseUint(text, 10, 64)
		require.NoError(t, err)
		numbers = append(numbers, n)
	}
	return numbers
}

// deny takes away all rights to a file until the end of the test.
func deny(t *testing.T, proc, path string) {
	t.Helper()
	path = filepath.Join(proc, path)
	require.NoError(t, os.Chmod(path, 0))
	t.Cleanup(func() { _ = os.Chmod(path, 0o755) })
}

// What netstat writes to stderr with each notice.
var noticeText = map[Notice]string{
	Complete:     "",
	SomeDenied:   "(Not all processes could be identified, non-owned process info\n will not be shown, you would have to be root to see it all.)\n",
	NoneReadable: "(No info could be read for \"-p\": geteuid()=65534 but you should be root.)\n",
}

func TestNoticesAreThoseOfNetstat(t *testing.T) {
	if *record {
		var table [][]string
		for _, tree := range deniedTrees {
			t.Run("record "+tree.name, func(t *testing.T) {
				proc := openTempDir(t)
				tree.make(t, proc)
				cells, stderr := runNetstat(t, proc, true, tree.inodes...)
				table = append(table, append([]string{tree.name, stderr}, cells...))
			})
		}
		writeTable(t, "notices.txt", "tree of notice_test.go, stderr, PID/Program names shown", table)
	}
	expected := map[string][]string{}
	for _, line := range readTable(t, "notices.txt") {
		expected[line[0]] = line[1:]
	}
	for _, tree := range deniedTrees {
		for _, limit := range []string{never, atStart, atEnd} {
			t.Run(tree.name+", limit "+limit, func(t *testing.T) {
				proc := openTempDir(t)
				tree.make(t, proc)
				require.Contains(t, expected, tree.name)
				report := scanAs(t, scanRequest{Proc: proc, Limit: limit, Inodes: numbers(t, tree.inodes)}, nobody)
				assert.Equal(t, expected[tree.name][0], noticeText[report.Notice])
				assert.Equal(t, strings.Join(expected[tree.name][1:], " "), strings.Join(report.Cells, " "))
			})
		}
	}
}

// hidepid=1 makes the kernel answer EPERM, hidepid=2 hides the processes:
// netstat says nothing in both cases. The shell that is process 1 of a PID
// namespace is root's, and the only other process that the scan meets.
func TestHiddenProcessesAreNoReasonForANotice(t *testing.T) {
	testkit.Need(t, "setpriv")
	testkit.NeedUnshare(t, "--mount", "--pid", "--fork")
	self, err := os.Executable()
	require.NoError(t, err)
	binary, err := os.ReadFile(self)
	require.NoError(t, err)
	// The directory of a test binary is closed to others.
	readable := filepath.Join(openTempDir(t), "procmap.test")
	require.NoError(t, os.WriteFile(readable, binary, 0o755))
	for option, notice := range map[string]Notice{"hidepid=0": NoneReadable, "hidepid=1": Complete, "hidepid=2": Complete} {
		for _, limit := range []string{never, atStart} {
			report := scanAs(t, scanRequest{Proc: "/proc", Limit: limit}, func(command *exec.Cmd) {
				script := `mount -t proc -o "$1" proc /proc &&
					setpriv --reuid=65534 --regid=65534 --clear-groups "$0"; exit $?`
				*command = *exec.Command("unshare", "--mount", "--pid", "--fork", "sh", "-c", script, readable, option)
			})
			assert.Equal(t, notice, report.Notice, "%s, limit %s", option, limit)
		}
	}
}
