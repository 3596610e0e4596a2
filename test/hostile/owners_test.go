package hostile

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gonetstat/gonetstat/internal/testkit"
)

// object is what JSON says of a socket that matters here.
type object struct {
	LocalPort   int     `json:"local_port"`
	State       string  `json:"state"`
	UID         *int    `json:"uid"`
	User        *string `json:"user"`
	Inode       int     `json:"inode"`
	PID         *int    `json:"pid"`
	OwnerStatus string  `json:"owner_status"`
	Owners      []owner `json:"owners"`
}

type owner struct {
	PID  int    `json:"pid"`
	Comm string `json:"comm"`
	FD   int    `json:"fd"`
}

// objects lists sockets as JSON in a network namespace.
func objects(t *testing.T, netns string, words ...string) (list []object) {
	t.Helper()
	got := finish(t, exec.Command("ip", append([]string{"netns", "exec", netns, program, "--json"}, words...)...))
	require.Zero(t, got.status, got.stderr)
	require.NoError(t, json.Unmarshal([]byte(got.stdout), &list))
	return list
}

// descriptors are those of the sockets of each port, as "PID/FD" in any order.
type descriptors map[int]map[string]bool

func (d descriptors) add(port, pid, fd int) {
	if d[port] == nil {
		d[port] = map[string]bool{}
	}
	d[port][fmt.Sprintf("%d/%d", pid, fd)] = true
}

// bySS asks ss, which does not see descriptors of a thread alone.
func bySS(t *testing.T, netns string) descriptors {
	t.Helper()
	got := finish(t, exec.Command("ip", "netns", "exec", netns, "ss", "-tlnpTH"))
	require.Zero(t, got.status, got.stderr)
	found := descriptors{}
	user := regexp.MustCompile(`\("[^"]*",pid=(\d+)(?:,tid=\d+)?,fd=(\d+)\)`)
	for line := range strings.Lines(got.stdout) {
		port := number(t, regexp.MustCompile(`:(\d+) `).FindStringSubmatch(line)[1])
		for _, its := range user.FindAllStringSubmatch(line, -1) {
			found.add(port, number(t, its[1]), number(t, its[2]))
		}
	}
	return found
}

// byLsof asks lsof.
func byLsof(t *testing.T, netns string) descriptors {
	t.Helper()
	got := finish(t, exec.Command("ip", "netns", "exec", netns, "lsof", "-nP", "-iTCP", "-sTCP:LISTEN", "-Fpfn"))
	found := descriptors{}
	pid, fd := 0, 0
	for line := range strings.Lines(got.stdout) {
		value := strings.TrimSpace(line[1:])
		switch line[0] {
		case 'p':
			pid = number(t, value)
		case 'f':
			fd = number(t, value)
		case 'n':
			found.add(number(t, value[strings.LastIndexByte(value, ':')+1:]), pid, fd)
		}
	}
	return found
}

func number(t *testing.T, text string) int {
	t.Helper()
	n, err := strconv.Atoi(text)
	require.NoError(t, err)
	return n
}

func TestEveryProcessThatHasASocketIsListed(t *testing.T) {
	testkit.Need(t, "ss", "lsof")
	ns := namespace(t, "share")
	helper := startHelper(t, ns, "share")
	own := descriptors{}
	listed := objects(t, ns, "-tln")
	processes := map[int]map[int]bool{}
	for _, row := range listed {
		require.NotEmpty(t, row.Owners, row)
		assert.Equal(t, "known", row.OwnerStatus)
		assert.Equal(t, row.Owners[0].PID, *row.PID, "the first owner is net-tools'")
		for _, its := range row.Owners {
			own.add(row.LocalPort, its.PID, its.FD)
			comm, err := os.ReadFile(fmt.Sprintf("/proc/%d/comm", its.PID))
			require.NoError(t, err)
			assert.Equal(t, strings.TrimSpace(string(comm)), its.Comm)
			if processes[row.LocalPort] == nil {
				processes[row.LocalPort] = map[int]bool{}
			}
			processes[row.LocalPort][its.PID] = true
		}
	}
	for port, want := range map[int][2]int{ // processes and descriptors
		forkedPort: {3, 3}, sentPort: {2, 2}, reusedPort: {2, 2}, activatedPort: {2, 2}, doubledPort: {1, 2}, threadPort: {1, 1},
	} {
		assert.Len(t, processes[port], want[0], port)
		assert.Len(t, own[port], want[1], port)
		assert.True(t, processes[port][helper.PID] || port == forkedPort, port)
	}

	require.Len(t, own[threadPort], 1)
	thread := own[threadPort]
	for name, others := range map[string]descriptors{"ss": bySS(t, ns), "lsof": byLsof(t, ns)} {
		others[threadPort] = thread // which neither finds
		assert.Equal(t, own, others, name)
	}

	// A row for each process, in net-tools' form.
	got := finish(t, exec.Command("ip", "netns", "exec", ns, program, "-tln", "--all-owners"))
	for port, pids := range processes {
		assert.Equal(t, len(pids), strings.Count(got.stdout, fmt.Sprintf(" 127.0.0.1:%d ", port)), port)
		for pid := range pids {
			assert.Regexp(t, fmt.Sprintf(`(?m) 127\.0\.0\.1:%d .* %d/`, port, pid), got.stdout)
		}
	}
	reference := finish(t, exec.Command("ip", "netns", "exec", ns, "netstat", "-tlnp"))
	plain := finish(t, exec.Command("ip", "netns", "exec", ns, program, "-tlnp"))
	assert.Equal(t, reference, plain, "without the option nothing changes")
}

func TestASocketWithoutAProcessSaysWhy(t *testing.T) {
	ns := namespace(t, "orphan")
	startHelper(t, ns, "share")
	orphans := 0
	for _, row := range objects(t, ns, "-tan", "--port", strconv.Itoa(orphanedPort)) {
		if row.Inode != 0 {
			assert.Equal(t, "known", row.OwnerStatus)
			assert.NotNil(t, row.UID)
			continue
		}
		orphans++
		assert.Equal(t, "none", row.OwnerStatus)
		assert.Empty(t, row.Owners)
		if row.UID == nil { // newer kernels remember it
			assert.Nil(t, row.User)
		} else {
			assert.NotZero(t, *row.UID)
		}
	}
	assert.Equal(t, 1, orphans)

	// A process that does not tell may have any socket.
	got := shell(t, `exec ip netns exec "$1" setpriv --bounding-set=-sys_ptrace --inh-caps=-sys_ptrace "$P" -tln --json`, ns)
	var list []object
	require.NoError(t, json.Unmarshal([]byte(got.stdout), &list), got.stderr)
	require.NotEmpty(t, list)
	for _, row := range list {
		assert.Equal(t, "denied", row.OwnerStatus)
		assert.Nil(t, row.PID)
	}

	// The tests' own PID namespace is an inner one, so whoever has left it cannot
	// be seen: neither can who lives in another.
	inner := shell(t, `exec ip netns exec "$1" unshare --pid --fork --mount-proc "$P" -tln --json`, ns)
	require.NoError(t, json.Unmarshal([]byte(inner.stdout), &list), inner.stderr)
	require.NotEmpty(t, list)
	for _, row := range list {
		assert.Equal(t, "elsewhere", row.OwnerStatus)
	}
}
