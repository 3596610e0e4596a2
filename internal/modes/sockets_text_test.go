package modes

import (
	"bytes"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gonetstat/gonetstat/internal/engine"
	"github.com/gonetstat/gonetstat/internal/testkit"
)

// made has text made of rows, some of which wait, each twice, and gives the
// pieces of it.
func made(waits string) (pieces []string) {
	k := &maker{}
	appendRow := func(dst []byte, row *byte) []byte {
		for range 2 {
			dst = append(dst, *row)
			if strings.IndexByte(waits, *row) >= 0 {
				k.slow()
			}
		}
		return append(dst, '\n')
	}
	b := &engine.Batch[byte]{Rows: []byte("abc"), Garbled: 2}
	say := func(t *text) { pieces = append(pieces, fmt.Sprintf("%s/%s/%v", t.rows, t.errs, t.early)) }
	w := work(k, nil, "!", appendRow)
	t := w.Make(&text{rows: []byte("old"), errs: []byte("old"), early: true}, b, say)
	say(t)
	b = &engine.Batch[byte]{Rows: []byte("xy")}
	say(w.Make(t, b, say))
	return pieces
}

func TestRowsBeforeOneThatWaitsAreHandedOn(t *testing.T) {
	assert.Equal(t, []string{"aa\nbb\ncc\n/!!/false", "xx\nyy\n//false"}, made(""))
	assert.Equal(t, []string{"aa\n/!!/true", "//true", "bb\ncc\n//false", "xx\nyy\n//false"}, made("b"))
	assert.Equal(t, []string{"/!!/true", "//true", "aa\nbb\n//true", "//true", "cc\n//false", "xx\n//true", "//true", "yy\n//false"}, made("acy"))
}

// writes counts what is written, and takes down when.
type writes struct {
	texts []string
	times []time.Duration
	start time.Time
}

func (w *writes) Write(text []byte) (int, error) {
	w.texts, w.times = append(w.texts, string(text)), append(w.times, time.Since(w.start))
	return len(text), nil
}

func TestListingOfNamesInFilesIsWrittenAtOnce(t *testing.T) {
	etc := t.TempDir()
	write(t, etc, "nsswitch.conf", "hosts: files\npasswd: files\n")
	write(t, etc, "hosts", "127.0.0.1 localhost\n")
	for _, args := range [][]string{{"-a"}, {"-ae"}, {"-an"}, {"-a", "--output=table"}, {"-ae", "--output=csv"}} {
		var out writes
		var errs bytes.Buffer
		status := Run(Place{Proc: filepath.Join(testdata, "inet", "proc"), Etc: etc, Root: etc}, accepted(t, args...), &out, &errs)
		assert.Zero(t, status, errs.String())
		assert.Len(t, out.texts, 1, "%v", args)
	}
}

// TestRowsBeforeASlowNameAreWritten lists sockets of users of whom one is asked
// for where nobody answers for a while.
func TestRowsBeforeASlowNameAreWritten(t *testing.T) {
	root := t.TempDir()
	const row = "%d: 0100007F:%04X 00000000:0000 0A 00000000:00000000 00:00000000 00000000 %d 0 7 1 0 100 0 0 10 0\n"
	testkit.WriteTree(t, root, map[string]string{
		"etc/nsswitch.conf": "passwd: files\n",
		"etc/passwd":        "root:x:0:0::/:/bin/sh\n",
		"proc/net/tcp":      "sl\n" + fmt.Sprintf(row, 0, 1022, 0) + fmt.Sprintf(row, 1, 1080, 4711) + fmt.Sprintf(row, 2, 1081, 0),
		"var/run/nscd/keep": "",
	})
	const pause = 500 * time.Millisecond
	l, err := net.Listen("unix", filepath.Join(root, "var/run/nscd/socket"))
	require.NoError(t, err)
	defer l.Close()
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			question := make([]byte, 100)
			n, _ := conn.Read(question)
			if bytes.Contains(question[:n], []byte("4711")) {
				time.Sleep(pause)
			}
			conn.Close()
		}
	}()
	at := Place{Proc: filepath.Join(root, "proc"), Etc: filepath.Join(root, "etc"), Root: root}
	for _, form := range []string{"net-tools", "ndjson", "csv"} {
		out := writes{start: time.Now()}
		require.Zero(t, Run(at, accepted(t, "-4tle", "--numeric-hosts", "--numeric-ports", "--output="+form), &out, os.Stderr))
		var early, late string
		for i, text := range out.texts {
			assert.True(t, strings.HasSuffix(text, "\n"), "whole rows")
			if out.times[i] < pause {
				early += text
			} else {
				late += text
			}
		}
		assert.Contains(t, early, "1022", form)
		assert.NotContains(t, early, "1080", form)
		assert.Contains(t, late, "1080", form)
		assert.Contains(t, late, "1081", form)
	}
}
