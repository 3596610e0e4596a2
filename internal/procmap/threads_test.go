package procmap

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"github.com/gonetstat/gonetstat/internal/testkit"
)

// How a process lets a thread have descriptors of its own.
const (
	unshared = "unshare(CLONE_FILES)"
	alone    = "the first thread ends"
)

// init keeps the first thread for main, which may end it.
func init() {
	if os.Getenv(threadEnv) != "" {
		runtime.LockOSThread()
	}
}

// holdInThread holds a socket in another thread than the first one.
func holdInThread(how string) {
	go func() {
		runtime.LockOSThread()
		if how == unshared {
			if err := unix.Unshare(unix.CLONE_FILES); err != nil {
				panic(err)
			}
		}
		fd, err := unix.Socket(unix.AF_UNIX, unix.SOCK_DGRAM, 0)
		if err != nil {
			panic(err)
		}
		var st unix.Stat_t
		if err := unix.Fstat(fd, &st); err != nil {
			panic(err)
		}
		if how == alone {
			time.Sleep(10 * time.Millisecond) // for the first thread to end
		}
		fmt.Println(st.Ino, fd)
		testkit.Ready()
		os.Exit(0)
	}()
	if how == alone {
		_, _, _ = unix.RawSyscall(unix.SYS_EXIT, 0, 0, 0)
	}
	select {}
}

func TestSocketsOfAThreadAloneAreFound(t *testing.T) {
	for _, how := range []string{unshared, alone} {
		t.Run(how, func(t *testing.T) {
			command := exec.Command("/proc/self/exe")
			command.Env = append(os.Environ(), threadEnv+"="+how)
			helper := testkit.Start(t, command)
			words := strings.Fields(helper.Said[len(helper.Said)-1])
			inode, err := strconv.ParseUint(words[0], 10, 64)
			require.NoError(t, err)
			want := fmt.Sprintf("%d/exe:%s", helper.PID, words[1])
			if how == unshared && haveSameFiles(os.Getpid(), os.Getpid()) != same {
				testkit.Lacking(t, "kcmp(2) does not tell")
			}

			for _, limit := range [][]uint64{nil, {inode}} {
				scan := Search{Every: true}.Start(context.Background(), "/proc")
				if limit != nil {
					scan.Limit(limit)
				}
				owners, err := scan.Wait()
				require.NoError(t, err)
				assert.Equal(t, []string{want}, holders(owners, inode))
				assert.Equal(t, fmt.Sprintf("%d/exe", helper.PID), cell(owners, inode))
				owner, ok := owners.Lookup(inode)
				require.True(t, ok)
				assert.Equal(t, "exe", owner.Comm)
			}
			assert.Equal(t, "-", cell(scanAll(t, "/proc"), inode), "net-tools does not look at threads")
		})
	}
}

// TestThreadsAreReadOnlyForSocketsWithoutOwner needs a scan that is told what
// is wanted before it ends.
func TestThreadsAreReadOnlyForSocketsWithoutOwner(t *testing.T) {
	proc := t.TempDir()
	newProcess(t, proc, "7", "a\x00", "socket:[42]")
	for inodes, lacks := range map[uint64]bool{42: false, 43: true} {
		var scan *Scan
		require.Eventually(t, func() bool {
			scan = Search{Every: true}.Start(context.Background(), proc)
			scan.Limit([]uint64{inodes})
			_, err := scan.Wait()
			return assert.NoError(t, err) && scan.wanted.Load() != nil
		}, 10*time.Second, time.Millisecond, "a scan was always over before it was limited")
		assert.Equal(t, lacks, scan.lacksOwners())
	}
}

// In a tree, or the procfs of other processes, system calls cannot be asked.
func TestAFirstThreadWithoutDescriptorsIsEnoughElsewhere(t *testing.T) {
	proc := t.TempDir()
	newProcess(t, proc, "7", "a\x00")
	for _, tid := range []string{"7", "8"} {
		require.NoError(t, os.MkdirAll(proc+"/7/task/"+tid+"/fd", 0o755))
		require.NoError(t, os.WriteFile(proc+"/7/task/"+tid+"/cmdline", []byte("/bin/thread\x00"), 0o644))
	}
	require.NoError(t, os.Symlink("socket:[42]", proc+"/7/task/8/fd/5"))
	var st syscall.Stat_t
	require.NoError(t, syscall.Stat(proc+"/7/task", &st))
	if st.Nlink < 4 {
		testkit.Lacking(t, "needs a file system that counts directories as links")
	}
	owners, err := Search{Every: true}.Start(context.Background(), proc).Wait()
	require.NoError(t, err)
	assert.Equal(t, []string{"7/thread:5"}, holders(owners, 42))
	require.NoError(t, os.Symlink("/dev/null", proc+"/7/fd/0"))
	owners, err = Search{Every: true}.Start(context.Background(), proc).Wait()
	require.NoError(t, err)
	assert.Empty(t, holders(owners, 42))
}
