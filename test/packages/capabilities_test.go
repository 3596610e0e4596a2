package packages

import (
	"net"
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

// capable copies the program and gives the copy capabilities, unless there are
// none to give.
func capable(t *testing.T, capabilities string) string {
	t.Helper()
	testkit.NeedRoot(t)
	testkit.Need(t, "setcap", "setpriv")
	content, err := os.ReadFile(program(t))
	require.NoError(t, err)
	dir, err := os.MkdirTemp(scratch, "capable-")
	require.NoError(t, err)
	require.NoError(t, os.Chmod(dir, 0o755))
	path := filepath.Join(dir, "gonetstat")
	require.NoError(t, os.WriteFile(path, content, 0o755))
	if capabilities != "" {
		if out, err := exec.Command("setcap", capabilities+"+ep", path).CombinedOutput(); err != nil {
			testkit.Lacking(t, "the file system of "+dir+" takes no capabilities: "+string(out))
		}
	}
	return path
}

// asNobody runs a command as a user who may do nothing special.
func asNobody(t *testing.T, command string, args ...string) (stdout, stderr string) {
	t.Helper()
	args = append([]string{"--reuid=65534", "--regid=65534", "--clear-groups", command}, args...)
	cmd := exec.Command("setpriv", args...)
	var out, errs strings.Builder
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	if _, ok := err.(*exec.ExitError); !ok {
		require.NoError(t, err)
	}
	return out.String(), errs.String()
}

// neighbour starts a process of root's in a network namespace of its own and
// gives its PID and the namespace's label.
func neighbour(t *testing.T) (pid, label string) {
	t.Helper()
	testkit.NeedUnshare(t, "--net")
	pid = strconv.Itoa(testkit.Reside(t, "unshare", "--net").PID)
	label, err := os.Readlink("/proc/" + pid + "/ns/net")
	require.NoError(t, err)
	return pid, label
}

// listen opens a TCP socket of root's and gives its port.
func listen(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp4", "127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(func() { listener.Close() })
	_, port, err := net.SplitHostPort(listener.Addr().String())
	require.NoError(t, err)
	return port
}

// ownerOf gives the owner in the row of a listening port.
func ownerOf(t *testing.T, list, port string) string {
	t.Helper()
	for line := range strings.Lines(list) {
		if columns := strings.Fields(line); len(columns) > 6 && columns[3] == "127.0.0.1:"+port {
			return columns[6]
		}
	}
	require.Fail(t, "port "+port+" is not listed", list)
	return ""
}

func TestTwoCapabilitiesAreEnoughForOwners(t *testing.T) {
	port := listen(t)
	list, errs := asNobody(t, capable(t, "cap_sys_ptrace,cap_dac_read_search"), "-tulpn")
	assert.Empty(t, errs)
	assert.True(t, strings.HasPrefix(ownerOf(t, list, port), strconv.Itoa(os.Getpid())+"/"), list)
}

func TestEachOfTheTwoCapabilitiesIsNeededForOwners(t *testing.T) {
	port := listen(t)
	for _, capabilities := range []string{"", "cap_sys_ptrace", "cap_dac_read_search"} {
		list, _ := asNobody(t, capable(t, capabilities), "-tulpn")
		assert.Equal(t, "-", ownerOf(t, list, port), capabilities)
	}
}

func TestPtraceIsEnoughForNamespaces(t *testing.T) {
	pid, label := neighbour(t)
	copied := capable(t, "cap_sys_ptrace")
	list, _ := asNobody(t, copied, "--all-netns", "-r")
	assert.Contains(t, list, "Network namespace "+label+"\n")
	_, errs := asNobody(t, copied, "--netns", pid, "-tan")
	assert.Empty(t, errs)
}

func TestNamespacesOfOthersAreHiddenWithoutCapabilities(t *testing.T) {
	pid, label := neighbour(t)
	copied := capable(t, "")
	list, errs := asNobody(t, copied, "--all-netns", "-r")
	assert.NotContains(t, list, "Network namespace "+label+"\n")
	assert.Contains(t, errs, "Not all network namespaces may be shown")
	list, errs = asNobody(t, copied, "--netns", pid, "-i")
	assert.NotEmpty(t, errs, "which takes the right to enter")
	assert.NotContains(t, list, "lo ")
	// Whoever may list a process's directory may read its tables.
	list, errs = asNobody(t, copied, "--netns", pid, "-gn")
	assert.Empty(t, errs)
	assert.Contains(t, list, "ff02::1\n")
}

func TestInterfacesOfOtherNamespacesNeedTheRightToEnter(t *testing.T) {
	pid, _ := neighbour(t)
	_, errs := asNobody(t, capable(t, "cap_sys_ptrace"), "--netns", pid, "-ie")
	assert.Contains(t, errs, "CAP_SYS_ADMIN")
	list, errs := asNobody(t, capable(t, "cap_sys_ptrace,cap_sys_admin"), "--netns", pid, "-iae")
	assert.Empty(t, errs)
	assert.Contains(t, list, "lo: ")
}

// TestCapabilitiesReachNamespacesWithoutProcesses makes a namespace in a mount
// namespace of its own, where no other listing meets it.
func TestCapabilitiesReachNamespacesWithoutProcesses(t *testing.T) {
	testkit.NeedNamespaces(t)
	for capabilities, want := range map[string]string{
		"cap_sys_ptrace,cap_dac_read_search": "deserted: the network namespace cannot be entered",
		"cap_sys_admin":                      "Kernel IP routing table",
	} {
		copied := capable(t, capabilities)
		const inside = `mount -t tmpfs none /run && ip netns add deserted &&
			exec setpriv --reuid=65534 --regid=65534 --clear-groups "$@"`
		out, _ := exec.Command("unshare", "-m", "sh", "-c", inside, "sh", copied, "--netns", "deserted", "-r").CombinedOutput()
		assert.Contains(t, string(out), want, capabilities)
	}
}
