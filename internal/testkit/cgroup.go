package testkit

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

// Hierarchy is a hierarchy of cgroups of the running kernel, in which a test
// makes some.
type Hierarchy struct{ Mount string }

// NeedHierarchy gives a hierarchy of the running kernel: of version 2 without a
// name, or of version 1 with this controller or this name, such as
// "name=systemd". It ends a test that may not make cgroups there.
func NeedHierarchy(t testing.TB, name string) Hierarchy {
	t.Helper()
	NeedRoot(t)
	content, err := os.ReadFile("/proc/self/mountinfo")
	require.NoError(t, err)
	for line := range strings.Lines(string(content)) {
		about, of, _ := strings.Cut(line, " - ")
		at, super := strings.Fields(about), strings.Fields(of) // ID PARENT DEVICE ROOT POINT …, TYPE SOURCE OPTIONS
		v2 := super[0] == "cgroup2" && name == ""
		v1 := super[0] == "cgroup" && name != "" && slices.Contains(strings.Split(super[2], ","), name)
		if (v1 || v2) && at[3] == "/" && unix.Access(at[4], unix.W_OK) == nil {
			return Hierarchy{at[4]}
		}
	}
	Lacking(t, "no hierarchy of cgroups to write to: "+strconv.Quote(name))
	return Hierarchy{}
}

// OwnCgroup gives the beginning of a path that no other test uses.
func OwnCgroup() string {
	return fmt.Sprintf("/gonetstat-test-%d-%d", os.Getpid(), time.Now().UnixNano())
}

// Make makes a cgroup, with those above it, until the test ends, and gives its
// path, which begins with one of the test's own.
func (h Hierarchy) Make(t testing.TB, path string) string {
	t.Helper()
	for i, c := range path {
		if c == '/' || i == len(path)-1 {
			dir := h.Mount + path[:i+1]
			if err := os.Mkdir(dir, 0o755); err == nil {
				t.Cleanup(func() { assert.NoError(t, os.Remove(dir)) })
			} else if !os.IsExist(err) {
				require.NoError(t, err)
			}
		}
	}
	return path
}

// Enter puts a process into a cgroup.
func (h Hierarchy) Enter(t testing.TB, path string, pid int) {
	t.Helper()
	require.NoError(t, os.WriteFile(h.Mount+path+"/cgroup.procs", []byte(strconv.Itoa(pid)), 0))
}
