package differential

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gonetstat/gonetstat/internal/testkit"
)

// churn has namespaces begin and end with their only process, some hundred a
// second, until the end of the test.
func churn(t *testing.T) {
	t.Helper()
	testkit.Loop(t, "unshare -n sleep 0.01")
}

// amongNames runs a command where the names in $2 are all that namespaces have,
// with $1 for a directory: others may be given and taken away on this host at any time.
const amongNames = `
dir=$1 names=$2
shift 2
mount -t tmpfs tmpfs "$dir" || exit 99
for name in $names; do
	: >"$dir/$name" && mount --bind "/run/netns/$name" "$dir/$name" || exit 99
done
mount --rbind "$dir" /run/netns || exit 99
exec "$@"
`

// TestNamespacesThatEndAreNoErrorInAnyMode lists all namespaces while some end
// half-way, and compares what is said of them, and the status, with a list of
// those that stay.
func TestNamespacesThatEndAreNoErrorInAnyMode(t *testing.T) {
	homes := village(t)
	var names []string
	for _, ns := range homes {
		if ns.namespace != nil {
			names = append(names, ns.name)
		}
	}
	dir := t.TempDir()
	list := func(mode string) result {
		return output(t, "unshare", "-m", "sh", "-c", amongNames, "sh", dir, strings.Join(names, " "), program, "--all-netns", mode)
	}
	modes := []string{"-tan", "-tulpn", "-xan", "-g", "-i", "-ia", "-M", "-rn", "-6rn", "-s", "-s6"}
	calm := map[string]result{}
	for _, mode := range modes {
		calm[mode] = list(mode)
	}
	churn(t)
	churn(t)
	for _, mode := range modes {
		t.Run(mode, func(t *testing.T) {
			for range 20 {
				got := list(mode)
				require.Equal(t, calm[mode].status, got.status, got.stderr)
				for line := range strings.Lines(got.stderr) {
					require.Contains(t, calm[mode].stderr, line)
				}
				for kind, ns := range homes {
					block, count := blockOf(calm[mode].stdout, ns.label)
					if count == 0 {
						require.Equal(t, rowsOf(calm[mode].stdout, ns.label), rowsOf(got.stdout, ns.label), kind)
						continue
					}
					again, count := blockOf(got.stdout, ns.label)
					require.Equal(t, 1, count, kind)
					require.Equal(t, block, again, kind)
				}
			}
		})
	}
}
