package netns

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

// helperVariable makes the test binary a program that a test needs to run.
const helperVariable = "NETNS_TEST_HELPER"

func init() {
	switch os.Getenv(helperVariable) {
	case "first-thread", "thread", "first-thread-ends":
		runtime.LockOSThread() // main gets the first thread
	}
}

func TestMain(m *testing.M) {
	switch helper := os.Getenv(helperVariable); helper {
	case "":
		os.Exit(m.Run())
	case "thread", "first-thread-ends":
		moveThread()
		if helper == "first-thread-ends" {
			unix.Syscall(unix.SYS_EXIT, 0, 0, 0)
		}
		select {}
	case "first-thread":
		visitOnFirstThread()
	case "list":
		listAll()
	case "holders":
		listHolders()
	case "silent":
		serveNothing()
	case "few-descriptors":
		openWithFewDescriptors()
	default:
		panic(helper)
	}
}

// startHelper runs the test binary as one of its helpers.
func startHelper(t testing.TB, helper string) *living {
	t.Helper()
	exe, err := os.Executable()
	require.NoError(t, err)
	return start(t, []string{helperVariable + "=" + helper}, exe)
}

// moveThread puts one thread, not the first, into a namespace of its own, in
// which it listens on port 4711, and prints its TID.
func moveThread() {
	moved := make(chan struct{})
	go func() {
		runtime.LockOSThread()
		check(unix.Unshare(unix.CLONE_NEWNET))
		fd, err := unix.Socket(unix.AF_INET, unix.SOCK_STREAM, 0)
		check(err)
		check(unix.Bind(fd, &unix.SockaddrInet4{Port: 4711}))
		check(unix.Listen(fd, 1))
		fmt.Println(unix.Gettid())
		close(moved)
		io.Copy(io.Discard, os.Stdin)
		os.Exit(0)
	}()
	<-moved
}

// visitOnFirstThread makes a visit from the process's first thread and
// prints the PID, the TID of the visit, and the namespaces of the first thread
// before and after.
func visitOnFirstThread() {
	file, before, err := openFile("/proc/self/ns/net")
	check(err)
	check(unix.Unshare(unix.CLONE_NEWNET)) // so that the visit leads elsewhere
	here := Config{}.withDefaults().own()
	tid := 0
	e := errand{file, func() error { tid = unix.Gettid(); return nil }, make(chan error, 1)}
	e.run()
	check(<-e.done)
	fmt.Println(unix.Getpid(), tid, here != before, here == Config{}.withDefaults().own())
}

// openWithFewDescriptors opens a table of the namespace given in $OTHER with
// more and more free descriptors until that succeeds, and prints the errors.
// Go's runtime has opened none for itself then.
func openWithFewDescriptors() {
	for free := range uint64(20) {
		check(unix.Setrlimit(unix.RLIMIT_NOFILE, &unix.Rlimit{Cur: 3 + free, Max: 1024}))
		ctx, end := context.WithCancel(context.Background())
		n, err := NewFinder(ctx, Config{}).Resolve(os.Getenv("OTHER"))
		if err == nil {
			_, err = n.Open("tcp")
		}
		end()
		fmt.Println(err)
		if err == nil {
			return
		}
	}
}

// listed is what the helper "list" prints.
type listed struct {
	Labels   []string
	Gaps     Gaps
	Notice   string
	OwnTable bool   // the own namespace's net/tcp could be read
	Other    string // the error of reading the namespace given in $OTHER
	ByPID    byPID  // of $OTHER_PID
	Neighbor byPID  // of $NEIGHBOUR_PID
	Socket   string // the error of making a socket in $OTHER
	Hidden   [2]int // what $OTHER_PID and $NEIGHBOUR_PID add to Gaps.Processes
}

// byPID is a namespace that was given by the PID of a process.
type byPID struct {
	Label  string
	Own    bool
	Tables uint64 // the inode of its net/dev
	Socket string // the error of making a socket in it
}

func resolvePID(f *Finder, pid string) (found byPID) {
	n, err := f.Resolve(pid)
	check(err)
	dev, err := n.Open("dev")
	check(err)
	defer dev.Close()
	var st unix.Stat_t
	check(unix.Fstat(int(dev.Fd()), &st))
	fd, err := n.Socket(unix.AF_INET, unix.SOCK_DGRAM, 0)
	if err == nil {
		unix.Close(fd)
	}
	return byPID{n.Label(), n.Own, st.Ino, fmt.Sprint(err)}
}

func listAll() {
	ctx, end := context.WithCancel(context.Background())
	defer end()
	f := NewFinder(ctx, Config{})
	listing, err := f.List()
	check(err)
	out := listed{Gaps: listing.Gaps, Notice: listing.Gaps.Notice()}
	for _, n := range listing.Namespaces {
		out.Labels = append(out.Labels, n.Label())
	}
	own, err := listing.Namespaces[0].Open("tcp")
	out.OwnTable = err == nil
	if err == nil {
		own.Close()
	}
	other, err := f.Resolve(os.Getenv("OTHER"))
	check(err)
	_, err = other.Open("tcp")
	out.Other = fmt.Sprint(err)
	_, err = other.Socket(unix.AF_INET, unix.SOCK_DGRAM, 0)
	out.Socket = fmt.Sprint(err)
	out.ByPID, out.Neighbor = resolvePID(f, os.Getenv("OTHER_PID")), resolvePID(f, os.Getenv("NEIGHBOUR_PID"))
	for i, variable := range []string{"OTHER_PID", "NEIGHBOUR_PID"} {
		s := survey{proc: "/proc"}
		s.process(os.Getenv(variable))
		out.Hidden[i] = Config{}.withDefaults().elsewhere(s.hidden, listing.Namespaces)
	}
	check(json.NewEncoder(os.Stdout).Encode(out))
}

// listAsNobody runs the helper "list" as an ordinary user.
func listAsNobody(t *testing.T, other, otherPID, neighbourPID string) listed {
	t.Helper()
	// The child's own executable is open to it, whatever directory it is in.
	cmd := exec.Command("/proc/self/exe")
	cmd.Env = append(os.Environ(), helperVariable+"=list", "OTHER="+other, "OTHER_PID="+otherPID, "NEIGHBOUR_PID="+neighbourPID)
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	cmd.Dir = "/"
	cmd.Stderr = os.Stderr
	stdout, err := cmd.Output()
	require.NoError(t, err)
	var out listed
	require.NoError(t, json.Unmarshal(stdout, &out))
	return out
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// line reads a line that a program prints.
func line(t testing.TB, r *bufio.Reader) string {
	t.Helper()
	text, err := r.ReadString('\n')
	require.NoError(t, err)
	return strings.TrimSpace(text)
}
