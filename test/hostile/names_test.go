package hostile

import (
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Whatever a process calls itself, its sockets are rows of one line each, in
// printable ASCII.
func TestProcessNamesStayInTheirColumn(t *testing.T) {
	netns := namespace(t, "names")
	startHelper(t, netns, "names")
	for _, options := range []string{"-tlnp", "-tlnpW", "-tlnpe"} {
		r := shell(t, `ip netns exec "$1" "$P" "$2"`, netns, options)
		require.Zero(t, r.status)
		assert.Empty(t, r.stderr)
		rows := strings.Split(strings.TrimSuffix(r.stdout, "\n"), "\n")[2:]
		require.Len(t, rows, len(names)+2)
		for i, row := range rows {
			assert.True(t, strings.HasPrefix(row, "tcp "), "%q", row)
			for _, c := range []byte(row) {
				require.True(t, ' ' <= c && c <= '~', "byte %#x in row %d: %q", c, i, row)
			}
		}
	}
	// Without the names, the rows are the reference's.
	ours := shell(t, `exec ip netns exec "$1" "$P" -tlne`, netns)
	reference := shell(t, `exec ip netns exec "$1" "$N" -tlne`, netns)
	assert.Equal(t, reference, ours)
}

// The path of a unix socket is printed as the reference prints it: raw, up to
// its first blank.
func TestSocketPathsAreTheReferences(t *testing.T) {
	netns := namespace(t, "paths")
	startHelper(t, netns, "names")
	for _, options := range []string{"-xan", "-xln"} {
		ours := shell(t, `ip netns exec "$1" "$P" "$2"`, netns, options)
		reference := shell(t, `ip netns exec "$1" "$N" "$2"`, netns, options)
		assert.Equal(t, reference, ours)
		assert.Contains(t, ours.stdout, " @\x1b[31mred")
	}
}

// The name of an interface is printed as the reference prints it.
func TestInterfaceNamesAreTheReferences(t *testing.T) {
	netns := namespace(t, "interfaces")
	for i, name := range []string{"e\x1b[31mX", "\xff\xfe\x01", "x\x07\x08\x7f", "fifteen_\x1b_bytes"[:15]} {
		r := shell(t, `ip -n "$1" link add "$2" type veth peer name "p$3" && ip -n "$1" addr add "10.9.$3.1/24" dev "$2" &&
			ip -n "$1" link set "$2" up && ip -n "$1" link set "p$3" up`, netns, name, string(rune('0'+i)))
		require.Zero(t, r.status, "%q: %s", name, r.stderr)
	}
	reference, err := exec.LookPath("netstat")
	require.NoError(t, err)
	for _, options := range []string{"-i", "-ia", "-rn", "-rne", "-gn"} {
		run := func(path string) result {
			return shell(t, `exec ip netns exec "$1" bash -c 'exec -a netstat "$1" "$0"' "$2" "$3"`, netns, options, path)
		}
		var wanted, ours, again result
		for range 20 { // until no packet comes in between
			if wanted, ours, again = run(reference), run(program), run(reference); wanted == again {
				break
			}
		}
		assert.Equal(t, wanted, ours, options)
	}
}
