package modes

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/options"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

// accepted gives what a command line asks for, which must be accepted without a
// word.
func accepted(t *testing.T, args ...string) *options.Request {
	t.Helper()
	var out, errs strings.Builder
	request, _ := options.Parse("netstat", args, &out, &errs)
	require.NotNil(t, request, "%q: %s", args, errs.String())
	assert.Empty(t, out.String()+errs.String())
	return request
}

// severalSpaces makes a run on namespaces that have these tables each.
func severalSpaces(t *testing.T, request *options.Request, tables ...map[string]string) (r *run, spaces []*space, stdout, stderr *bytes.Buffer) {
	t.Helper()
	for i, files := range tables {
		dir := t.TempDir()
		for name, content := range files {
			path := filepath.Join(dir, name)
			require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
			require.NoError(t, os.WriteFile(path, []byte(content), 0o644))
		}
		spaces = append(spaces, &space{tables: procnet.Dir(dir), in: format.Space{Label: string(rune('a' + i)), Several: true}})
	}
	stdout, stderr = new(bytes.Buffer), new(bytes.Buffer)
	r = newRun(Place{Proc: t.TempDir(), Etc: "/nonexistent"}, request, stdout, stderr)
	t.Cleanup(func() { r.out.Flush() })
	return r, spaces, stdout, stderr
}

// listIn lists namespaces once and gives the status.
func listIn(r *run, spaces []*space) int {
	status := r.mode.list(&finding{spaces: spaces, ended: true})
	r.form.End()
	r.out.Flush()
	return status
}
