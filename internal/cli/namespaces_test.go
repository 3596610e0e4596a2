package cli

import (
	"bufio"
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gonetstat/gonetstat/internal/names"
	"github.com/gonetstat/gonetstat/internal/netns"
)

// gone is a namespace that ended after it was found.
type gone string

func (g gone) Open(table string) (*os.File, error) {
	err := &netns.Error{Name: string(g), Reason: "the network namespace is gone", Err: netns.ErrGone}
	return nil, &os.PathError{Op: "open", Path: "/proc/net/" + table, Err: err}
}

func TestNamespaceThatEndedIsComplainedAboutOnce(t *testing.T) {
	var stdout, stderr bytes.Buffer
	r := &run{
		ctx:    t.Context(),
		opts:   &Options{All: true, NumericHosts: true, NumericPorts: true, Output: outputs[0]},
		stdout: &stdout,
		out:    bufio.NewWriter(&stdout),
		errs:   &stderr,
		proc:   t.TempDir(),
		names:  names.New(t.TempDir()),
	}
	// The name of one is the end of the other's.
	spaces := []space{{tables: gone("red"), label: "red"}, {tables: gone("infrared"), label: "infrared"}, {tables: gone("r"), label: "r"}}
	for range 3 {
		assert.Equal(t, statusRefused, r.sockets([]space{spaces[1], spaces[0], spaces[2]}))
	}
	want := "gonetstat: infrared: the network namespace is gone\n" +
		"gonetstat: red: the network namespace is gone\n" +
		"gonetstat: r: the network namespace is gone\n"
	assert.Equal(t, want, stderr.String())
	assert.NotContains(t, stderr.String(), "no support")
}

func TestNamespaceNamedTwiceIsOne(t *testing.T) {
	for list, several := range map[string]bool{
		"/proc/self/ns/net":                                           false,
		"/proc/self/ns/net,/proc/self/ns/net":                         false,
		"/proc/self/ns/net,/proc/thread-self/ns/net":                  false,
		"/proc/self/ns/net,/absent":                                   true,
		"/absent,/absent,/proc/self/ns/net,,/proc/thread-self/ns/net": true,
	} {
		t.Run(list, func(t *testing.T) {
			var stderr bytes.Buffer
			r := &run{ctx: t.Context(), opts: &Options{NetNS: strings.Split(list, ",")}, errs: &stderr, proc: "/proc"}
			spaces, status := r.spaces(t.Context())
			require.Len(t, spaces, 1)
			if !several {
				assert.Empty(t, spaces[0].label)
				assert.Empty(t, stderr.String())
				assert.Equal(t, statusOK, status)
				return
			}
			assert.NotEmpty(t, spaces[0].label)
			assert.Equal(t, 1, strings.Count(stderr.String(), "/absent: "), stderr.String())
			assert.Equal(t, statusRefused, status)
		})
	}
}

func TestMissingNamespaceDoesNotEndContinuousListing(t *testing.T) {
	var stderr bytes.Buffer
	r := &run{ctx: t.Context(), opts: &Options{NetNS: []string{"/absent", "/proc/self/ns/net"}, Continuous: true}, errs: &stderr, proc: "/proc"}
	for range 3 {
		_, status := r.spaces(t.Context())
		assert.Equal(t, statusOK, status)
	}
	assert.Equal(t, 1, strings.Count(stderr.String(), "\n"), stderr.String())

	r.opts.Statistics = true // -s lists once even with -c
	_, status := r.spaces(t.Context())
	assert.Equal(t, statusRefused, status)

	r.opts = &Options{NetNS: []string{"/absent"}, Continuous: true}
	_, status = r.spaces(t.Context())
	assert.Equal(t, statusRefused, status, "nothing is left to list")
}
