package differential

import (
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// stageVariable makes the test binary a stage.
const stageVariable = "GONETSTAT_TEST_STAGE"

// A stage is a process with mounts of its own that runs one case after the
// other: it makes a tree stand in for /proc, runs programs there, and takes it
// away again. A case takes a fraction of what a process with mounts of its own
// for each would.
type stage struct {
	cmd   *exec.Cmd
	input io.Closer
	cases *gob.Encoder
	ends  *gob.Decoder
}

// A stageCase is a tree that has been written to a directory, and what is run
// there, each under the reference's name.
type stageCase struct {
	Dir      string
	Programs []string
	Args     []string
	Env      []string // nil for the stage's own
}

// A stageEnd is what the programs of a case gave, or why there was none.
type stageEnd struct {
	Stdout, Stderr []string
	Status         []int
	Error          string
}

// stages are those that have nothing to do.
var stages struct {
	sync.Mutex
	idle []*stage
}

// onStage runs a case.
func onStage(c stageCase) ([]result, error) {
	s, err := takeStage()
	if err != nil {
		return nil, err
	}
	var end stageEnd
	if err := errors.Join(s.cases.Encode(c), s.ends.Decode(&end)); err != nil {
		return nil, errors.Join(err, s.cmd.Process.Kill(), s.cmd.Wait())
	}
	if end.Error != "" {
		return nil, errors.New(end.Error)
	}
	stages.Lock()
	defer stages.Unlock()
	stages.idle = append(stages.idle, s)
	var results []result
	for i := range c.Programs {
		results = append(results, result{end.Stdout[i], end.Stderr[i], fmt.Sprint(end.Status[i], "\n")})
	}
	return results, nil
}

// takeStage gives an idle stage, or a new one.
func takeStage() (*stage, error) {
	stages.Lock()
	defer stages.Unlock()
	if last := len(stages.idle) - 1; last >= 0 {
		s := stages.idle[last]
		stages.idle = stages.idle[:last]
		return s, nil
	}
	s := &stage{cmd: exec.Command("unshare", "-m", "--", os.Args[0])}
	s.cmd.Env = append(os.Environ(), stageVariable+"=1")
	s.cmd.Stderr = os.Stderr
	input, err := s.cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	output, err := s.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	s.input, s.cases, s.ends = input, gob.NewEncoder(input), gob.NewDecoder(output)
	return s, s.cmd.Start()
}

// endStages ends all stages.
func endStages() {
	stages.Lock()
	defer stages.Unlock()
	for _, s := range stages.idle {
		s.input.Close()
		_ = s.cmd.Wait()
	}
	stages.idle = nil
}

// runStage is the main function of a stage.
func runStage() {
	cases, ends := gob.NewDecoder(os.Stdin), gob.NewEncoder(os.Stdout)
	for {
		var c stageCase
		if err := cases.Decode(&c); err != nil {
			return
		}
		var end stageEnd
		if err := c.run(&end); err != nil {
			end.Error = err.Error()
		}
		if ends.Encode(end) != nil {
			return
		}
	}
}

// run runs a case.
func (c *stageCase) run(end *stageEnd) (err error) {
	etc, err := filepath.Glob(filepath.Join(c.Dir, "etc/*"))
	if err != nil {
		return err
	}
	over := map[string]string{filepath.Join(c.Dir, "proc"): "/proc"}
	for _, file := range etc {
		over[file] = filepath.Join("/etc", filepath.Base(file))
	}
	for from, to := range over {
		if err := unix.Mount(from, to, "", unix.MS_BIND, ""); err != nil {
			return fmt.Errorf("bind %s over %s: %w", from, to, err)
		}
		defer func() { err = errors.Join(err, unix.Unmount(to, unix.MNT_DETACH)) }()
	}
	for _, program := range c.Programs {
		for again := true; again; {
			if again, err = c.runOne(program, end); err != nil {
				return err
			}
		}
	}
	return nil
}

// runOne runs a program. Its output goes to files, as pipes would take
// goroutines that copy from them. It has to run again where the kernel has given
// it the number of a process of the tree, which it would take for itself.
func (c *stageCase) runOne(program string, end *stageEnd) (again bool, err error) {
	stdout, err := os.Create(filepath.Join(c.Dir, "stdout"))
	if err != nil {
		return false, err
	}
	defer stdout.Close()
	stderr, err := os.Create(filepath.Join(c.Dir, "stderr"))
	if err != nil {
		return false, err
	}
	defer stderr.Close()
	cmd := exec.Command(program)
	cmd.Args, cmd.Env = append([]string{"netstat"}, c.Args...), c.Env
	cmd.Stdout, cmd.Stderr = stdout, stderr
	if err := cmd.Start(); err != nil {
		return false, err
	}
	late := time.AfterFunc(time.Minute, func() { _ = cmd.Process.Kill() })
	waited := cmd.Wait()
	if !late.Stop() {
		return false, fmt.Errorf("%s %q does not end", program, c.Args)
	}
	if exit := new(exec.ExitError); waited != nil && !errors.As(waited, &exit) {
		return false, waited
	}
	if _, err := os.Lstat(filepath.Join(c.Dir, "proc", fmt.Sprint(cmd.Process.Pid))); err == nil {
		return true, nil
	}
	out, err := os.ReadFile(stdout.Name())
	if err != nil {
		return false, err
	}
	errs, err := os.ReadFile(stderr.Name())
	if err != nil {
		return false, err
	}
	// As a shell has it.
	status := cmd.ProcessState.ExitCode()
	if wait := cmd.ProcessState.Sys().(syscall.WaitStatus); wait.Signaled() {
		status = 128 + int(wait.Signal())
	}
	end.Stdout, end.Stderr, end.Status = append(end.Stdout, string(out)), append(end.Stderr, string(errs)), append(end.Status, status)
	return false, nil
}
