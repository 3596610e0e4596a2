package differential

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// A namespace is a private network namespace of one test.
type namespace struct {
	name string
	etc  string // a directory of files to be bound over those of /etc
}

var namespaces atomic.Int64

// newNamespace makes a network namespace with its loopback up, which goes away
// with the test.
func newNamespace(t *testing.T) *namespace {
	t.Helper()
	ns := &namespace{name: fmt.Sprintf("gonetstat-%d-%d", os.Getpid(), namespaces.Add(1))}
	output, err := exec.Command("ip", "netns", "add", ns.name).CombinedOutput()
	require.NoError(t, err, "%s", output)
	t.Cleanup(func() { exec.Command("ip", "netns", "delete", ns.name).Run() })
	ns.run(t, "ip", "link", "set", "lo", "up")
	return ns
}

// run runs a command inside the namespace and gives what it printed.
func (ns *namespace) run(t *testing.T, command ...string) string {
	t.Helper()
	output, err := ns.command(command...).CombinedOutput()
	require.NoError(t, err, "%q: %s", command, output)
	return string(output)
}

// command prepares a command to run inside the namespace, or in the test's own
// if there is none.
func (ns *namespace) command(command ...string) *exec.Cmd {
	if ns == nil {
		return exec.Command(command[0], command[1:]...)
	}
	return exec.Command("ip", append([]string{"netns", "exec", ns.name}, command...)...)
}

// runLive runs the reference, gonetstat, gonetstat without sock_diag and the
// reference again, each as the user $3. $5 is the test binary.
const runLive = `
set -u
dir=$1 program=$2 etc=$4 reference=$(command -v netstat) test=$5
export user=$3
shift 5
as() {
	if [ "$user" = 0 ]; then
		(exec -a netstat "$@")
	else
		setpriv --reuid="$user" --regid="$user" --clear-groups bash -c 'p=$1; shift; exec -a netstat "$p" "$@"' bash "$@"
	fi
}
cd "$dir" || exit 99
for f in ${etc:+"$etc"/*}; do
	mount --bind "$f" "/etc/${f##*/}" || exit 99
done
as "$reference" "$@" >ref.out 2>ref.err </dev/null; echo $? >ref.status
as "$program" "$@" >our.out 2>our.err </dev/null; echo $? >our.status
export -f as
GONETSTAT_TEST_TABLES=1 "$test" bash -c 'as "$@"' bash "$program" "$@" >tables.out 2>tables.err </dev/null; echo $? >tables.status
as "$reference" "$@" >again.out 2>again.err </dev/null; echo $? >again.status
`

// compareLive compares both programs as root inside the namespace.
func compareLive(t *testing.T, ns *namespace, args ...string) {
	t.Helper()
	compareLiveAs(t, ns, 0, args...)
}

// compareLiveAs compares both programs as a user inside the namespace. A case
// counts when the reference agrees with itself before and after; until then it
// is tried again.
func compareLiveAs(t *testing.T, ns *namespace, user int, args ...string) {
	t.Helper()
	var reference, ours, tables, again result
	etc := ""
	if ns != nil {
		etc = ns.etc
	}
	for range 20 {
		dir := t.TempDir()
		command := append([]string{"timeout", "60", "bash", "-c", runLive, "bash", dir, program, fmt.Sprint(user), etc, os.Args[0]}, args...)
		output, err := ns.command(command...).CombinedOutput()
		require.NoError(t, err, "%s", output)
		reference, ours, again = readResult(t, dir, "ref"), readResult(t, dir, "our"), readResult(t, dir, "again")
		tables = readResult(t, dir, "tables")
		if reference == again {
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	require.Equal(t, reference.String(), again.String(), "the reference never agreed with itself on netstat %s", strings.Join(args, " "))
	for source, got := range map[string]result{"sock_diag where it serves": ours, "tables alone": tables} {
		if reference != got {
			failed.Add(1)
			require.Equal(t, reference.String(), got.String(), "netstat %s as user %d, by %s", strings.Join(args, " "), user, source)
		}
		live.Add(1)
	}
}
