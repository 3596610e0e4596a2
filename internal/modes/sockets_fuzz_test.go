package modes

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gonetstat/gonetstat/internal/options"
	"github.com/stretchr/testify/require"
)

// FuzzSocketList lists any text as net/tcp and as net/udp, with an owner of
// any name. Whatever they hold, the list consists of whole lines of printable
// ASCII, one for a row, and the rest of the lines is complained about.
func FuzzSocketList(f *testing.F) {
	const row = "   0: 0100007F:0035 0100007F:0036 01 00000000:00000000 00:00000000 00000000     0        0 4242 2 0 0\n"
	f.Add("heading\n"+row+row, []byte("/usr/bin/foo\x00-x"))
	f.Add("\n"+row+"x\n\x00\n", []byte("\x1b[31m\n\xff"))
	f.Fuzz(func(t *testing.T, table string, cmdline []byte) {
		proc := t.TempDir()
		for name, content := range map[string]string{"net/tcp": table, "net/udp": table, "4711/cmdline": string(cmdline)} {
			path := filepath.Join(proc, name)
			require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
			require.NoError(t, os.WriteFile(path, []byte(content), 0o644))
		}
		require.NoError(t, os.Mkdir(filepath.Join(proc, "4711/fd"), 0o755))
		require.NoError(t, os.Symlink("socket:[4242]", filepath.Join(proc, "4711/fd/3")))
		request, _ := options.Parse("netstat", []string{"-tuanpeeo"}, nil, nil)
		require.NotNil(t, request)
		var out, errs bytes.Buffer
		status := Run(Place{Proc: proc, Etc: proc}, request, &out, &errs)
		require.Equal(t, statusOK, status)
		for _, c := range out.Bytes() {
			require.True(t, c == '\n' || ' ' <= c && c <= '~', "byte %#x", c)
		}
		require.True(t, strings.HasSuffix(out.String(), "\n"))

		lines := 0
		if heading, rows, _ := strings.Cut(table, "\n"); heading != table {
			lines = strings.Count(rows, "\n")
			if rows != "" && !strings.HasSuffix(rows, "\n") {
				lines++
			}
		}
		printed := strings.Count(out.String(), "\n") - 2
		refused := strings.Count(errs.String(), "\n")
		require.Equal(t, 2*lines, printed+refused)
	})
}
