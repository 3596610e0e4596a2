package modes

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"golang.org/x/sys/unix"

	"github.com/gonetstat/gonetstat/internal/netns"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

// losing is a namespace that has so many tables left before it is lost.
type losing struct {
	tables procnet.Tables
	left   int
	err    error
}

func (l *losing) Open(table string) (*os.File, error) {
	if l.left == 0 {
		return nil, &os.PathError{Op: "open", Path: "/proc/net/" + table, Err: l.err}
	}
	l.left--
	return l.tables.Open(table)
}

func (l *losing) socket(int, int, int) (int, error) { return -1, l.err }

// modesOfTables are the modes that read a namespace after the other.
var modesOfTables = []string{"-r", "-i", "-s", "-s6", "-M"}

// lose runs a mode in a namespace that is lost, and gives what it prints on
// standard error.
func lose(t *testing.T, option string, left int, err error, options ...string) (status int, errs string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	tree := filepath.Join(testdata, "statistics", "proc")
	r := newRun(Place{Proc: tree, Etc: t.TempDir()}, accepted(t, append(options, option)...), &stdout, &stderr)
	l := &losing{procnet.Dir(tree + "/net"), left, err}
	status = listIn(r, []*space{{tables: l, socket: l.socket}})
	return status, stderr.String()
}

func TestLostNamespaceIsOneLine(t *testing.T) {
	lost := &netns.Error{Name: "blue", Reason: "cannot be entered: operation not permitted", Err: unix.EPERM}
	for _, option := range modesOfTables {
		for left := range 2 {
			if left > 0 && (option == "-r" || option == "-M") {
				continue // they read a single table
			}
			status, errs := lose(t, option, left, lost)
			assert.Equal(t, statusRefused, status, "%s after %d tables", option, left)
			assert.Equal(t, "gonetstat: blue: cannot be entered: operation not permitted\n", errs, "%s after %d tables", option, left)
		}
	}
}

func TestNamespaceThatEndedIsForgiven(t *testing.T) {
	gone := &netns.Error{Name: "net:[1]", Reason: "the network namespace is gone", Err: netns.ErrGone}
	for _, option := range modesOfTables {
		status, errs := lose(t, option, 0, gone, "--all-netns")
		assert.Zero(t, status, option)
		assert.Empty(t, errs, option)

		status, errs = lose(t, option, 0, gone, "--netns=blue")
		assert.Equal(t, statusRefused, status, option)
		assert.Equal(t, "gonetstat: net:[1]: the network namespace is gone\n", errs, option)
	}
}

func TestComplaintsAreForgottenWithTheirNamespaces(t *testing.T) {
	var c log
	assert.True(t, c.first("blue: gone"))
	assert.False(t, c.first("blue: gone"))
	c.round()
	assert.False(t, c.first("blue: gone"))
	c.round()
	assert.False(t, c.first("blue: gone"))
	c.round()
	c.round()
	assert.True(t, c.first("blue: gone"))
}
