package differential

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"github.com/gonetstat/gonetstat/internal/testkit"
)

// residentVariable makes the test binary a process that lives in a namespace:
// it holds the steps it takes, each a word and a value behind a colon.
const residentVariable = "GONETSTAT_TEST_RESIDENT"

func init() {
	steps := os.Getenv(residentVariable)
	if steps == "" {
		return
	}
	runtime.LockOSThread() // main keeps the process's first thread where it is
	for step := range strings.FieldsSeq(steps) {
		word, value, _ := strings.Cut(step, ":")
		takeStep(word, value)
	}
	testkit.Ready()
	os.Exit(0)
}

// takeStep does one step of a resident.
func takeStep(word, value string) {
	switch word {
	case "stay": // does nothing
	case "sockets": // makes sockets of every kind, by their first port
		holdSome(value)
	case "unix": // makes unix sockets in a directory
		holdPairs(value)
	case "visit": // makes sockets in the namespace of a file and comes back
		onThread(func() {
			home, err := os.Open("/proc/thread-self/ns/net")
			must(err)
			there, err := os.Open(value)
			must(err)
			must(unix.Setns(int(there.Fd()), unix.CLONE_NEWNET))
			holdSome("7300")
			must(unix.Setns(int(home.Fd()), unix.CLONE_NEWNET))
			there.Close() // it would keep the namespace alive
		})
	case "thread": // gives a thread a namespace of its own, and prints its TID
		onThread(func() {
			must(unix.Unshare(unix.CLONE_NEWNET))
			holdSome(value)
			fmt.Println(unix.Gettid())
		})
	case "keep": // leaves a namespace with sockets to a descriptor, and prints its number
		onThread(func() {
			home, err := os.Open("/proc/thread-self/ns/net")
			must(err)
			must(unix.Unshare(unix.CLONE_NEWNET))
			holdSome(value)
			kept, err := unix.Open("/proc/thread-self/ns/net", unix.O_RDONLY, 0)
			must(err)
			must(unix.Setns(int(home.Fd()), unix.CLONE_NEWNET))
			fmt.Println(kept)
		})
	default:
		must(fmt.Errorf("unknown step %q", word))
	}
}

// onThread runs do on a thread that lasts as long as the process.
func onThread(do func()) {
	done := make(chan struct{})
	go func() {
		runtime.LockOSThread()
		do()
		close(done)
		select {}
	}()
	<-done
}

// holdSome makes one or two sockets of every family and protocol.
func holdSome(firstPort string) {
	port, err := strconv.Atoi(firstPort)
	must(err)
	listen(unix.AF_INET, inet4([4]byte{}, port))
	listen(unix.AF_INET6, inet6([16]byte{}, port+1))
	bound := socket(unix.AF_INET, unix.SOCK_DGRAM, 0)
	loopbackUp(bound)
	must(unix.Bind(bound, inet4(loopback, port)))
	connected := socket(unix.AF_INET, unix.SOCK_DGRAM, 0)
	must(unix.Connect(connected, inet4(loopback, port)))
	bound6 := socket(unix.AF_INET6, unix.SOCK_DGRAM, 0)
	must(unix.Bind(bound6, inet6(loopback6, port)))
	socket(unix.AF_INET, unix.SOCK_RAW, unix.IPPROTO_ICMP)
	connect(unix.AF_INET, inet4(loopback, port))
	for i, typ := range []int{unix.SOCK_STREAM, unix.SOCK_DGRAM} {
		named := socket(unix.AF_UNIX, typ, 0)
		must(unix.Bind(named, &unix.SockaddrUnix{Name: fmt.Sprintf("@gonetstat-resident-%d-%d with blanks", os.Getpid(), port+i)}))
		if typ == unix.SOCK_STREAM {
			must(unix.Listen(named, 1))
		}
		_, err := unix.Socketpair(unix.AF_UNIX, typ|unix.SOCK_CLOEXEC, 0)
		must(err)
	}
}

// loopbackUp brings up the loopback of the namespace that a socket is in.
func loopbackUp(fd int) {
	request, err := unix.NewIfreq("lo")
	must(err)
	must(unix.IoctlIfreq(fd, unix.SIOCGIFFLAGS, request))
	request.SetUint16(request.Uint16() | unix.IFF_UP)
	must(unix.IoctlIfreq(fd, unix.SIOCSIFFLAGS, request))
}

// resident is a process of the test binary that takes steps.
type resident struct {
	pid  string // of the process started, which may be a parent that waits
	said string // the TID of its last thread with a namespace of its own, or the descriptor that keeps one
	stop func()
}

// startResident starts a resident, which lasts until the end of the test, by a
// command that leads it to where it lives.
func startResident(t *testing.T, steps string, command ...string) *resident {
	t.Helper()
	return startResidentAs(t, os.Args[0], steps, command...)
}

// startResidentAs starts a resident from a copy of the test binary.
func startResidentAs(t *testing.T, binary, steps string, command ...string) *resident {
	t.Helper()
	command = append(append([]string(nil), command...), binary)
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Env = append(os.Environ(), residentVariable+"="+steps)
	helper := testkit.Start(t, cmd)
	r := &resident{pid: strconv.Itoa(helper.PID), stop: helper.Stop}
	if len(helper.Said) > 0 {
		r.said = helper.Said[len(helper.Said)-1]
	}
	return r
}

// dwelling is a namespace as the tests of --netns see it.
type dwelling struct {
	*namespace        // nil if it has no name
	path       string // of a file by which it can be entered
	label      string // what lists call it
}

// newDwelling makes a namespace whose name ends in some text.
func newDwelling(t *testing.T, suffix string) *dwelling {
	t.Helper()
	name := fmt.Sprintf("nse-%d.%d%s", os.Getpid(), namespaces.Add(1), suffix)
	output, err := exec.Command("ip", "netns", "add", name).CombinedOutput()
	require.NoError(t, err, "%s", output)
	t.Cleanup(func() { exec.Command("ip", "netns", "delete", name).Run() })
	d := &dwelling{&namespace{name: name}, "/run/netns/" + name, name}
	d.run(t, "ip", "link", "set", "lo", "up")
	return d
}

// unnamedDwelling is the namespace of a process or a thread.
func unnamedDwelling(t *testing.T, path string) *dwelling {
	t.Helper()
	label, err := os.Readlink(path)
	require.NoError(t, err)
	return &dwelling{path: path, label: label}
}

// inode gives the namespace's number as text.
func (d *dwelling) inode(t *testing.T) string {
	t.Helper()
	var st unix.Stat_t
	require.NoError(t, unix.Stat(d.path, &st))
	return strconv.FormatUint(st.Ino, 10)
}

// enter gives the command line that runs a command inside the namespace.
func (d *dwelling) enter(command ...string) []string {
	if d.namespace != nil {
		return append([]string{"ip", "netns", "exec", d.name}, command...)
	}
	return append([]string{"nsenter", "--net=" + d.path}, command...)
}

// asNobody gives the command line that runs a command as an ordinary user.
func asNobody(command ...string) []string {
	user := strconv.Itoa(nobody)
	return append([]string{"setpriv", "--reuid=" + user, "--regid=" + user, "--clear-groups"}, command...)
}

// output runs a command line to its end.
func output(t *testing.T, command ...string) result {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	cmd := testkit.Group(exec.CommandContext(ctx, command[0], command[1:]...))
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	if _, exited := errors.AsType[*exec.ExitError](err); !exited {
		require.NoError(t, err, "%q", command)
	}
	return result{stdout.String(), stderr.String(), fmt.Sprintln(cmd.ProcessState.ExitCode())}
}

// ourOutput runs gonetstat to its end.
func ourOutput(t *testing.T, args ...string) result {
	t.Helper()
	return output(t, append([]string{program}, args...)...)
}

// sameOutput compares what the reference's command line gives with what view
// makes of what ours gives. As with compareLive, a case counts when the
// reference agrees with itself before and after.
func sameOutput(t *testing.T, reference, ours []string, view func(ours, reference result) (result, result)) {
	t.Helper()
	var before, got, after result
	for range 20 {
		before, got, after = output(t, reference...), output(t, ours...), output(t, reference...)
		if before == after {
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	require.Equal(t, before.String(), after.String(), "the reference never agreed with itself on %q", reference)
	if view != nil {
		got, before = view(got, before)
	}
	if got != before {
		failed.Add(1)
		require.Equal(t, before.String(), got.String(), "%q and %q", reference, ours)
	}
	live.Add(1)
}

// rowsOf gives the rows of a namespace in a list of several, without their
// NetNS column.
func rowsOf(listing, label string) string {
	var rows strings.Builder
	for line := range strings.Lines(listing) {
		if before, ok := strings.CutSuffix(line, " "+label+"\n"); ok {
			rows.WriteString(before + "\n")
		} else if before, path, ok := strings.Cut(line, fmt.Sprintf(" %-20s ", label)); ok && strings.HasPrefix(line, "unix ") {
			rows.WriteString(before + " " + path)
		}
	}
	return rows.String()
}

// allRows gives the rows of a list of sockets without its headings.
func allRows(listing string) string {
	var rows strings.Builder
	for line := range strings.Lines(listing) {
		if !strings.HasPrefix(line, "Active ") && !strings.HasPrefix(line, "Proto ") {
			rows.WriteString(line)
		}
	}
	return rows.String()
}

// blockOf gives what is listed below the line that names a namespace, and how
// many such lines there are.
func blockOf(listing, label string) (block string, count int) {
	const title = "Network namespace "
	inside := false
	var text strings.Builder
	for line := range strings.Lines(listing) {
		if strings.HasPrefix(line, title) {
			if inside = line == title+label+"\n"; inside {
				count++
			}
		} else if inside {
			text.WriteString(line)
		}
	}
	return text.String(), count
}
