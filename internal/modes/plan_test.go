package modes

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/options"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

// A listing of many namespaces that ends early, for want of sctp, must not wait
// for tables that are never read, nor for names that are never printed.
func TestEarlyEndDoesNotWaitForOtherTables(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "udp"), []byte("heading\n"+
		"   0: 010200C0:0035 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 116 2 0 0\n"), 0o644))
	var spaces []*space
	for i := range 200 {
		spaces = append(spaces, &space{tables: procnet.Dir(dir), in: format.Space{Label: fmt.Sprint(i), Several: true}})
	}
	request, _ := options.Parse("gonetstat", []string{"-Sua"}, nil, nil)
	require.NotNil(t, request)
	var stdout, stderr bytes.Buffer
	r := newRun(Place{Proc: dir, Etc: dir}, request, &stdout, &stderr)
	ended := make(chan int)
	go func() { ended <- r.mode.list(&finding{spaces: spaces, ended: true}) }()
	select {
	case status := <-ended:
		assert.Equal(t, 1, status)
	case <-time.After(10 * time.Second):
		t.Fatal("the listing does not end")
	}
	assert.Contains(t, stderr.String(), "AF INET (sctp)")
}
