package cli

import (
	"bufio"
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gonetstat/gonetstat/internal/names"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

// severalSpaces makes a run on namespaces that have these tables each.
func severalSpaces(t *testing.T, opts *Options, tables ...map[string]string) (r *run, spaces []space, stdout, stderr *bytes.Buffer) {
	t.Helper()
	for i, files := range tables {
		dir := t.TempDir()
		for name, content := range files {
			path := filepath.Join(dir, name)
			require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
			require.NoError(t, os.WriteFile(path, []byte(content), 0o644))
		}
		spaces = append(spaces, space{tables: procnet.Dir(dir), label: string(rune('a' + i))})
	}
	stdout, stderr = new(bytes.Buffer), new(bytes.Buffer)
	r = &run{ctx: context.Background(), opts: opts, out: bufio.NewWriter(stdout), names: names.New("/nonexistent")}
	r.errs = &afterOutput{r.out, stderr}
	t.Cleanup(func() { r.out.Flush() })
	return r, spaces, stdout, stderr
}

const (
	someGroups  = "1 lo ff020000000000000000000000000001 1\n"
	otherGroups = "Idx\tDevice    : Count\n1\teth0 :\n\tFFFFFFFF 2\n"
)

func TestGroupsOfSeveralNamespacesAreListedApart(t *testing.T) {
	opts := &Options{Groups: true, NumericHosts: true}
	r, spaces, stdout, stderr := severalSpaces(t, opts,
		map[string]string{"igmp": "", "igmp6": someGroups}, map[string]string{"igmp": otherGroups})
	assert.Zero(t, r.groups(opts.selection(), spaces))
	require.NoError(t, r.out.Flush())
	const heading = "IPv6/IPv4 Group Memberships\nInterface       RefCnt Group\n--------------- ------ ---------------------\n"
	assert.Equal(t, "Network namespace a\n"+heading+"lo              1      ff02::1\n"+
		"Network namespace b\n"+heading+"eth0            2      255.255.255.255\n", stdout.String())
	assert.Empty(t, stderr.String())
}

func TestOldFamiliesAreListedWhereverTheyAre(t *testing.T) {
	opts := &Options{AX25: true}
	r, spaces, stdout, stderr := severalSpaces(t, opts,
		map[string]string{}, map[string]string{"ax25": "1 ax0 A B 3 1 2\n"})
	assert.Zero(t, r.oldFamilies(opts.selection(), spaces))
	require.NoError(t, r.out.Flush())
	assert.Equal(t, "Network namespace b\nActive AX.25 sockets\n"+
		"Dest       Source     Device  State        Vr/Vs    Send-Q  Recv-Q\n"+
		"B          A          ax0     ESTABLISHED  002/001  0       0     \n", stdout.String())
	assert.Empty(t, stderr.String())
}

func TestAnOldFamilyThatNoNamespaceHasIsNotSupported(t *testing.T) {
	opts := &Options{AX25: true, ROSE: true}
	r, spaces, stdout, stderr := severalSpaces(t, opts, map[string]string{}, map[string]string{})
	assert.Equal(t, 1, r.oldFamilies(opts.selection(), spaces))
	require.NoError(t, r.out.Flush())
	assert.Empty(t, stdout.String())
	assert.Equal(t, "netstat: no support for `AF AX25' on this system.\n", stderr.String())
}
