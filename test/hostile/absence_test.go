package hostile

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestAnEmptyListSaysWhy lists sockets of processes that have none, that are
// elsewhere, that there are not, or that may not be looked at. $P is the program,
// $1 the PID of a process here and $2 of one in another namespace.
func TestAnEmptyListSaysWhy(t *testing.T) {
	here, there := namespace(t, "here"), namespace(t, "there")
	resident, stranger := startHelper(t, here, "listen", "7160").PID, startHelper(t, there, "listen", "7161").PID
	const (
		unprivileged = `setpriv --reuid=65534 --regid=65534 --clear-groups `
		noTrace      = `setpriv --bounding-set=-sys_ptrace --inh-caps=-sys_ptrace `
		hidden       = `mount -t proc -o hidepid=2 proc /proc; exec ` + unprivileged
		notAll       = `(Not all programs may be known: some processes do not tell which sockets they have, which takes CAP_SYS_PTRACE.)`
		notShown     = `(Not all programs may be known: /proc is mounted with hidepid and does not show all processes.)`
		noInfo       = `(No info could be read for "-p": geteuid()=65534 but you should be root.)`
	)
	elsewhere := fmt.Sprintf(`gonetstat: process %d: it lives in another network namespace, net:[INODE]: --netns=%d lists that`, stranger, stranger)
	for _, c := range []struct{ name, before, options, want string }{
		{"root, listed", "", "--pid=$1", ""},
		{"root, another table", "", "-u --pid=$1", ""},
		{"root, no such process", "", "--pid=4194303", `gonetstat: --pid=4194303: no such process`},
		{"root, no such program", "", "--process=no-such", `gonetstat: --process="no-such": no process has this name`},
		{"root, elsewhere", "", "--pid=$2", elsewhere},
		{"root, elsewhere, but all are listed", "", "--pid=$2 --netns=" + here + "," + there, ""},
		{"user", unprivileged, "--pid=$1", noInfo},
		{"user, no such process", unprivileged, "--pid=4194303", `gonetstat: --pid=4194303: no such process`},
		{"no CAP_SYS_PTRACE", noTrace, "--pid=$1", fmt.Sprintf("gonetstat: process %d: it does not tell which sockets it has, which takes CAP_SYS_PTRACE", resident)},
		{"hidepid", hidden, "--pid=$1", fmt.Sprintf("gonetstat: --pid=%d: no such process, or /proc hides it: it is mounted with hidepid", resident)},
	} {
		for _, form := range []string{"net-tools", "json", "csv", "table"} {
			t.Run(c.name+" "+form, func(t *testing.T) {
				want := c.want
				switch {
				case form == "net-tools":
				case c.before == noTrace:
					want = notAll
				case c.before == hidden:
					want = notShown + "\n" + want
				}
				got := shell(t, `exec ip netns exec "$3" unshare -m bash -c '`+c.before+` "$P" -tn `+c.options+` --output=`+form+`' bash "$@"`,
					fmt.Sprint(resident), fmt.Sprint(stranger), here)
				said := regexp.MustCompile(`net:\[\d+\]`).ReplaceAllString(strings.TrimSpace(got.stderr), "net:[INODE]")
				assert.Equal(t, want, said)
				assert.Zero(t, got.status)
				if form == "json" && c.want != "" {
					assert.Equal(t, "[]\n", got.stdout)
				}
			})
		}
	}
	// Owners that may be missing are spoken of in every form.
	for before, want := range map[string]string{noTrace: notAll, hidden: notShown} {
		got := shell(t, `exec ip netns exec "$1" unshare -m bash -c '`+before+` "$P" -tln --json'`, here)
		assert.Equal(t, want+"\n", got.stderr)
		assert.Contains(t, got.stdout, `"pid":null`)
	}
}
