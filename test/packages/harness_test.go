// Package packages tests what is shipped beside the program: the manual page,
// the completions and the packages.
package packages

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gonetstat/gonetstat/internal/testkit"
)

// root is the directory of the repository.
var root = func() string {
	dir, err := filepath.Abs("../..")
	if err != nil {
		panic(err)
	}
	return dir
}()

// in gives the path of a file of the repository.
func in(name string) string { return filepath.Join(root, name) }

// output runs a command, which must succeed, and returns its standard output.
func output(t *testing.T, command string, args ...string) string {
	t.Helper()
	cmd := exec.Command(command, args...)
	cmd.Dir = root
	out, err := cmd.Output()
	var errs string
	if exit, ok := err.(*exec.ExitError); ok {
		errs = string(exit.Stderr)
	}
	require.NoError(t, err, "%v\n%s", cmd, errs)
	return string(out)
}

// archive copies what git would commit, or all that is there without git, into a
// directory, as a source archive has it.
func archive(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	const copyAll = `{ git -c safe.directory='*' ls-files -co --exclude-standard 2>/dev/null ||
		find . \( -path ./dist -o -name .git \) -prune -o ! -type d -print; } | tar -c --ignore-failed-read -T - | tar -x -C "$0"`
	output(t, "sh", "-c", copyAll, dir)
	return dir
}

// withoutGit gives a PATH where git does not work.
func withoutGit(t *testing.T) string {
	t.Helper()
	bin := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(bin, "git"), []byte("#!/bin/sh\nexit 127\n"), 0o755))
	return "PATH=" + bin + ":" + os.Getenv("PATH")
}

var built = sync.OnceValues(func() (string, error) { return testkit.Build(scratch) })

// program gives the path of a gonetstat, built once for all tests in a
// directory that every user can enter.
func program(t *testing.T) string {
	t.Helper()
	path, err := built()
	require.NoError(t, err)
	return path
}

// scratch is a directory that every user can enter.
var scratch string

func TestMain(m *testing.M) {
	os.Exit(testkit.Scratch(func(dir string) int {
		scratch = dir
		return m.Run()
	}))
}

var helpOption = regexp.MustCompile(`(?m)^  (?:(-\w), |    )(--[\w-]+)`)

// An option is what --help lists; short is "" for one without a letter.
type option struct{ short, long string }

// hidden are options that --help leaves out: other names, and those without
// any effect or any use here.
var hidden = []option{
	{"", "--ip"}, {"", "--appletalk"}, {"", "--tcpip"}, {"", "--bluetooth"}, {"", "--program"},
	{"-2", "--l2cap"}, {"-f", "--rfcomm"},
}

// options gives all options.
func options(t *testing.T) []option {
	t.Helper()
	listed := hidden
	for _, match := range helpOption.FindAllStringSubmatch(output(t, program(t), "--help"), -1) {
		listed = append(listed, option{match[1], match[2]})
	}
	require.Greater(t, len(listed), 40, "--help lists options in another form")
	return listed
}
