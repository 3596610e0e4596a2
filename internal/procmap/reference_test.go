package procmap

import (
	"bufio"
	"bytes"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// The files in testdata say what net-tools' netstat shows. Root can record
// them anew from the one that is installed, for inputs added to them too:
//
//	go test ./internal/procmap -run Netstat -record
var record = flag.Bool("record", false, "record testdata from the installed netstat")

// runNetstat runs
//
//	unshare -m sh -c 'mount --bind PROC /proc && exec netstat -tanp'
//
// on a fabricated proc directory, after writing a net/tcp with a socket for
// each inode, and returns what the last column shows for each, and stderr.
func runNetstat(t *testing.T, proc string, asNobody bool, inodes ...string) (cells []string, stderr string) {
	t.Helper()
	require.NoError(t, os.MkdirAll(filepath.Join(proc, "net"), 0o755))
	var table bytes.Buffer
	fmt.Fprintln(&table, "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode")
	for i, inode := range inodes {
		fmt.Fprintf(&table, "%4d: 0100007F:%04X 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 %s 1 0 100 0 0 10 0\n", i, i+1, inode)
	}
	require.NoError(t, os.WriteFile(filepath.Join(proc, "net", "tcp"), table.Bytes(), 0o644))
	program := "netstat -tanp"
	if asNobody {
		program = "setpriv --reuid=65534 --regid=65534 --clear-groups " + program
	}
	command := exec.Command("unshare", "-m", "sh", "-c", `mount --bind "$0" /proc && exec `+program, proc)
	var errs bytes.Buffer
	command.Stderr = &errs
	output, err := command.Output()
	require.NoError(t, err, errs.String())
	// A name can hold a newline, so rows are told apart by their beginning.
	rows := regexp.MustCompile(`(?m)^tcp +0 +0 127\.0\.0\.1:\d+ +0\.0\.0\.0:\* +LISTEN      `).Split(string(output), -1)[1:]
	require.Len(t, rows, len(inodes))
	for _, row := range rows {
		// The column is padded to 19 characters; a blank and the newline follow.
		cells = append(cells, strings.TrimRight(strings.TrimSuffix(row, "\n"), " "))
	}
	return cells, errs.String()
}

// readTable reads a file of testdata: quoted strings, a record per line.
func readTable(t testing.TB, name string) [][]string {
	t.Helper()
	file, err := os.Open(filepath.Join("testdata", name))
	require.NoError(t, err)
	defer file.Close()
	var table [][]string
	for lines := bufio.NewScanner(file); lines.Scan(); {
		if strings.HasPrefix(lines.Text(), "#") {
			continue
		}
		var fields []string
		for _, quoted := range strings.Split(lines.Text(), "\t") {
			field, err := strconv.Unquote(quoted)
			require.NoError(t, err, lines.Text())
			fields = append(fields, field)
		}
		table = append(table, fields)
	}
	require.NotEmpty(t, table)
	return table
}

// writeTable writes a file that readTable reads.
func writeTable(t *testing.T, name, comment string, table [][]string) {
	t.Helper()
	var text strings.Builder
	fmt.Fprintf(&text, "# %s\n", comment)
	for _, fields := range table {
		for i, field := range fields {
			if i > 0 {
				text.WriteByte('\t')
			}
			text.WriteString(strconv.QuoteToASCII(field))
		}
		text.WriteByte('\n')
	}
	require.NoError(t, os.WriteFile(filepath.Join("testdata", name), []byte(text.String()), 0o644))
}
