package modes

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/netns"
)

// gone is a namespace that ended after it was found.
type gone string

func (g gone) Open(table string) (*os.File, error) {
	err := &netns.Error{Name: string(g), Reason: "the network namespace is gone", Err: netns.ErrGone}
	return nil, &os.PathError{Op: "open", Path: "/proc/net/" + table, Err: err}
}

func TestNamespaceThatEndedIsComplainedAboutOnce(t *testing.T) {
	r, _, _, stderr := severalSpaces(t, accepted(t, "-an"))
	// The name of one is the end of the other's.
	var spaces []*space
	for _, label := range []string{"infrared", "red", "r"} {
		spaces = append(spaces, &space{tables: gone(label), in: format.Space{Label: label, Several: true}})
	}
	for range 3 {
		assert.Equal(t, statusRefused, listIn(r, spaces))
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
			s := &search{log: &log{errs: &stderr}, at: Place{Proc: "/proc"}, names: strings.Split(list, ",")}
			found := s.begin(t.Context())
			spaces, status := found.rest(), found.status
			require.Len(t, spaces, 1)
			if !several {
				assert.False(t, spaces[0].in.Several)
				assert.Empty(t, stderr.String())
				assert.Equal(t, statusOK, status)
				return
			}
			assert.NotEmpty(t, spaces[0].in.Label)
			assert.True(t, spaces[0].in.Several)
			assert.Equal(t, 1, strings.Count(stderr.String(), "/absent: "), stderr.String())
			assert.Equal(t, statusRefused, status)
		})
	}
}

func TestMissingNamespaceDoesNotEndContinuousListing(t *testing.T) {
	var stdout, stderr bytes.Buffer
	listing := func(args ...string) *run { return newRun(System, accepted(t, args...), &stdout, &stderr) }
	r := listing("-tn", "--netns=/absent,/proc/self/ns/net", "-c")
	for range 3 {
		assert.Equal(t, statusOK, r.once())
	}
	assert.Equal(t, 1, strings.Count(stderr.String(), "\n"), stderr.String())

	// -s lists once even with -c
	assert.Equal(t, statusRefused, listing("-s", "--netns=/absent,/proc/self/ns/net", "-c").once())
	assert.Equal(t, statusRefused, listing("-tn", "--netns=/absent", "-c").once(), "nothing is left to list")
}
