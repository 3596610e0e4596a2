package differential

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// nobody is the user id of an ordinary user.
const nobody = 65534

// TestLiveSockets compares lists of real sockets in all states that can be
// held.
func TestLiveSockets(t *testing.T) {
	ns := newNamespace(t)
	holdSockets(t, ns)
	listing := ns.run(t, "netstat", "-tan")
	for _, state := range []string{"LISTEN", "ESTABLISHED", "SYN_SENT", "SYN_RECV", "FIN_WAIT1", "FIN_WAIT2", "TIME_WAIT", "CLOSE_WAIT", "LAST_ACK", "CLOSING"} {
		require.Contains(t, listing, state, "the test does not hold this state")
	}
	for _, args := range []string{
		"-tulpn", "-tan", "-tanp", "-tane", "-tanW", "-tl", "-tln", "-tlnp", "-tn", "-t -n -e -e",
		"-uan", "-uln", "-un", "-uanp", "-uano", "-uanoep", "-Uan", "-Ulnp", "-UanW",
		"-wan", "-wln", "-wn", "-wa --numeric-hosts", "-wanoe",
		"-an", "-ln", "-n", "-anp", "-anpe", "-lnp", "-4an", "-6an", "-4 -l -n -p", "-6 -l -n -p -e",
		"-xa", "-xl", "-x", "-xap", "-xlp", "-xpe", "-A inet -an", "-A inet6,unix -anp", "--inet --tcp -a --numeric",
		"-ta --numeric-hosts", "-ua --numeric-hosts -e", "-tna6", "-tnl4 -e --numeric-users", "-anv",
	} {
		t.Run("root "+args, func(t *testing.T) { compareLive(t, ns, strings.Fields(args)...) })
	}
	for _, args := range []string{"-tulpn", "-tanp", "-an", "-anpe", "-xap", "-lnp", "-uanp", "-wanp", "-n", "-tlne"} {
		t.Run("nobody "+args, func(t *testing.T) { compareLiveAs(t, ns, nobody, strings.Fields(args)...) })
	}
}

// TestLiveHost compares lists of this host's own sockets, whatever its programs
// call themselves.
func TestLiveHost(t *testing.T) {
	for _, args := range []string{"-tulpn", "-xap", "-wnp"} {
		t.Run(args, func(t *testing.T) {
			sameOutput(t, []string{"netstat", args}, []string{program, args}, func(ours, reference result) (result, result) {
				reference.stdout = withoutControl(reference.stdout)
				return ours, reference
			})
		})
	}
}

// ownerCell is the beginning of a row of a list of sockets, up to its owner.
var ownerCell = regexp.MustCompile(`(?m)^(?:(?:tcp|udp|udpl|raw)6? +\d+ +\d+ \S+ +\S+ +[A-Z0-9_]* +|unix  \d+ +\[[A-Z ]*\] +[A-Z]+ +[A-Z]* +\d+ +)(\d+/)`)

// withoutControl gives a list of the reference's as gonetstat prints it. It
// deviates from the reference where a program's name, in a column of 19 bytes,
// has one that is not printable ASCII: it prints a dot.
func withoutControl(listing string) string {
	const width = 19
	text := []byte(listing)
	for _, at := range ownerCell.FindAllSubmatchIndex(text, -1) {
		cell := text[at[2]:min(at[2]+width, len(text))]
		for i, c := range cell {
			if c < ' ' || c > '~' {
				cell[i] = '.'
			}
		}
	}
	return string(text)
}
