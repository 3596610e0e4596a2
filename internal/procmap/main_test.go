package procmap

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/gonetstat/gonetstat/internal/testkit"
)

// Tests run this test binary as another process, which is told what to do by
// its environment.
const (
	// holdEnv: hold so many sockets until standard input ends.
	holdEnv = "PROCMAP_HOLD"
	// scanEnv: do the scan described by a scanRequest in JSON and write a
	// scanReport.
	scanEnv = "PROCMAP_SCAN"
	// threadEnv: let a thread have descriptors of its own, and print the inode
	// of a socket that is among these alone.
	threadEnv = "PROCMAP_THREAD"
)

func TestMain(m *testing.M) {
	if n, err := strconv.Atoi(os.Getenv(holdEnv)); err == nil {
		holdSockets(n)
		return
	}
	if how := os.Getenv(threadEnv); how != "" {
		holdInThread(how)
		return
	}
	if request := os.Getenv(scanEnv); request != "" {
		answerScan(request)
		return
	}
	os.Exit(m.Run())
}

func holdSockets(n int) {
	for range n {
		if _, err := syscall.Socket(syscall.AF_UNIX, syscall.SOCK_DGRAM, 0); err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
	}
	testkit.Ready()
}

// startHolder starts a process that holds n sockets until the end of the
// test, and returns its PID.
func startHolder(t testing.TB, n int) int {
	t.Helper()
	holder := exec.Command("/proc/self/exe")
	holder.Env = append(os.Environ(), holdEnv+"="+strconv.Itoa(n))
	return testkit.Start(t, holder).PID
}

// When a scan is told its limit.
const (
	never   = "never"
	atStart = "at start"
	atEnd   = "at end"
)

type scanRequest struct {
	Proc    string
	Workers int
	Files   uint64 // RLIMIT_NOFILE, if not 0
	Held    int    // descriptors that are in use for the first moments
	Limit   string
	Inodes  []uint64
	All     bool
	PIDs    []int
}

type scanReport struct {
	Cells  []string // of each of the inodes
	Notice Notice
	Error  string
	Missed string
	NetNS  int // how many were noted
}

func answerScan(text string) {
	var request scanRequest
	if err := json.Unmarshal([]byte(text), &request); err != nil {
		panic(err)
	}
	if request.Workers > 0 {
		runtime.GOMAXPROCS(request.Workers)
	}
	if request.Files > 0 {
		limit := syscall.Rlimit{Cur: request.Files, Max: request.Files}
		if err := syscall.Setrlimit(syscall.RLIMIT_NOFILE, &limit); err != nil {
			panic(err)
		}
	}
	scan := Search{Only: Only{PIDs: request.PIDs}, NetNS: request.All}.Start(context.Background(), request.Proc)
	for range request.Held {
		if fd, err := syscall.Dup(0); err == nil {
			time.AfterFunc(20*time.Millisecond, func() { syscall.Close(fd) })
		}
	}
	if request.Limit == atStart {
		scan.Limit(request.Inodes)
	}
	owners, err := scan.Wait()
	if request.Limit == atEnd {
		scan.Limit(request.Inodes)
	}
	report := scanReport{Notice: owners.Notice()}
	if err != nil {
		report.Error = err.Error()
	}
	if err := scan.Missed(); err != nil {
		report.Missed = err.Error()
	}
	report.NetNS = len(scan.NetNS())
	for _, inode := range request.Inodes {
		report.Cells = append(report.Cells, cell(owners, inode))
	}
	if err := json.NewEncoder(os.Stdout).Encode(report); err != nil {
		panic(err)
	}
}

// nobody makes a command run without the rights of root, if the test has them.
func nobody(command *exec.Cmd) {
	if os.Geteuid() == 0 {
		command.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	}
}

// scanAs does a scan in another process, which prepare may change before it
// starts.
func scanAs(t testing.TB, request scanRequest, prepare func(*exec.Cmd)) scanReport {
	t.Helper()
	text, err := json.Marshal(request)
	require.NoError(t, err)
	command := exec.Command("/proc/self/exe")
	if prepare != nil {
		prepare(command)
	}
	// Under the race detector a process would wait for a second at its end. Its
	// coverage is not wanted, and nobody may not write it.
	command.Env = append(os.Environ(), scanEnv+"="+string(text), "GORACE=atexit_sleep_ms=0", "GOCOVERDIR=")
	var errs bytes.Buffer
	command.Stderr = &errs
	output, err := command.Output()
	require.NoError(t, err, "%s", &errs)
	var report scanReport
	require.NoError(t, json.Unmarshal(output, &report))
	return report
}
