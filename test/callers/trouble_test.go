package callers

import (
	"context"
	"os"
	"os/exec"
	"strconv"
	"syscall"
	"testing"
	"time"
)

// spoil puts files below /run/netns that are no namespaces.
func spoil(t *testing.T) {
	t.Helper()
	const dir = "/run/netns/"
	for _, err := range []error{
		os.WriteFile(dir+"half-made", nil, 0),
		os.WriteFile(dir+"stale", []byte("stale"), 0o644),
		os.Mkdir(dir+"directory", 0o755),
		os.Symlink("missing", dir+"dangling"),
		os.Symlink("/proc/self/ns/uts", dir+"uts"),
		syscall.Mkfifo(dir+"pipe", 0o644),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() {
		for _, name := range []string{"half-made", "stale", "directory", "dangling", "uts", "pipe"} {
			if err := os.Remove(dir + name); err != nil {
				t.Error(err)
			}
		}
	})
}

func TestFilesThatAreNoNamespacesCostNoRows(t *testing.T) {
	addNamespace(t, "blue")
	spoil(t)
	inside := listenIn(t, "4711", "ip", "netns", "exec", "blue")
	want(t, ask(t, Request{All: true}), "4711", owned("blue", "4711", inside))
	want(t, ask(t, Request{Names: []string{"stale", "blue", "directory", "half-made", "pipe", "uts", "dangling"}}), "4711", owned("blue", "4711", inside))
}

// churnTime is how long namespaces come and go, 20s where CALLERS_CHURN says so.
func churnTime(t *testing.T) time.Duration {
	t.Helper()
	text := os.Getenv("CALLERS_CHURN")
	if text == "" {
		return 5 * time.Second
	}
	d, err := time.ParseDuration(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestNamespacesThatComeAndGoCostNoRows(t *testing.T) {
	addNamespace(t, "blue")
	inside := listenIn(t, "4711", "ip", "netns", "exec", "blue")
	outside := listenIn(t, "4711")
	for i := range 2 {
		churn := exec.Command("sh", "-c", "while :; do ip netns add $0; ip netns delete $0; done", "churn"+strconv.Itoa(i))
		churn.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
		if err := churn.Start(); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			_ = syscall.Kill(-churn.Process.Pid, syscall.SIGKILL)
			_ = churn.Wait()
			_ = exec.Command("ip", "netns", "delete", "churn"+strconv.Itoa(i)).Run() // it may be there
			_ = os.Remove("/run/netns/churn" + strconv.Itoa(i))
		})
	}
	calls := 0
	for end := time.Now().Add(churnTime(t)); time.Now().Before(end) && !t.Failed(); calls++ {
		records, err := serve(context.Background(), Request{All: true, Host: true})
		a := answered{Records: records}
		if err != nil {
			a.Error = err.Error()
		}
		want(t, a, "4711", owned("", "4711", outside), owned("blue", "4711", inside))
	}
	if calls < 10 {
		t.Errorf("only %d calls", calls)
	}
	t.Log(calls, "calls")
}

// asNobody and withoutPtrace lead to a server with fewer rights.
var (
	asNobody      = []string{"setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"}
	withoutPtrace = []string{"setpriv", "--inh-caps=-sys_ptrace", "--bounding-set=-sys_ptrace"}
)

// hidden leads to a server that sees no processes but those of its user.
var hidden = []string{"unshare", "--mount", "sh", "-c", `mount -t proc -o hidepid=2 proc /proc && exec setpriv --reuid=65534 --regid=65534 --clear-groups "$@"`, "sh"}

func TestAnOrdinaryUserGetsWhatThereIs(t *testing.T) {
	addNamespace(t, "blue")
	spoil(t)
	inside := listenIn(t, "4711", "ip", "netns", "exec", "blue")
	number := strconv.Itoa(int(inside))
	own := listenIn(t, "4712", asNobody...)
	host := ask(t, Request{All: true, Host: true}, asNobody...)
	want(t, host, "4711") // it may not enter, and the process is root's
	want(t, host, "4712", owned("", "4712", own))
	want(t, ask(t, Request{PIDs: []uint32{inside}}, asNobody...), "4711", number+" 4711")
	want(t, ask(t, Request{PIDs: []uint32{inside, 99999}, Host: true}, asNobody...), "4711", number+" 4711")

	a := ask(t, Request{Names: []string{"blue"}}, asNobody...)
	if a.Error == "" {
		t.Error("nothing could be read, and there is no error")
	}
}

func TestRootWithoutPtraceListsByPID(t *testing.T) {
	unnamed := listenIn(t, "4711", "unshare", "--net")
	number := strconv.Itoa(int(unnamed))
	want(t, ask(t, Request{PIDs: []uint32{unnamed}}, withoutPtrace...), "4711", number+" 4711")
	addNamespace(t, "blue")
	listenIn(t, "4712", "ip", "netns", "exec", "blue")
	want(t, ask(t, Request{All: true}, withoutPtrace...), "4712", "blue 4712")
}

func TestHiddenProcessesCostNoRows(t *testing.T) {
	addNamespace(t, "blue")
	spoil(t)
	inside := listenIn(t, "4711", "ip", "netns", "exec", "blue")
	own := listenIn(t, "4712", asNobody...)
	listenIn(t, "4713")
	a := ask(t, Request{All: true, Host: true, PIDs: []uint32{inside}}, hidden...)
	want(t, a, "4711") // the process does not exist for it
	want(t, a, "4712", owned("", "4712", own))
	want(t, a, "4713", " 4713")
}
