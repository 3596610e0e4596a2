package modes

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gonetstat/gonetstat/internal/options"
	"github.com/stretchr/testify/require"
)

// record writes the golden files anew from the reference: see "make golden".
var recordGolden = flag.Bool("record", false, "record the golden files from net-tools' netstat (needs root)")

const testdata = "../../testdata"

// TestGolden runs the command lines in testdata/TREE/commands on the tree in
// testdata/TREE/proc, with the names in testdata/TREE/etc, and compares with
// what netstat printed there, which is kept in testdata/TREE/golden.
func TestGolden(t *testing.T) {
	lists, err := filepath.Glob(filepath.Join(testdata, "*", "commands"))
	require.NoError(t, err)
	require.NotEmpty(t, lists)
	for _, list := range lists {
		dir, err := filepath.Abs(filepath.Dir(list))
		require.NoError(t, err)
		t.Run(filepath.Base(dir), func(t *testing.T) {
			text, err := os.ReadFile(list)
			require.NoError(t, err)
			commands := strings.Split(strings.TrimSpace(string(text)), "\n")
			golden := filepath.Join(dir, "golden")
			if *recordGolden {
				recordTree(t, dir, commands, golden)
			}
			want := readGolden(t, golden)
			for _, command := range commands {
				t.Run(command, func(t *testing.T) {
					expected, ok := want[command]
					require.True(t, ok, "no recorded output: run make golden")
					require.Equal(t, expected, runGolden(dir, strings.Fields(command)[1:]))
				})
			}
		})
	}
}

// runGolden runs gonetstat on a tree.
func runGolden(dir string, args []string) string {
	var stdout, stderr bytes.Buffer
	request, status := options.Parse("netstat", args, &stdout, &stderr)
	if request != nil {
		status = Run(Place{Proc: filepath.Join(dir, "proc"), Etc: filepath.Join(dir, "etc"), Root: dir}, request, &stdout, &stderr)
	}
	return session(stdout.String(), stderr.String(), status)
}

func session(stdout, stderr string, status int) string {
	return fmt.Sprintf("%s--- stderr\n%s--- exit %d\n", stdout, stderr, status)
}

// readGolden reads the recorded sessions: each begins with "$ " and the
// command line.
func readGolden(t *testing.T, file string) map[string]string {
	t.Helper()
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	sessions := map[string]string{}
	for _, part := range strings.Split("\n"+string(text), "\n$ ")[1:] {
		command, output, _ := strings.Cut(part, "\n")
		if !strings.HasSuffix(output, "\n") {
			output += "\n"
		}
		sessions[command] = output
	}
	return sessions
}

// recordGolden lets the reference speak: it runs in a mount namespace in which
// the tree is /proc and the name files are those of /etc.
func recordTree(t *testing.T, dir string, commands []string, file string) {
	t.Helper()
	const script = `
dir=$1; shift
for f in "$dir"/etc/*; do [ -e "$f" ] && { mount --bind "$f" "/etc/${f##*/}" || exit 99; }; done
mount --bind "$dir/proc" /proc || exit 99
exec "$@"`
	var text bytes.Buffer
	for _, command := range commands {
		args := append([]string{"-m", "sh", "-c", script, "sh", dir}, strings.Fields(command)...)
		cmd := exec.Command("unshare", args...)
		cmd.Env = append(os.Environ(), "LC_ALL=C")
		var stdout, stderr bytes.Buffer
		cmd.Stdout, cmd.Stderr = &stdout, &stderr
		err := cmd.Run()
		if cmd.ProcessState == nil {
			require.NoError(t, err)
		}
		status := cmd.ProcessState.ExitCode()
		require.NotEqual(t, 99, status, stderr.String())
		fmt.Fprintf(&text, "$ %s\n%s", command, session(stdout.String(), stderr.String(), status))
	}
	require.NoError(t, os.WriteFile(file, text.Bytes(), 0o644))
}
