package sockdiag

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"github.com/gonetstat/gonetstat/internal/cgroups"
	"github.com/gonetstat/gonetstat/internal/testkit"
)

func TestLiveCgroupOfASocketIsTheOneItWasMadeIn(t *testing.T) {
	enterNamespace(t)
	mountPoint := ""
	for line := range strings.Lines(run(t, "cat", "/proc/self/mountinfo")) {
		if fields := strings.Fields(line); strings.Contains(line, " - cgroup2 ") && fields[3] == "/" {
			mountPoint = fields[4]
		}
	}
	if mountPoint == "" {
		testkit.Lacking(t, "cgroup2 is not mounted")
	}
	name := fmt.Sprintf("gonetstat-sockdiag-%d", os.Getpid())
	directory := filepath.Join(mountPoint, name)
	if err := os.Mkdir(directory, 0o755); err != nil {
		testkit.Lacking(t, "cannot make a cgroup: "+err.Error())
	}
	defer unix.Rmdir(directory)
	cgroup, err := os.Open(directory)
	require.NoError(t, err)
	defer cgroup.Close()
	cmd := exec.Command("/proc/self/exe")
	cmd.Env = append(os.Environ(), holdEnv+"=1")
	cmd.SysProcAttr = &syscall.SysProcAttr{UseCgroupFD: true, CgroupFD: int(cgroup.Fd())}
	holder := testkit.Start(t, cmd)
	defer holder.Stop() // before the cgroup is removed

	tree, err := cgroups.Open("/proc")
	require.NoError(t, err)
	defer tree.Close()
	members, err := os.ReadFile(filepath.Join(directory, "cgroup.procs"))
	require.NoError(t, err)
	require.Equal(t, strconv.Itoa(holder.PID)+"\n", string(members))
	sockets := dump(t, open(t), Request{Protocol: TCP, Family: IPv4, States: All})
	require.Len(t, sockets, 3) // a listener and both ends of a connection
	for _, socket := range sockets {
		path, known := tree.Path(socket.CgroupID)
		assert.True(t, known)
		assert.Equal(t, "/"+name, path)
	}
	assert.Equal(t, 3, strings.Count(run(t, "ss", "-taneH"), " cgroup:/"+name+" "))
}
