package mountinfo

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"github.com/gonetstat/gonetstat/internal/testkit"
)

// mount is a Mount as text.
type mount struct {
	id, parent                         int
	root, point, fs, options, superior string
}

func all(content string) (found []mount) {
	for m := range All([]byte(content)) {
		found = append(found, mount{m.ID, m.Parent, m.Root(), m.Point(), string(m.Type), string(m.Options), string(m.Super)})
	}
	return found
}

func TestMountsAreReadAsTheManualDescribesThem(t *testing.T) {
	assert.Equal(t, []mount{
		{36, 35, "/mnt1", "/mnt2", "ext3", "rw,noatime", "rw,errors=continue"},
		{22, 27, "/", "/proc", "proc", "rw,nosuid", "rw,hidepid=invisible"},
		{66, 44, "net:[4026532247]", "/run/docker/netns/default", "nsfs", "rw", "rw"},
		{9, 8, "/", "/a b\tc\nd\\e", "fuse.sshfs", "rw", "rw,user_id=0"},
		{10, 8, "/x//deleted", `/\04`, "ext4", "rw", "rw"},
		{11, 8, "/", "/", "tmpfs", "rw", ""}, // without a name for the device
	}, all(`36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw,errors=continue
22 27 0:21 / /proc rw,nosuid shared:5 master:2 propagate_from:3 unbindable - proc proc rw,hidepid=invisible
66 44 0:4 net:[4026532247] /run/docker/netns/default rw - nsfs nsfs rw
no mount at all
9 8 0:50 / /a\040b\011c\012d\134e rw - fuse.sshfs host:/a\040- rw,user_id=0
10 8 0:51 /x//deleted /\04 rw - ext4 /dev/x rw
11 8 0:52 / / rw - tmpfs  
x 8 0:52 / / rw - tmpfs tmpfs rw
1 x 0:52 / / rw - tmpfs tmpfs rw
12 8 0:52 / - tmpfs tmpfs rw
13 8 0:52 / / rw -  tmpfs rw
14 8 0:52 / / rw - tmpfs
`))
}

func TestMountsOfATypeAreTheSame(t *testing.T) {
	content := []byte(`1 0 8:1 / / rw - ext4 /dev/sda1 rw
2 1 0:4 net:[5] /a rw - nsfs nsfs rw
3 1 0:4 net:[6] /a\040-\040nsfs\040b rw - tmpfs x - nsfs y rw
no line - nsfs nsfs rw
4 1 0:4 net:[7] /b rw shared:1 - nsfs nsfs rw`)
	var roots []string
	for m := range Of("nsfs", content) {
		roots = append(roots, m.Root())
	}
	assert.Equal(t, []string{"net:[5]", "net:[7]"}, roots)
	for m := range Of("nsfs", content) {
		assert.Equal(t, 2, m.ID)
		break
	}
	assert.Empty(t, slices.Collect(Of("xfs", content)))
	assert.Empty(t, slices.Collect(Of("nsfs", nil)))
}

func TestOptionsAreFoundWhole(t *testing.T) {
	options := []byte("rw,nosuid,hidepid=2")
	for _, option := range []string{"rw", "nosuid", "hidepid=2"} {
		assert.True(t, Has(options, option), option)
	}
	for _, option := range []string{"", "r", "suid", "hidepid", "hidepid=", "rw,nosuid"} {
		assert.False(t, Has(options, option), option)
	}
}

func TestOwnMountsAreWhatFindmntSees(t *testing.T) {
	testkit.Need(t, "findmnt")
	out, err := exec.Command("findmnt", "--kernel", "--noheadings", "--raw", "--output", "ID,PARENT,FSTYPE").Output()
	require.NoError(t, err)
	content, more, err := Read("/proc/self/mountinfo", 1<<20)
	require.NoError(t, err)
	assert.False(t, more)
	var lines []string
	for m := range All(content) {
		lines = append(lines, strings.Join([]string{strconv.Itoa(m.ID), strconv.Itoa(m.Parent), string(m.Type)}, " "))
	}
	expected := strings.Split(strings.TrimSpace(string(out)), "\n")
	slices.Sort(lines)
	slices.Sort(expected)
	assert.Equal(t, expected, lines)
}

func TestReadKeepsToItsLimitInWholeLines(t *testing.T) {
	path := filepath.Join(t.TempDir(), "mountinfo")
	line := "36 35 98:0 /mnt1 /mnt2 rw - ext3 /dev/root rw\n"
	require.NoError(t, os.WriteFile(path, []byte(strings.Repeat(line, 1000)), 0o644))
	for _, c := range []struct {
		limit, lines int
		more         bool
	}{
		{1000 * len(line), 1000, false},
		{1000*len(line) - 1, 999, true},
		{3*len(line) + 5, 3, true},
		{3 * len(line), 3, true},
		{5, 0, true},
		{1 << 20, 1000, false},
	} {
		content, more, err := Read(path, c.limit)
		require.NoError(t, err)
		assert.Equal(t, strings.Repeat(line, c.lines), string(content), "%d", c.limit)
		assert.Equal(t, c.more, more, "%d", c.limit)
		assert.LessOrEqual(t, cap(content), c.limit+1)
	}
	_, _, err := Read(path+"x", 10)
	require.ErrorIs(t, err, fs.ErrNotExist)
	assert.ErrorContains(t, err, path+"x")
	_, _, err = Read(filepath.Dir(path), 10)
	require.ErrorIs(t, err, unix.EISDIR)
}

func TestIDIsThatOfTheMountOfAFile(t *testing.T) {
	content, _, err := Read("/proc/self/mountinfo", 1<<20)
	require.NoError(t, err)
	fd, err := unix.Open("/proc", unix.O_PATH|unix.O_CLOEXEC, 0)
	require.NoError(t, err)
	defer unix.Close(fd)
	id, err := ID(fd)
	require.NoError(t, err)
	var last Mount
	for m := range All(content) {
		if m.Point() == "/proc" {
			last = m
		}
	}
	assert.Equal(t, last.ID, id)
	_, err = ID(1 << 20)
	require.ErrorIs(t, err, fs.ErrNotExist)
}

func FuzzAll(f *testing.F) {
	f.Add([]byte("36 35 98:0 /mnt1 /mn\\040t2 rw,noatime master:1 - ext3 /dev/root rw\n"))
	f.Add([]byte("66 44 0:4 net:[4026532247] /run/x rw - nsfs nsfs rw"))
	f.Fuzz(func(t *testing.T, content []byte) {
		types := map[string][]Mount{}
		count := 0
		for m := range All(content) {
			types[string(m.Type)] = append(types[string(m.Type)], m)
			count++
			require.LessOrEqual(t, len(m.Point()), len(content))
			require.NotEmpty(t, m.Type)
			require.NotContains(t, string(m.Type), " ")
		}
		require.LessOrEqual(t, count, strings.Count(string(content), "\n")+1)
		for fstype, mounts := range types {
			require.Equal(t, mounts, slices.Collect(Of(fstype, content)))
		}
	})
}

func TestPathsAreUnescaped(t *testing.T) {
	for text, want := range map[string]string{
		`/a\040b\011c\012d\134e`: "/a b\tc\nd\\e", `/\04`: `/\04`, `/\999`: `/\999`, `\`: `\`, "": "", `/\0400`: "/ 0",
	} {
		assert.Equal(t, want, unescape([]byte(text)))
	}
}
