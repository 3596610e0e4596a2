package callers

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
)

// What the environment makes of the test binary.
const (
	apartVariable = "CALLERS_APART" // it runs the tests where it is
	serveVariable = "CALLERS_SERVE" // it answers this request
	portVariable  = "CALLERS_PORT"  // it listens on this port of TCP
)

// binary is a copy of the test binary that everyone may run.
const binary = "/run/callers"

// apart runs a command where it has its own processes, names of network namespaces
// and procfs, all of which end with it.
const apart = `
mount -t proc proc /proc && mount -t tmpfs -o mode=755 tmpfs /run && mkdir -p /run/netns && ip link set lo up || exit 99
mount --bind /run /var/run 2>/dev/null
cp "$0" ` + binary + ` && chmod 755 ` + binary + ` || exit 99
"$0" "$@"
exit $?
`

func TestMain(m *testing.M) {
	if text := os.Getenv(serveVariable); text != "" {
		answer(text)
		return
	}
	if port := os.Getenv(portVariable); port != "" {
		listen(port)
		return
	}
	if os.Getenv(apartVariable) != "" {
		os.Exit(m.Run())
	}
	if reason := lacking(); reason != "" {
		fmt.Println("tests of callers cannot run:", reason)
		if os.Getenv("CI") == "true" {
			os.Exit(1)
		}
		fmt.Printf("PASS\nSKIP all tests of callers: %s\n", reason)
		return
	}
	self, err := os.Executable()
	check(err)
	tests := exec.Command("unshare", append([]string{"--net", "--mount", "--pid", "--fork", "--kill-child", "sh", "-c", apart, self}, os.Args[1:]...)...)
	tests.Env = append(os.Environ(), apartVariable+"=1")
	tests.Stdin, tests.Stdout, tests.Stderr = os.Stdin, os.Stdout, os.Stderr
	if err := tests.Run(); err != nil && tests.ProcessState == nil {
		check(err)
	}
	os.Exit(tests.ProcessState.ExitCode())
}

// lacking says what is missing to run the tests, or "".
func lacking() string {
	if os.Geteuid() != 0 {
		return "needs root"
	}
	for _, tool := range []string{"unshare", "mount", "ip", "setpriv"} {
		if _, err := exec.LookPath(tool); err != nil {
			return "needs " + tool
		}
	}
	if out, err := exec.Command("unshare", "--net", "--mount", "--pid", "--fork", "true").CombinedOutput(); err != nil {
		return "needs namespaces: " + strings.TrimSpace(string(out))
	}
	return ""
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// answered is what a server that runs elsewhere answers.
type answered struct {
	Records []*Record
	Error   string
}

func answer(text string) {
	var r Request
	check(json.Unmarshal([]byte(text), &r))
	records, err := serve(context.Background(), r)
	a := answered{Records: records}
	if err != nil {
		a.Error = err.Error()
	}
	check(json.NewEncoder(os.Stdout).Encode(a))
}

// ask has a server answer that is started by a command, which leads to where and
// as whom it runs.
func ask(t *testing.T, r Request, command ...string) answered {
	t.Helper()
	text, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	command = append(command, binary)
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Env = append(os.Environ(), serveVariable+"="+string(text))
	cmd.Dir = "/"
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %v", command, err)
	}
	var a answered
	if err := json.Unmarshal(out, &a); err != nil {
		t.Fatalf("%v: %q: %v", command, out, err)
	}
	return a
}

func listen(port string) {
	_, err := net.Listen("tcp4", "0.0.0.0:"+port)
	check(err)
	fmt.Println("ready")
	_, _ = io.Copy(io.Discard, os.Stdin)
}

// listenIn starts a process that listens on a port, by a command that leads it
// to where it lives, and returns its PID.
func listenIn(t *testing.T, port string, command ...string) uint32 {
	t.Helper()
	command = append(command, binary)
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Env = append(os.Environ(), portVariable+"="+port)
	cmd.Dir = "/"
	cmd.Stderr = os.Stderr
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	stdin, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		stdin.Close()
		if err := cmd.Wait(); err != nil {
			t.Errorf("%v: %v", command, err)
		}
	})
	if _, err := io.ReadFull(stdout, make([]byte, len("ready\n"))); err != nil {
		t.Fatalf("%v never listened: %v", command, err)
	}
	return uint32(cmd.Process.Pid)
}

// addNamespace makes a network namespace with a name.
func addNamespace(t *testing.T, name string) {
	t.Helper()
	run(t, "ip", "netns", "add", name)
	t.Cleanup(func() { run(t, "ip", "netns", "delete", name) })
}

func run(t *testing.T, command ...string) {
	t.Helper()
	if out, err := exec.Command(command[0], command[1:]...).CombinedOutput(); err != nil {
		t.Fatalf("%v: %v: %s", command, err, out)
	}
}
