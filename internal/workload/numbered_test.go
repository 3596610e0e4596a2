package workload

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"github.com/gonetstat/gonetstat/internal/cgroups"
	"github.com/gonetstat/gonetstat/internal/testkit"
)

// needIDs ends a test where the kernel does not tell the ids of processes' cgroups.
func needIDs(t *testing.T) {
	t.Helper()
	if _, err := cgroups.OfProcess(os.Getpid()); errors.Is(err, unix.ENOTTY) {
		t.Skip("needs Linux 6.13, which tells the cgroup of a process by PIDFD_GET_INFO")
	}
}

func TestIDsTellTheSameAsFiles(t *testing.T) {
	needIDs(t)
	h := testkit.NeedHierarchy(t, "")
	for path, container := range map[string]bool{
		"/docker/" + id: true,
		".slice/docker-" + id + ".scope/a b\\x20c": true,
		cgroupfs + other:                                   true,
		"/lxc.payload.\x1b[31m\u202e\xff\t/x":              true,
		".slice/user@1000.service/docker-" + id + ".scope": true,
		".slice/sshd.service":                              false,
		"/a/b/c/d/e/f/g/h":                                 false,
	} {
		path = h.Make(t, testkit.OwnCgroup()+path)
		process := sleeper(t)
		pid := process.Process.Pid
		h.Enter(t, path, pid)
		_, root := newMachine(t, nil)
		byFiles, byIDs := New(Config{Root: root}), New(Config{Root: root})
		byIDs.numbered.asked.Store(fewProcesses)
		want := *byFiles.Process(pid)
		assert.NotEmpty(t, want.Cgroup)
		found := false
		for range 10_000 { // one directory each time
			if _, _, found = byIDs.numbered.container(pid); found {
				break
			}
			if !container {
				require.Equal(t, want, *byIDs.Process(pid))
			}
		}
		assert.Equal(t, container, found, path)
		assert.Equal(t, want, *byIDs.Process(pid))
		byIDs.Close()
		byFiles.Close()
	}
}

func TestFewProcessesAreFoundByTheirFiles(t *testing.T) {
	n := newNumbered("/proc")
	n.tree = func() *cgroups.Tree { t.Error("looked for the tree"); return nil }
	for range fewProcesses {
		_, _, ok := n.container(os.Getpid())
		assert.False(t, ok)
	}
	n.close()
}

func TestIDsAreOfOwnProcessesOnly(t *testing.T) {
	assert.True(t, isOfOwnProcesses("/proc"))
	proc := t.TempDir()
	testkit.WriteTree(t, proc, map[string]string{"self/status": fmt.Sprintf("NSpid:\t%d\n", os.Getpid())})
	assert.False(t, isOfOwnProcesses(proc), "a made-up tree")
	assert.Nil(t, newNumbered(proc).tree())
	assert.False(t, isOfOwnProcesses("/nowhere"))

	testkit.NeedUnshare(t, "--pid", "--fork")
	assert.Equal(t, "false", elsewhere(t, "exec unshare --pid --fork"))
}

func TestIDsAreNotAskedForOutsideACgroupNamespace(t *testing.T) {
	needIDs(t)
	h := testkit.NeedHierarchy(t, "")
	testkit.NeedUnshare(t, "--cgroup")
	assert.Equal(t, "true", elsewhere(t, "exec"))
	inner := h.Make(t, testkit.OwnCgroup()+".slice/inner")
	assert.Equal(t, "false", elsewhere(t, "echo $$ >"+h.Mount+inner+"/cgroup.procs && exec unshare --cgroup"))
}

func TestIDsDoNotTellWhatProcHides(t *testing.T) {
	needIDs(t)
	testkit.NeedHierarchy(t, "")
	testkit.NeedUnshare(t, "--mount", "--pid", "--fork")
	for options, want := range map[string]string{"": "true", "hidepid=1": "false", "hidepid=2": "false", "hidepid=4": "false"} {
		mount := "mount -t proc proc /proc"
		if options != "" {
			mount = "mount -t proc -o " + options + " proc /proc"
		}
		assert.Equal(t, want, elsewhere(t, `exec unshare --mount --pid --fork sh -c '`+mount+` && exec "$@"' sh`), options)
	}
}

// elsewhere runs a command of the shell with a program behind it, and gives whether
// that may ask for ids.
func elsewhere(t *testing.T, command string) string {
	t.Helper()
	testkit.Need(t, "sh")
	c := exec.Command("sh", "-c", command+` "$0" -test.run '^TestHelperElsewhere$'`, os.Args[0])
	c.Env = append(os.Environ(), "ELSEWHERE=1")
	output, err := c.CombinedOutput()
	require.NoError(t, err, string(output))
	answer, _, _ := strings.Cut(string(output), "\n")
	return strings.TrimPrefix(answer, "usable: ")
}

// TestHelperElsewhere is what elsewhere runs.
func TestHelperElsewhere(t *testing.T) {
	if os.Getenv("ELSEWHERE") != "" {
		fmt.Println("usable:", newNumbered("/proc").tree() != nil)
	}
}
