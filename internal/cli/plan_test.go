package cli

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gonetstat/gonetstat/internal/procnet"
)

// A listing of many namespaces that ends early, for want of sctp, must not wait
// for tables that are never read, nor for names that are never printed.
func TestEarlyEndDoesNotWaitForOtherTables(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "udp"), []byte("heading\n"+
		"   0: 010200C0:0035 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 116 2 0 0\n"), 0o644))
	var spaces []space
	for i := range 3 * maxOpenTables {
		spaces = append(spaces, space{tables: procnet.Dir(dir), label: fmt.Sprint(i)})
	}
	opts, _ := parse("gonetstat", []string{"-Sua"}, nil, nil)
	require.NotNil(t, opts)
	var stdout, stderr bytes.Buffer
	r := newRun(place{proc: dir, etc: dir}, opts, &stdout, &stderr)
	ended := make(chan int)
	go func() { ended <- r.sockets(spaces) }()
	select {
	case status := <-ended:
		assert.Equal(t, 1, status)
	case <-time.After(10 * time.Second):
		t.Fatal("the listing does not end")
	}
	assert.Contains(t, stderr.String(), "AF INET (sctp)")
}
