package modes

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gonetstat/gonetstat/internal/options"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// contextCommands are compared in testdata/context.
var contextCommands = []string{"netstat -tn", "netstat -tnpeo", "netstat -un", "netstat -wn", "netstat -Sna", "netstat -xn", "netstat -xape", "netstat -an"}

// TestContextColumn compares the listings of -Z, on a tree of processes with
// contexts, with those of netstat on a host with SELinux.
func TestContextColumn(t *testing.T) {
	dir, err := filepath.Abs(filepath.Join(testdata, "context"))
	require.NoError(t, err)
	golden := filepath.Join(dir, "golden")
	if *recordGolden {
		recordContexts(t, dir, golden)
	}
	want := readGolden(t, golden)
	for _, command := range contextCommands {
		t.Run(command, func(t *testing.T) {
			var stdout, stderr bytes.Buffer
			request, _ := options.Parse("netstat", strings.Fields(command)[1:], &stdout, &stderr)
			require.NotNil(t, request)
			request.Columns.Context, request.Columns.Programs = true, true // what -Z sets where there is SELinux
			status := Run(Place{Proc: filepath.Join(dir, "proc"), Etc: "/nonexistent"}, request, &stdout, &stderr)
			assert.Equal(t, want[command], session(stdout.String(), stderr.String(), status))
		})
	}
}

// selinux is a library that lets a host without SELinux appear as one with it.
// It gives the contexts of processes as the real one does.
const selinux = `
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
int is_selinux_enabled(void) { return 1; }
void freecon(char *context) { free(context); }
int getpidcon(int pid, char **context)
{
	char buffer[4096];
	snprintf(buffer, sizeof buffer, "/proc/%d/attr/current", pid);
	FILE *file = fopen(buffer, "r");
	if (!file)
		return -1;
	size_t length = fread(buffer, 1, sizeof buffer - 1, file);
	fclose(file);
	buffer[length] = 0;
	if (!length)
		return -1;
	*context = strdup(buffer);
	return 0;
}
`

// recordContexts lets the reference speak, with -Z added to every command. It
// needs root and a C compiler.
func recordContexts(t *testing.T, dir, golden string) {
	t.Helper()
	build := t.TempDir()
	source, library := filepath.Join(build, "selinux.c"), filepath.Join(build, "selinux.so")
	require.NoError(t, os.WriteFile(source, []byte(selinux), 0o600))
	require.NoError(t, os.WriteFile(source+".map", []byte("LIBSELINUX_1.0 { global: *; };\n"), 0o600))
	output, err := exec.Command("cc", "-shared", "-fPIC", "-o", library, source,
		"-Wl,-soname,libselinux.so.1", "-Wl,--version-script="+source+".map").CombinedOutput()
	require.NoError(t, err, "%s", output)
	const script = `dir=$1 library=$2; shift 2; mount --bind "$dir/proc" /proc && LD_PRELOAD=$library exec "$@" -Z`
	var text bytes.Buffer
	for _, command := range contextCommands {
		cmd := exec.Command("unshare", append([]string{"-m", "sh", "-c", script, "sh", dir, library}, strings.Fields(command)...)...)
		cmd.Env = append(os.Environ(), "LC_ALL=C")
		var stdout, stderr bytes.Buffer
		cmd.Stdout, cmd.Stderr = &stdout, &stderr
		if err := cmd.Run(); cmd.ProcessState == nil {
			require.NoError(t, err)
		}
		fmt.Fprintf(&text, "$ %s\n%s", command, session(stdout.String(), stderr.String(), cmd.ProcessState.ExitCode()))
	}
	require.NoError(t, os.WriteFile(golden, text.Bytes(), 0o644))
}

func TestContextsOfUnreadableProcessesAreEmptyAndBytesHarmless(t *testing.T) {
	proc := t.TempDir()
	require.NoError(t, os.MkdirAll(filepath.Join(proc, "7", "attr"), 0o755))
	require.NoError(t, os.WriteFile(filepath.Join(proc, "7", "attr", "current"), []byte("a\x1b[31m\xff\n\x00more"), 0o644))
	c := &contexts{proc: proc}
	assert.Equal(t, "a.[31m.", c.context(7))
	assert.Empty(t, c.context(8))
}
