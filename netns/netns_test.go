//go:build linux

package netns

import (
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gonetstat/gonetstat/internal/testkit"
)

// lookIn has the package look for names in a directory until the end of a test.
func lookIn(t *testing.T, dir string) {
	before := NetNSPath
	NetNSPath = dir
	t.Cleanup(func() { NetNSPath = before })
}

func TestNamesAreThoseOfFiles(t *testing.T) {
	dir := t.TempDir()
	testkit.WriteTree(t, dir, map[string]string{"blue": "", "amber": "", "directory/": ""})
	lookIn(t, dir)
	names, err := GetNetNSNames()
	require.NoError(t, err)
	assert.Equal(t, []string{"amber", "blue"}, names)
	lookIn(t, filepath.Join(dir, "missing"))
	_, err = GetNetNSNames()
	assert.ErrorIs(t, err, os.ErrNotExist)
}

func TestAProcessIsFoundForEachName(t *testing.T) {
	testkit.NeedNamespaces(t)
	dir := t.TempDir()
	resident := testkit.Reside(t, "unshare", "--net")
	other := testkit.Reside(t, "unshare", "--net")
	require.NoError(t, os.Symlink("/proc/self/ns/uts", filepath.Join(dir, "uts")))
	for name, pid := range map[string]int{"blue": resident.PID, "red": other.PID} {
		require.NoError(t, os.Symlink(filepath.Join("/proc", strconv.Itoa(pid), "ns/net"), filepath.Join(dir, name)))
	}
	lookIn(t, dir)
	assert.Equal(t, map[uint32]string{uint32(resident.PID): "blue", uint32(other.PID): "a/../red"},
		*GetNetNsPids([]string{"blue", "a/../red", "uts", "missing", "..", ""}))
	assert.Empty(t, *GetNetNsPids(nil))
}
