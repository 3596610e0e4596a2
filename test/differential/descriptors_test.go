package differential

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gonetstat/gonetstat/internal/testkit"
)

// withFiles runs gonetstat in a namespace with so many file descriptors, three of
// which are the standard streams.
func (ns *namespace) withFiles(t *testing.T, files int, args ...string) result {
	t.Helper()
	const script = `for f in ${2:+"$2"/*}; do mount --bind "$f" "/etc/${f##*/}" || exit 99; done
		exec prlimit --nofile="$1" bash -c 'exec -a netstat "$0" "$@"' "${@:3}" </dev/null`
	cmd := ns.command(append([]string{"bash", "-c", script, "bash", fmt.Sprint(files), ns.etc, program}, args...)...)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	_ = cmd.Run()
	require.NotNil(t, cmd.ProcessState)
	return result{out.String(), errs.String(), fmt.Sprint(cmd.ProcessState.ExitCode(), "\n")}
}

// manyFiles is more than gonetstat takes.
const manyFiles = 1024

// sameWithFiles requires that so many file descriptors are enough. What is
// listed may change at any time; then it is listed again.
func (ns *namespace) sameWithFiles(t *testing.T, files int, args ...string) {
	t.Helper()
	var want, got, again result
	for range 20 {
		want, got, again = ns.withFiles(t, manyFiles, args...), ns.withFiles(t, files, args...), ns.withFiles(t, manyFiles, args...)
		if want == again {
			break
		}
	}
	require.Equal(t, want.String(), got.String(), "netstat %q with %d descriptors", args, files)
	live.Add(1)
}

// TestFewDescriptorsLoseNothing lists with ever fewer descriptors what the
// reference lists with many. It does so itself with 4, but for interfaces and
// programs.
func TestFewDescriptorsLoseNothing(t *testing.T) {
	testkit.Need(t, "prlimit")
	busy, quiet := newNamespace(t), newNamespace(t)
	holdSockets(t, busy)
	for args, ns := range map[string]*namespace{
		"-tulpn": busy, "-an": busy, "-anp": busy, "-anpv": busy, "-xap": busy, "-tlnp -4": busy, "-rn": busy, "-r6n": quiet, "-gn": busy, "-M": busy,
		"-i": quiet, "-ie": quiet, "-ia": quiet, "-s": quiet, "-s6": quiet,
	} {
		t.Run(args, func(t *testing.T) {
			words := strings.Fields(args)
			compareLive(t, ns, words...)
			for _, files := range []int{23, 16, 12, 10, 8, 7, 6, 5, 4} {
				ns.sameWithFiles(t, files, words...)
			}
		})
	}
}

// TestFewDescriptorsLoseNoNames does so with the names of hosts.
func TestFewDescriptorsLoseNoNames(t *testing.T) {
	testkit.Need(t, "prlimit")
	ns := newNamedNamespace(t)
	compareLive(t, ns, "-tuap")
	for _, files := range []int{40, 24, 23, 16, 12, 10, 8, 7, 6, 5, 4} {
		ns.sameWithFiles(t, files, "-tuap")
	}
}
