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

// lacking skips a test that cannot run here. Where all tests must run, in
// continuous integration, it fails.
func lacking(t *testing.T, reason string) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Fatal(reason)
	}
	t.Skip(reason)
}

func needRoot(t *testing.T) {
	t.Helper()
	if os.Geteuid() != 0 {
		lacking(t, "needs root")
	}
}

// need makes sure that programs are installed.
func need(t *testing.T, programs ...string) {
	t.Helper()
	for _, program := range programs {
		if _, err := exec.LookPath(program); err != nil {
			lacking(t, "needs "+program)
		}
	}
}

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

var built = sync.OnceValues(func() (string, error) {
	path := filepath.Join(scratch, "gonetstat")
	cmd := exec.Command("go", "build", "-trimpath", "-buildvcs=false", "-ldflags", "-s -w", "-o", path, "./cmd/gonetstat")
	cmd.Dir, cmd.Env = root, append(os.Environ(), "CGO_ENABLED=0")
	cmd.Stderr = os.Stderr
	return path, cmd.Run()
})

// program gives the path of a gonetstat, built once for all tests in a
// directory that every user can enter.
func program(t *testing.T) string {
	t.Helper()
	path, err := built()
	require.NoError(t, err)
	return path
}

var scratch string

func TestMain(m *testing.M) {
	os.Exit(run(m))
}

func run(m *testing.M) int {
	var err error
	if scratch, err = os.MkdirTemp("", "gonetstat-packages-"); err != nil {
		panic(err)
	}
	defer os.RemoveAll(scratch)
	if err := os.Chmod(scratch, 0o755); err != nil {
		panic(err)
	}
	return m.Run()
}

var helpOption = regexp.MustCompile(`(?m)^  (?:(-\w), |    )(--[\w-]+)`)

// An option is what --help lists; short is "" for one without a letter.
type option struct{ short, long string }

// hidden are options that --help leaves out: other names, and those without
// any effect or any use here.
var hidden = []option{
	{"", "--ip"}, {"", "--appletalk"}, {"", "--tcpip"}, {"", "--bluetooth"},
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
