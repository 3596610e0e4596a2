package testkit

import (
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	_ "github.com/gonetstat/gonetstat/internal/process" // which the program has beside its Main
)

// Build builds gonetstat into a directory and gives its path: static, or with
// the race detector where GONETSTAT_RACE says so.
func Build(dir string) (string, error) {
	path := filepath.Join(dir, "gonetstat")
	args, env := []string{"build", "-buildvcs=false", "-o", path}, os.Environ()
	if os.Getenv("GONETSTAT_RACE") == "" {
		env = append(env, "CGO_ENABLED=0")
	} else {
		args = append(args, "-race")
	}
	build := exec.Command("go", append(args, "github.com/gonetstat/gonetstat/cmd/gonetstat")...)
	build.Env = env
	build.Stdout, build.Stderr = os.Stderr, os.Stderr
	if err := build.Run(); err != nil {
		return "", fmt.Errorf("build gonetstat: %w", err)
	}
	return path, nil
}

// Scratch gives run a directory that every user can enter, and removes it
// afterwards. It is for TestMain, which ends with the status that it returns.
func Scratch(run func(dir string) int) int {
	dir, err := os.MkdirTemp("", "gonetstat-test-")
	if err == nil {
		defer os.RemoveAll(dir)
		err = os.Chmod(dir, 0o755)
	}
	if err != nil {
		fmt.Println(err)
		return 1
	}
	return run(dir)
}

// Main is what the program's main function calls.
type Main func(args []string, stdout, stderr io.Writer) int

// skipAll says of every test of the test binary that it is skipped, in the words
// of the package testing, where somebody wants to know of each.
func skipAll(m *testing.M, reason string) error {
	flag.Parse()
	if !testing.Verbose() {
		return nil
	}
	wanted, err := regexp.Compile(strings.Split(flag.Lookup("test.run").Value.String(), "/")[0])
	if err != nil {
		return err
	}
	names, err := list(m)
	if err != nil {
		return fmt.Errorf("list the tests: %w", err)
	}
	for _, name := range names {
		if wanted.MatchString(name) && !strings.HasPrefix(name, "Benchmark") {
			fmt.Printf("=== RUN   %s\n    %s\n--- SKIP: %s (0.00s)\n", name, reason, name)
		}
	}
	return nil
}

// list gives the names that the test binary prints with -test.list.
func list(m *testing.M) ([]string, error) {
	if err := flag.Set("test.list", "."); err != nil {
		return nil, err
	}
	file, err := os.CreateTemp("", "gonetstat-test-")
	if err != nil {
		return nil, err
	}
	defer os.Remove(file.Name())
	defer file.Close()
	stdout := os.Stdout
	os.Stdout = file
	m.Run()
	os.Stdout = stdout
	names, err := os.ReadFile(file.Name())
	return strings.Fields(string(names)), err
}

// OnProgram builds gonetstat and gives it to run, unless root or one of the
// tools is missing: then the tests are skipped, or fail where all must run. It
// is for the TestMain of tests of the whole program, as root, in English. What
// the program consists of is part of the test binary, so that go test knows
// that results which it has kept are those of another program.
func OnProgram(m *testing.M, tests string, _ Main, tools []string, run func(program string) int) int {
	reason := ""
	if os.Geteuid() != 0 {
		reason = "needs root"
	} else if tool := missing(tools); tool != "" {
		reason = "needs " + tool
	} else {
		reason = refused("--mount", "--net", "--pid", "--fork")
	}
	switch {
	case reason != "" && allMustRun():
		fmt.Println(tests, "cannot run:", reason)
		return 1
	case reason != "":
		if err := skipAll(m, reason); err != nil {
			fmt.Println(err)
			return 1
		}
		fmt.Printf("PASS\nSKIP all %s: %s\n", tests, reason)
		return 0
	}
	os.Setenv("LC_ALL", "C")
	return Scratch(func(dir string) int {
		program, err := Build(dir)
		if err != nil {
			fmt.Println(err)
			return 1
		}
		return run(program)
	})
}
