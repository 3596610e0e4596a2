//go:build linux

package netstat

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gonetstat/gonetstat/internal/netns"
	"github.com/gonetstat/gonetstat/internal/procmap"
)

func TestRowsKnowTheirNamespace(t *testing.T) {
	o := tree(t, threeNamespaces)
	o.AllNetNS = true
	rows, errs := collect(Sockets(t.Context(), o))
	require.Empty(t, errs)
	require.Len(t, rows, 4)
	assert.Equal(t, Namespace{Inode: 101, Own: true, PIDs: []int{3}}, *rows[0].Namespace)
	assert.Equal(t, Namespace{Label: "net:[105]", Inode: 105, PIDs: []int{5, 6}}, *rows[1].Namespace)
	assert.Equal(t, Namespace{Label: "net:[107]", Inode: 107, PIDs: []int{7}}, *rows[2].Namespace)
	assert.Same(t, rows[2].Namespace, rows[3].Namespace)
	all, errs := collect(Namespaces(t.Context(), o))
	require.Empty(t, errs)
	assert.Equal(t, []Namespace{*rows[0].Namespace, *rows[1].Namespace, *rows[2].Namespace}, all)

	o.AllNetNS, o.NetNSPIDs = false, []int{6}
	some, errs := collect(Namespaces(t.Context(), o))
	require.Empty(t, errs)
	assert.Equal(t, []Namespace{{Label: "net:[105]", Inode: 105, PIDs: []int{6}}}, some)
}

func TestANamespaceHasAllItsNames(t *testing.T) {
	name, pid := namespace(t, "names", 4715)
	dir := t.TempDir()
	for _, link := range []string{"blue", "amber"} {
		require.NoError(t, os.Symlink("/run/netns/"+name, filepath.Join(dir, link)))
	}
	require.NoError(t, os.WriteFile(filepath.Join(dir, "half-made"), nil, 0))
	var info syscall.Stat_t
	require.NoError(t, syscall.Stat("/run/netns/"+name, &info))
	rows, errs := collect(Sockets(t.Context(), Options{AllNetNS: true, NetNSDirs: []string{dir}, Protocols: TCP, Ports: []PortRange{{4715, 4715}}}))
	assert.Empty(t, errs, "ip netns add is about to make one")
	require.Len(t, rows, 1)
	assert.Equal(t, "amber", rows[0].NetNS)
	assert.Equal(t, Namespace{Label: "amber", Inode: info.Ino, Names: []string{"amber", "blue"}, PIDs: []int{pid}}, *rows[0].Namespace)

	for _, o := range []Options{{NetNSNames: []string{name}}, {NetNSNames: []string{name, name}, NetNS: []string{name}}} {
		rows, errs := collect(Sockets(t.Context(), o))
		assert.Empty(t, errs)
		require.Len(t, rows, 1)
		assert.Equal(t, name, rows[0].NetNS)
	}
	for _, stranger := range []string{strconv.Itoa(pid), "/run/netns/" + name, "../netns/" + name, "", "-"} {
		_, errs := collect(Sockets(t.Context(), Options{NetNSNames: []string{stranger}}))
		assert.Len(t, errs, 1, stranger)
	}
}

func TestErrorsSayWhatIsWrongWithANamespace(t *testing.T) {
	o := tree(t, threeNamespaces)
	require.NoError(t, os.WriteFile(filepath.Join(o.NetNSDirs[0], "stale"), []byte("stale"), 0o644))
	o.NetNS = []string{"stale", "missing"}
	o.NetNSPIDs = []int{99}
	var got []NamespaceError
	for _, err := range Sockets(t.Context(), o) {
		about, ok := errors.AsType[*NamespaceError](err)
		require.True(t, ok, "%v", err)
		got = append(got, *about)
	}
	require.Len(t, got, 3)
	for i, want := range []struct {
		name string
		is   error
	}{{"stale", ErrNotNamespace}, {"missing", fs.ErrNotExist}, {"99", fs.ErrNotExist}} {
		assert.Equal(t, want.name, got[i].Name)
		assert.ErrorIs(t, &got[i], want.is)
		for _, other := range []error{ErrGone, ErrNotPermitted, ErrNotNamespace} {
			assert.Equal(t, other == want.is, errors.Is(&got[i], other), "%s: %v", want.name, other)
		}
	}

	require.NoError(t, os.Mkdir(filepath.Join(o.ProcRoot, "7/net/tcp6"), 0o755))
	o.NetNS, o.NetNSPIDs = nil, []int{7}
	_, errs := collect(Sockets(t.Context(), o))
	assert.Equal(t, []string{"network namespace net:[107]: read " + o.ProcRoot + "/net/tcp6: is a directory"}, errs)
	for _, err := range Sockets(t.Context(), o) {
		if about, ok := errors.AsType[*NamespaceError](err); ok {
			assert.Equal(t, uint64(107), about.Inode)
			assert.ErrorIs(t, err, syscall.EISDIR)
		}
	}
}

func TestTooFewFilesAreFoundInErrors(t *testing.T) {
	assert.ErrorIs(t, namespaceError(&netns.Error{Name: "blue", Reason: "x", Err: syscall.EMFILE}, "", 1), syscall.EMFILE)
	assert.ErrorIs(t, procmap.ErrTooFewFiles, syscall.EMFILE)
}

// seen is what an ordinary user finds out in a process of its own.
type seen struct {
	Gaps         Gaps
	NotPermitted bool // the namespace named may not be read
	Inode        uint64
	ByPID        []string // the sockets of another user's process
	Interfaces   bool     // those of that are refused
	Own          int      // interfaces of its own namespace
}

func lookAround(name, pid string) {
	number, _ := strconv.Atoi(pid)
	var s seen
	for range Sockets(context.Background(), Options{AllNetNS: true, Owners: true, Gaps: func(g Gaps) { s.Gaps = g }}) {
		continue
	}
	for _, err := range Sockets(context.Background(), Options{NetNS: []string{name}}) {
		if about, ok := errors.AsType[*NamespaceError](err); ok {
			s.NotPermitted, s.Inode = errors.Is(err, ErrNotPermitted), about.Inode
		}
	}
	for row, err := range Sockets(context.Background(), Options{NetNSPIDs: []int{number}}) {
		if err == nil {
			s.ByPID = append(s.ByPID, row.NetNS+" "+row.Local.String())
		}
	}
	for _, err := range Interfaces(context.Background(), Options{NetNSPIDs: []int{number}}) {
		s.Interfaces = errors.Is(err, ErrNotPermitted)
	}
	for _, err := range Interfaces(context.Background(), Options{}) {
		if err == nil {
			s.Own++
		}
	}
	_ = json.NewEncoder(os.Stdout).Encode(s)
}

func TestAnOrdinaryUserLearnsWhatIsMissing(t *testing.T) {
	name, _ := namespace(t, "user", 4716)
	pid := listenIn(t, 4717, "unshare", "--net")
	cmd := exec.Command("/proc/self/exe") // open to it, whatever directory it is in
	cmd.Env = append(os.Environ(), lookVariable+"="+name+" "+strconv.Itoa(pid))
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	cmd.Dir = "/"
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	require.NoError(t, err)
	var s seen
	require.NoError(t, json.Unmarshal(out, &s))
	var info syscall.Stat_t
	require.NoError(t, syscall.Stat("/run/netns/"+name, &info))
	assert.Positive(t, s.Gaps.Unread)
	assert.Positive(t, s.Gaps.Unasked)
	assert.True(t, s.NotPermitted)
	assert.Equal(t, info.Ino, s.Inode)
	assert.Equal(t, []string{strconv.Itoa(pid) + " 0.0.0.0:4717"}, s.ByPID)
	assert.True(t, s.Interfaces, "they are asked for inside")
	assert.Positive(t, s.Own)
}

func TestACompleteListSaysSoBeforeItsFirstRow(t *testing.T) {
	for _, o := range []Options{{}, {Owners: true}, {AllNetNS: true}, {AllNetNS: true, Owners: true}} {
		calls := 0
		var gaps Gaps
		o.ProcRoot, o.NetNSDirs = fixture.ProcRoot, fixture.NetNSDirs
		o.Gaps = func(g Gaps) { gaps, calls = g, calls+1 }
		for range Sockets(t.Context(), o) {
			assert.Equal(t, 1, calls)
		}
		assert.Equal(t, 1, calls)
		assert.False(t, gaps.Any(), "%+v", gaps)
	}
	calls := 0
	for range Routes(t.Context(), Options{ProcRoot: fixture.ProcRoot, Gaps: func(Gaps) { calls++ }}) {
		assert.Equal(t, 1, calls)
	}
	assert.Equal(t, 1, calls)
}

func TestProcessesAreToldAsFarAsAskedFor(t *testing.T) {
	o := tree(t, map[string]string{
		"net/tcp": heading + listener(43) + listener(44),
		"7/fd/1":  "-> socket:[43]", "7/cmdline": "/usr/sbin/nginx\x00", "7/comm": "nginx\n",
		"8/fd/3": "-> socket:[43]", "8/fd/5": "-> socket:[43]", "8/cmdline": "nginx: worker\x00", "8/comm": "worker\n",
		"8/exe": "-> /usr/sbin/nginx (deleted)", "8/cgroup": "1:name=systemd:/old\n0::/system.slice/nginx.service\n",
	})
	of := func(narrow func(*Options)) Socket {
		some := o
		narrow(&some)
		rows, errs := collect(Sockets(t.Context(), some))
		require.Empty(t, errs)
		require.NotEmpty(t, rows)
		return rows[0]
	}
	seven, eight := Process{PID: 7, Comm: "nginx", Name: "nginx"}, Process{PID: 8, Comm: "worker", Name: "nginx: worker"}
	first := of(func(o *Options) { o.Owners = true })
	assert.Contains(t, []Process{seven, eight}, first.Process)
	assert.Nil(t, first.Owners)
	all := of(func(o *Options) { o.AllOwners = true }).Owners
	assert.ElementsMatch(t, []Owner{{seven, 1}, {eight, 3}, {eight, 5}}, all)
	eight.Executable, eight.Cgroup = "/usr/sbin/nginx (deleted)", "/system.slice/nginx.service"
	assert.Equal(t, eight, of(func(o *Options) { o.PIDs, o.Executables, o.Cgroups = []int{8}, true, true }).Process)
}

// What sock_diag does not tell comes from the tables of a namespace that is asked
// for, and of the program's own.
func TestEntriesAreWholeWhereANamespaceIsAskedFor(t *testing.T) {
	name, pid := namespace(t, "whole", 4711)
	own := listenIn(t, 0, "env")
	for what, features := range map[string]EnableFeatures{
		"a name":             {NetNsName: []string{name}, NoHostNetwork: true},
		"a process":          {NetNsPids: []uint32{uint32(pid)}, NoHostNetwork: true},
		"the own":            {},
		"the own beside all": {AllNetNs: true},
	} {
		features.TCP, features.PID = true, true
		entries, err := Netstat(t.Context(), features, func(s *SockTabEntry) bool {
			return s.Process != nil && (s.Process.Pid == own || s.Process.Pid == pid && !features.AllNetNs)
		})
		require.NoError(t, err, what)
		require.Len(t, entries, 1, what)
		assert.NotZero(t, entries[0].Ref, what)
	}
}
