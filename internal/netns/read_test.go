package netns

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

// threadNamespaces returns the namespaces that threads of the test live in.
func threadNamespaces(t *testing.T) map[uint64]bool {
	t.Helper()
	links, err := filepath.Glob("/proc/self/task/*/ns/net")
	require.NoError(t, err)
	inodes := map[uint64]bool{}
	for _, link := range links {
		if inode, err := linkedInode(unix.AT_FDCWD, link); err == nil {
			inodes[inode] = true
		}
	}
	return inodes
}

// assertNothingEntered checks that no thread of the test lives elsewhere.
func assertNothingEntered(t *testing.T) {
	t.Helper()
	assert.Equal(t, map[uint64]bool{inodeAt(t, "/proc/self/ns/net"): true}, threadNamespaces(t))
}

func TestTablesAreThoseSeenFromWithin(t *testing.T) {
	needRoot(t)
	lived, deserted := addNamed(t, ".lived-in"), addNamed(t, "-deserted")
	sleepIn(t, lived)
	for i, name := range []string{lived, deserted} {
		n := resolve(t, name)
		listen(t, n, 4000+i)
		assertNothingEntered(t)
		listed := find(t, n.Inode)
		require.NotNil(t, listed)
		for _, table := range []string{"tcp", "tcp6", "udp", "unix", "dev", "route", "snmp", "netstat", "dev_snmp6/lo"} {
			expected := command(t, "ip", "netns", "exec", name, "cat", "/proc/net/"+table)
			if name == lived {
				assert.Equal(t, expected, readTable(t, n, table), "%s %s", name, table)
				assert.Equal(t, expected, readTable(t, listed, table), "%s %s", name, table)
				assertNothingEntered(t)
				continue
			}
			assert.Equal(t, expected, readTable(t, n, table), "%s %s", name, table)
			assert.Equal(t, expected, readTable(t, listed, table), "%s %s", name, table)
		}
		assert.Contains(t, readTable(t, n, "tcp"), fmt.Sprintf(":%04X ", 4000+i))
	}
	assertNothingEntered(t)
}

func TestMissingTableIsReportedAsFromWithin(t *testing.T) {
	needRoot(t)
	lived, deserted := addNamed(t, ""), addNamed(t, "")
	sleepIn(t, lived)
	for _, n := range []*Namespace{finder(t, Config{}).Self(), resolve(t, lived), resolve(t, deserted)} {
		_, err := n.Open("nope")
		assert.EqualError(t, err, "open /proc/net/nope: no such file or directory")
		require.ErrorIs(t, err, fs.ErrNotExist)
		_, ok := errors.AsType[*os.PathError](err)
		assert.True(t, ok)
		_, ok = errors.AsType[*Error](err)
		assert.False(t, ok, "the namespace is there")
	}
}

func TestNamespaceThatIsGoneIsNotAMissingTable(t *testing.T) {
	needRoot(t)
	name := addNamed(t, "")
	p := sleepUnshared(t)
	unnamed, named := find(t, p.inode(t)), resolve(t, name)
	p.stop()
	command(t, "ip", "netns", "delete", name)
	for _, n := range []*Namespace{unnamed, named} {
		_, err := n.Open("tcp")
		assert.EqualError(t, err, "open /proc/net/tcp: "+n.Label()+": the network namespace is gone")
		require.ErrorIs(t, err, ErrGone)
		assert.NotErrorIs(t, err, fs.ErrNotExist)
		_, ok := errors.AsType[*Error](err)
		assert.True(t, ok)
		_, err = n.Socket(unix.AF_INET, unix.SOCK_DGRAM, 0)
		require.ErrorIs(t, err, ErrGone)
	}
}

func TestNameGivenToAnotherNamespaceDoesNotShowThatOne(t *testing.T) {
	needRoot(t)
	name, other := addNamed(t, ""), addNamed(t, "")
	link := t.TempDir() + "/link"
	require.NoError(t, os.Symlink("/run/netns/"+name, link))
	n := resolve(t, link)
	require.NoError(t, os.Remove(link))
	require.NoError(t, os.Symlink("/run/netns/"+other, link))
	n.files = []file{{Holder{Path: link}}}
	_, err := n.Open("tcp")
	require.ErrorIs(t, err, ErrGone)
}

func TestAnotherResidentStandsInForOneThatEnded(t *testing.T) {
	needRoot(t)
	name := addNamed(t, "")
	processes := []*living{sleepIn(t, name), sleepIn(t, name), sleepIn(t, name)}
	n := find(t, inodeAt(t, "/run/netns/"+name))
	listen(t, n, 4711)
	assertNothingEntered(t)
	expected := readTable(t, n, "tcp")
	require.Contains(t, expected, ":1267 ")
	for _, p := range processes[:2] {
		p.stop()
		assert.Equal(t, expected, readTable(t, n, "tcp"))
		assertNothingEntered(t)
	}
	late := sleepIn(t, name) // not there when the namespace was found
	processes[2].stop()
	assert.Equal(t, expected, readTable(t, n, "tcp"))
	assertNothingEntered(t)
	late.stop()
	assert.Equal(t, expected, readTable(t, n, "tcp"), "entered by its name")
	assertNothingEntered(t)
}

func TestOpenTableOutlivesTheProcessItWasOpenedThrough(t *testing.T) {
	needRoot(t)
	p := sleepUnshared(t)
	n := resolve(t, p.pid())
	listen(t, n, 4711)
	file, err := n.Open("tcp")
	require.NoError(t, err)
	defer file.Close()
	start := make([]byte, 10)
	_, err = io.ReadFull(file, start)
	require.NoError(t, err)
	p.stop()
	rest, err := io.ReadAll(file)
	require.NoError(t, err)
	assert.Contains(t, string(rest), ":1267 ")
}

func TestProcessThatMovedOrGotAnothersPIDIsNotReadThrough(t *testing.T) {
	proc := procTree(t, map[string]string{
		"self/ns/net": "-> net:[1]",
		"20/ns/net":   "-> net:[7]", "20/net/tcp": "of 7",
		"30/ns/net": "-> net:[7]", "30/net/tcp": "of 7",
	})
	config := Config{Proc: proc, Dirs: []string{}}
	n, err := finder(t, config).Resolve("20")
	require.NoError(t, err)
	assert.Equal(t, "of 7", readTable(t, n, "tcp"))

	setFile(t, proc+"/20/ns/net", "-> net:[9]")
	setFile(t, proc+"/20/net/tcp", "of 9")
	assert.Equal(t, "of 7", readTable(t, n, "tcp"), "read through another process")

	setFile(t, proc+"/30/ns/net", "-> net:[9]")
	setFile(t, proc+"/30/net/tcp", "of 9")
	_, err = n.Open("tcp")
	require.ErrorIs(t, err, ErrGone)
}

func TestTablesStayRightWhileProcessesComeAndGo(t *testing.T) {
	needRoot(t)
	names := []string{addNamed(t, ""), addNamed(t, "")}
	done := make(chan struct{})
	var group sync.WaitGroup
	for _, name := range names {
		group.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
					command(t, "nsenter", "--net=/run/netns/"+name, "sleep", "0.003")
				}
			}
		})
	}
	for i, name := range names {
		listen(t, resolve(t, name), 4000+i)
	}
	for end := time.Now().Add(time.Second); time.Now().Before(end); {
		listing, err := finder(t, Config{}).List()
		require.NoError(t, err)
		for _, n := range listing.Namespaces {
			for i, name := range names {
				if n.Label() == name {
					tcp := readTable(t, n, "tcp")
					assert.Contains(t, tcp, fmt.Sprintf(":%04X ", 4000+i))
					assert.Equal(t, 2, strings.Count(tcp, "\n"))
				}
			}
		}
	}
	close(done)
	group.Wait()
	assertNothingEntered(t)
}

func TestSocketIsInTheNamespace(t *testing.T) {
	needRoot(t)
	name := addNamed(t, "")
	command(t, "ip", "-n", name, "addr", "add", "192.0.2.7/24", "dev", "lo")
	p := sleepUnshared(t)
	for arg, expected := range map[string]error{name: nil, p.pid(): unix.EADDRNOTAVAIL} {
		fd, err := resolve(t, arg).Socket(unix.AF_INET, unix.SOCK_DGRAM, 0)
		require.NoError(t, err)
		request, err := unix.NewIfreq("lo")
		require.NoError(t, err)
		err = unix.IoctlIfreq(fd, unix.SIOCGIFADDR, request)
		flags, flagsErr := unix.FcntlInt(uintptr(fd), unix.F_GETFD, 0)
		unix.Close(fd)
		require.Equal(t, expected, err)
		require.NoError(t, flagsErr)
		assert.Equal(t, unix.FD_CLOEXEC, flags)
		if expected == nil {
			address, err := request.Inet4Addr()
			require.NoError(t, err)
			assert.Equal(t, []byte{192, 0, 2, 7}, address)
		}
	}
	assertNothingEntered(t)
}

func TestSocketOfTheOwnNamespaceAndOfAnUnknownFamily(t *testing.T) {
	own := finder(t, Config{}).Self()
	fd, err := own.Socket(unix.AF_INET, unix.SOCK_DGRAM, 0)
	require.NoError(t, err)
	require.NoError(t, unix.Close(fd))
	_, err = own.Socket(9999, unix.SOCK_DGRAM, 0)
	assert.Equal(t, unix.EAFNOSUPPORT, err)
	needRoot(t)
	_, err = resolve(t, addNamed(t, "")).Socket(9999, unix.SOCK_DGRAM, 0)
	assert.Equal(t, unix.EAFNOSUPPORT, err)
}
