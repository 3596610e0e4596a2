package modes

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

// endless makes a table that has a row again and again, without end.
func endless(t *testing.T, tree, name, heading, row string) {
	t.Helper()
	path := filepath.Join(tree, name)
	require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
	require.NoError(t, unix.Mkfifo(path, 0o644))
	go func() {
		table, err := os.OpenFile(path, os.O_WRONLY, 0)
		if err != nil {
			return
		}
		defer table.Close()
		// A read that gave the heading alone would be the last: the kernel fills
		// pages.
		rows := bytes.Repeat([]byte(row), 1000)
		_, err = table.Write(append([]byte(heading), rows...))
		for err == nil {
			_, err = table.Write(rows)
		}
	}()
}

// TestQuietEndsWithTheFirstRow lists tables that never end.
func TestQuietEndsWithTheFirstRow(t *testing.T) {
	tree := t.TempDir()
	endless(t, tree, "net/tcp", fmt.Sprintf("%-149s\n", "sl"),
		fmt.Sprintf("%-149s\n", "   0: 0100007F:0016 0100007F:C350 01 00000000:00000000 00:00000000 00000000     0        0 31 1 0 20 4 30 10 -1"))
	endless(t, tree, "net/unix", "Num       RefCount Protocol Flags    Type St Inode Path\n", "0: 00000003 00000000 00000000 0001 03 1009 /run/a\n")
	endless(t, tree, "net/route", fmt.Sprintf("%-127s\n", "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT"),
		fmt.Sprintf("%-127s\n", "lo\t000000CB\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0"))
	for _, option := range []string{"-4t", "-x", "-r"} {
		var out, errs bytes.Buffer
		assert.Zero(t, Run(Place{Proc: tree, Etc: t.TempDir()}, accepted(t, option, "--quiet"), &out, &errs), option)
		assert.Empty(t, out.String()+errs.String(), option)
	}
}
