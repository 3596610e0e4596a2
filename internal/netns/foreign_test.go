package netns

import (
	"io/fs"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// foreignProc gives the procfs of a PID namespace that the test is not in. A
// process lives there, in a network namespace of its own.
func foreignProc(t *testing.T) (proc string, lives *living) {
	t.Helper()
	parent := sleepUnshared(t, "--pid", "--fork", "--mount-proc")
	child, err := os.ReadFile("/proc/" + parent.pid() + "/task/" + parent.pid() + "/children")
	require.NoError(t, err)
	proc = "/proc/" + strings.TrimSpace(string(child)) + "/root/proc"
	_, err = os.Stat(proc + "/self/ns/net")
	require.ErrorIs(t, err, fs.ErrNotExist, "the procfs shows the test")
	return proc, parent
}

func TestProcfsOfAnotherPIDNamespace(t *testing.T) {
	needRoot(t)
	deserted := addNamed(t, "")
	proc, lives := foreignProc(t)
	f := finder(t, Config{Proc: proc})

	for _, arg := range []string{deserted, "/run/netns/" + deserted} {
		n, err := f.Resolve(arg)
		require.NoError(t, err, "its file is not in the procfs")
		assert.Equal(t, deserted, n.Label())
		assert.Equal(t, command(t, "ip", "netns", "exec", deserted, "cat", "/proc/net/dev_snmp6/lo"), readTable(t, n, "dev_snmp6/lo"))
	}

	listing, err := f.List()
	require.NoError(t, err)
	assert.Empty(t, listing.Unusable)
	found := map[uint64]*Namespace{}
	for _, n := range listing.Namespaces {
		assert.False(t, n.Own, "what the program's own is, the procfs does not tell")
		found[n.Inode] = n
	}
	require.Contains(t, found, inodeAt(t, "/run/netns/"+deserted))
	require.Contains(t, found, lives.inode(t))
	n := found[lives.inode(t)]
	assert.Equal(t, []resident{"1"}, n.residents)
	assert.Contains(t, readTable(t, n, "dev"), "Inter-|")
}
