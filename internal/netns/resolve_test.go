package netns

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

func TestResolveRefusesWhatIsNotANetworkNamespaceAndSaysWhy(t *testing.T) {
	// Paths in errors are DIR and EMPTY here.
	dir, empty := t.TempDir(), t.TempDir()
	config := Config{Dirs: []string{empty, dir}}
	require.NoError(t, os.WriteFile(dir+"/stale", nil, 0))
	require.NoError(t, os.WriteFile(dir+"/1", nil, 0))
	require.NoError(t, os.Mkdir(dir+"/folder", 0o755))
	require.NoError(t, unix.Mkfifo(dir+"/fifo", 0o644))
	require.NoError(t, os.Symlink("nowhere", dir+"/dangling"))
	require.NoError(t, os.Symlink("loop", dir+"/loop"))
	require.NoError(t, os.Symlink("/proc/self/ns/uts", dir+"/uts"))
	require.NoError(t, os.Symlink("/dev/null", dir+"/null"))
	socket, err := unix.Socket(unix.AF_UNIX, unix.SOCK_STREAM, 0)
	require.NoError(t, err)
	t.Cleanup(func() { unix.Close(socket) })
	require.NoError(t, unix.Bind(socket, &unix.SockaddrUnix{Name: dir + "/socket"}))
	long := strings.Repeat("x", 256)

	for _, c := range []struct {
		arg, text string
		is        error
	}{
		{"nope", "nope: no such network namespace (no file EMPTY/nope or DIR/nope)", fs.ErrNotExist},
		{"no pe", `"no pe": no such network namespace (no file "EMPTY/no pe" or "DIR/no pe")`, fs.ErrNotExist},
		{"no\npe\x1b", `"no\npe\x1b": no such network namespace (no file "EMPTY/no\npe\x1b" or "DIR/no\npe\x1b")`, fs.ErrNotExist},
		{"münchen", "münchen: no such network namespace (no file EMPTY/münchen or DIR/münchen)", fs.ErrNotExist},
		{"\xff", `"\xff": no such network namespace (no file "EMPTY/\xff" or "DIR/\xff")`, fs.ErrNotExist},
		{"a\x00b", `"a\x00b": "EMPTY/a\x00b": invalid argument`, unix.EINVAL},
		{"", `"": no such network namespace (the name is empty)`, fs.ErrInvalid},
		{".", ".: no such network namespace (a directory is not a name)", fs.ErrInvalid},
		{"..", "..: no such network namespace (a directory is not a name)", fs.ErrInvalid},
		{"../stale", "../stale: no such network namespace (a name holds no '/' and a path begins with one)", fs.ErrInvalid},
		{"./stale", "./stale: no such network namespace (a name holds no '/' and a path begins with one)", fs.ErrInvalid},
		{"proc/self/ns/net", "proc/self/ns/net: no such network namespace (a name holds no '/' and a path begins with one)", fs.ErrInvalid},
		{"stale/", "stale/: no such network namespace (a name holds no '/' and a path begins with one)", fs.ErrInvalid},
		{"stale", "stale: DIR/stale: not a network namespace (regular file)", nil},
		{"1", "1: DIR/1: not a network namespace (regular file)", nil},
		{"folder", "folder: DIR/folder: not a network namespace (directory)", nil},
		{"fifo", "fifo: DIR/fifo: not a network namespace (pipe)", nil},
		{"socket", "socket: DIR/socket: not a network namespace (socket)", nil},
		{"null", "null: DIR/null: not a network namespace (device)", nil},
		{"uts", "uts: DIR/uts: not a network namespace (UTS namespace)", nil},
		{"dangling", "dangling: DIR/dangling: not a network namespace (symbolic link to a missing file)", nil},
		{"loop", "loop: DIR/loop: too many levels of symbolic links", unix.ELOOP},
		{long, long + ": EMPTY/" + long + ": file name too long", unix.ENAMETOOLONG},
		{"/", "/: not a network namespace (directory)", nil},
		{dir, "DIR: not a network namespace (directory)", nil},
		{dir + "/stale", "DIR/stale: not a network namespace (regular file)", nil},
		{dir + "/stale/", "DIR/stale/: not a directory", unix.ENOTDIR},
		{dir + "/fifo", "DIR/fifo: not a network namespace (pipe)", nil},
		{dir + "/nope", "DIR/nope: no such file or directory", fs.ErrNotExist},
		{dir + "/loop", "DIR/loop: too many levels of symbolic links", unix.ELOOP},
		{"/dev/null", "/dev/null: not a network namespace (device)", nil},
		{"/proc/self/ns/mnt", "/proc/self/ns/mnt: not a network namespace (mount namespace)", nil},
		{"/proc/self/ns/user", "/proc/self/ns/user: not a network namespace (user namespace)", nil},
		{"/proc/self/ns/pid", "/proc/self/ns/pid: not a network namespace (PID namespace)", nil},
		{"/proc/self/ns/ipc", "/proc/self/ns/ipc: not a network namespace (IPC namespace)", nil},
		{"/proc/self/net/tcp", "/proc/self/net/tcp: not a network namespace (regular file)", nil},
		{"0", "0: no such network namespace (no file EMPTY/0 or DIR/0, and no process has PID 0)", fs.ErrNotExist},
		{"000", "000: no such network namespace (no file EMPTY/000 or DIR/000, and no process has PID 0)", fs.ErrNotExist},
		{"2147483647", "2147483647: no such network namespace (no file EMPTY/2147483647 or DIR/2147483647, and no living process has this PID)", fs.ErrNotExist},
		{"4294967297", "4294967297: no such network namespace (no file EMPTY/4294967297 or DIR/4294967297, and no PID is that large)", fs.ErrNotExist},
		{"18446744073709551617", "18446744073709551617: no such network namespace (no file EMPTY/18446744073709551617 or DIR/18446744073709551617, and no PID is that large)", fs.ErrNotExist},
		{"-1", "-1: no such network namespace (no file EMPTY/-1 or DIR/-1)", fs.ErrNotExist},
		{"+1", "+1: no such network namespace (no file EMPTY/+1 or DIR/+1)", fs.ErrNotExist},
		{"0x1", "0x1: no such network namespace (no file EMPTY/0x1 or DIR/0x1)", fs.ErrNotExist},
		{"١", "١: no such network namespace (no file EMPTY/١ or DIR/١)", fs.ErrNotExist},
	} {
		t.Run(c.arg, func(t *testing.T) {
			before := time.Now()
			n, err := finder(t, config).Resolve(c.arg)
			assert.Less(t, time.Since(before), time.Second, "something was waited for")
			require.Error(t, err)
			assert.Nil(t, n)
			text := strings.NewReplacer(dir, "DIR", empty, "EMPTY").Replace(err.Error())
			assert.Equal(t, c.text, text)
			assert.NotContains(t, err.Error(), "\n")
			_, ok := errors.AsType[*Error](err)
			assert.True(t, ok, "%T", err)
			if c.is != nil {
				assert.ErrorIs(t, err, c.is)
			}
		})
	}
}

func TestResolveFindsTheProgramsOwnNamespace(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.Symlink("/proc/self/ns/net", dir+"/home.of-mine"))
	nameless, named := Config{Dirs: []string{}}, Config{Dirs: []string{dir}}
	pid := strconv.Itoa(os.Getpid())
	for _, c := range []struct {
		config     Config
		arg, label string
	}{
		{nameless, "/proc/self/ns/net", "-"},
		{nameless, "/proc/../proc/" + pid + "/ns/net", "-"},
		{nameless, pid, "-"},
		{nameless, "00" + pid, "-"},
		{named, "home.of-mine", "home.of-mine"},
		{named, pid, "home.of-mine"},
		{named, "/proc/self/ns/net", "home.of-mine"},
		{named, filepath.Join(dir, "home.of-mine"), "home.of-mine"},
	} {
		n, err := finder(t, c.config).Resolve(c.arg)
		require.NoError(t, err, c.arg)
		assert.True(t, n.Own, c.arg)
		assert.Equal(t, inodeAt(t, "/proc/self/ns/net"), n.Inode, c.arg)
		assert.Equal(t, c.label, n.Label(), c.arg)
	}
}

func TestResolveTakesNamePathAndPIDOfAnotherNamespace(t *testing.T) {
	needRoot(t)
	name := addNamed(t, ".dots-and_dashes.")
	inode := inodeAt(t, "/run/netns/"+name)
	lives := sleepIn(t, name)
	for _, arg := range []string{
		name, "/run/netns/" + name, "/var/run/netns/" + name,
		lives.pid(), "/proc/" + lives.pid() + "/ns/net", "/proc/" + lives.pid() + "/task/" + lives.pid() + "/ns/net",
	} {
		n := resolve(t, arg)
		assert.Equal(t, inode, n.Inode, arg)
		assert.False(t, n.Own, arg)
		assert.Equal(t, name, n.Label(), arg)
		assert.Equal(t, []string{name}, n.Names, arg)
	}
}

func TestNameOfDigitsWinsOverPID(t *testing.T) {
	needRoot(t)
	name, lives := addNamed(t, ""), sleepUnshared(t)
	dir := t.TempDir()
	require.NoError(t, os.Symlink("/run/netns/"+name, dir+"/"+lives.pid()))

	byName, err := finder(t, Config{Dirs: []string{dir}}).Resolve(lives.pid())
	require.NoError(t, err)
	assert.Equal(t, inodeAt(t, "/run/netns/"+name), byName.Inode)

	byPID := resolve(t, lives.pid())
	assert.Equal(t, lives.inode(t), byPID.Inode)
}

func TestFirstDirectoryThatHasTheNameDecides(t *testing.T) {
	needRoot(t)
	one, two := addNamed(t, ""), addNamed(t, "")
	first, second := t.TempDir(), t.TempDir()
	require.NoError(t, os.Symlink("/run/netns/"+one, first+"/twice"))
	require.NoError(t, os.Symlink("/run/netns/"+two, second+"/twice"))
	config := Config{Dirs: []string{first, second}}

	n, err := finder(t, config).Resolve("twice")
	require.NoError(t, err)
	assert.Equal(t, inodeAt(t, "/run/netns/"+one), n.Inode)

	// The other one must not pass for it in a list.
	listing, err := finder(t, config).List()
	require.NoError(t, err)
	labels := map[uint64]string{}
	for _, n := range listing.Namespaces {
		labels[n.Inode] = n.Label()
		if n.Inode == inodeAt(t, "/run/netns/"+two) {
			assert.Contains(t, readTable(t, n, "dev"), "Inter-|", "still entered by its file")
		}
	}
	other := inodeAt(t, "/run/netns/"+two)
	assert.Equal(t, "twice", labels[inodeAt(t, "/run/netns/"+one)])
	assert.Equal(t, "net:["+strconv.FormatUint(other, 10)+"]", labels[other])
}

func TestPathOfADescriptorLeadsToItsNamespace(t *testing.T) {
	needRoot(t)
	lives := sleepUnshared(t)
	file, err := os.Open("/proc/" + lives.pid() + "/ns/net")
	require.NoError(t, err)
	defer file.Close()
	inode := lives.inode(t)
	lives.stop() // the descriptor alone keeps the namespace

	n := resolve(t, "/proc/self/fd/"+strconv.Itoa(int(file.Fd())))
	assert.Equal(t, inode, n.Inode)
	assert.Contains(t, readTable(t, n, "dev"), "Inter-|")
	n = find(t, inode)
	require.NotNil(t, n)
	assert.Equal(t, []Holder{{Kind: ByDescriptor, PID: os.Getpid(), FD: int(file.Fd())}}, n.Holders())
}

func TestPIDOfAThreadAndOfAProcessWhoseFirstThreadEnded(t *testing.T) {
	needRoot(t)
	helper := startHelper(t, "first-thread-ends")
	tid := line(t, helper.stdout)
	inode := inodeAt(t, "/proc/"+helper.pid()+"/task/"+tid+"/ns/net")
	require.Eventually(t, func() bool {
		_, err := linkedInode(unix.AT_FDCWD, "/proc/"+helper.pid()+"/ns/net")
		return err == unix.ENOENT
	}, 10*time.Second, time.Millisecond, "the first thread ends")

	assert.Equal(t, inode, resolve(t, tid).Inode)
	_, err := finder(t, Config{}).Resolve(helper.pid())
	require.NoError(t, err, "the process goes on")
	n := find(t, inode)
	require.NotNil(t, n)
	assert.Contains(t, readTable(t, n, "tcp"), ":1267 ", "port 4711")
}

// A process that may not be asked where it lives has tables all the same, by
// which its namespaces are told apart.
func TestPIDOfAProcessThatIsHidden(t *testing.T) {
	proc := procTree(t, map[string]string{"self/net/dev": "own", "5/net/dev": "five", "5/net/tcp": "tcp of five", "6/net/dev": "six"})
	f := finder(t, Config{Proc: proc, Dirs: []string{}})
	require.NoError(t, os.Link(proc+"/self/net/dev", proc+"/own"))
	five, err := f.byTables("5")
	require.NoError(t, err)
	again, err := f.byTables("5")
	require.NoError(t, err)
	six, err := f.byTables("6")
	require.NoError(t, err)
	assert.Equal(t, five.ID(), again.ID())
	assert.NotEqual(t, five.ID(), six.ID())
	assert.Equal(t, "5", five.Label())
	assert.Equal(t, "tcp of five", readTable(t, five, "tcp"))

	require.NoError(t, os.Rename(proc+"/6/net/dev", proc+"/5/net/dev"))
	_, err = five.Open("tcp")
	assert.ErrorIs(t, err, ErrGone, "the process has gone elsewhere")

	require.NoError(t, os.Link(proc+"/own", proc+"/6/net/dev"))
	six, err = f.byTables("6")
	require.NoError(t, err)
	assert.True(t, six.Own)
	_, err = f.byTables("7")
	assert.ErrorIs(t, err, fs.ErrNotExist)
}

func TestPIDOfAZombieIsRefused(t *testing.T) {
	p := start(t, nil, "true")
	require.Eventually(t, func() bool {
		stat, err := os.ReadFile("/proc/" + p.pid() + "/stat")
		return err == nil && strings.Contains(string(stat), ") Z ")
	}, 10*time.Second, time.Millisecond)
	_, err := finder(t, Config{Dirs: []string{}}).Resolve(p.pid())
	require.ErrorIs(t, err, fs.ErrNotExist)
	assert.Contains(t, err.Error(), "no living process has this PID")
}
