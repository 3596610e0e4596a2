// Command tally runs go test and says in the end how many tests ran, and how
// many were skipped in which package and why, which go test keeps to itself. It
// prints what go test prints, and a sign of life when that is nothing for long.
// Its arguments are those of go test, or of several that run one after another:
//
//	go run ./internal/tools/tally ./internal/... -- -p=1 ./test/...
package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"time"
)

// silence is how long nothing is printed at most.
const silence = 20 * time.Second

func main() {
	status, err := run(os.Args[1:], os.Stdout)
	if err != nil {
		fmt.Fprintln(os.Stderr, "tally:", err)
		status = 1
	}
	os.Exit(status)
}

// run runs go test for each list of arguments between "--" and returns the exit
// status of the last one that failed, or 0.
func run(args []string, out io.Writer) (status int, err error) {
	t := newTally(out)
	for more := true; more; {
		var list []string
		list, args, more = cut(args)
		last, err := goTest(t, list)
		if err != nil {
			return 0, err
		}
		if last != 0 {
			status = last
		}
	}
	t.close()
	return status, nil
}

// cut cuts arguments around the first "--".
func cut(args []string) (before, after []string, found bool) {
	i := slices.Index(args, "--")
	if i < 0 {
		return args, nil, false
	}
	return args[:i], args[i+1:], true
}

// goTest runs go test and returns its exit status.
func goTest(t *tally, args []string) (int, error) {
	cmd := exec.Command("go", append([]string{"test", "-json"}, args...)...)
	cmd.Stderr = os.Stderr
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return 0, err
	}
	if err := cmd.Start(); err != nil {
		return 0, err
	}
	follow(t, stdout, silence)
	err = cmd.Wait()
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		return exit.ExitCode(), nil
	}
	return 0, err
}

// follow gives all lines to the tally, and has it speak where they keep it
// silent.
func follow(t *tally, from io.Reader, silence time.Duration) {
	lines := make(chan []byte)
	go func() {
		defer close(lines)
		for reader := bufio.NewReader(from); ; {
			line, err := reader.ReadBytes('\n')
			if len(line) > 0 {
				lines <- line
			}
			if err != nil {
				return
			}
		}
	}()
	for {
		timer := time.NewTimer(time.Until(t.spoke.Add(silence)))
		select {
		case line, more := <-lines:
			timer.Stop()
			if !more {
				return
			}
			t.read(line)
		case <-timer.C:
			t.signOfLife()
		}
	}
}
