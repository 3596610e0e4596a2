// Command bench measures gonetstat beside netstat, ss, lsof and cat on the same
// sockets: whole runs of the programs in turn, output thrown away, medians, and
// ratios of runs of the same series. It needs root, makes its sockets in
// private namespaces and leaves nothing behind.
//
//	go build -o gonetstat ./cmd/gonetstat && go run ./test/bench ./gonetstat
//
// With -former it measures another gonetstat in the same series, so that two
// versions can be compared. With -former-source it measures calls of the Go package
// too, beside those of the version in another directory:
//
//	git worktree add ../former COMMIT
//	go run ./test/bench -only package -former-source ../former ./gonetstat
//
// On a machine that does other things meanwhile, build it and run it under
// "nice -n -20". A real-time priority is not for it: the kernel's own threads,
// which end namespaces, would have to wait.
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
)

func main() {
	runs := flag.Int("runs", 9, "runs of each program, and five times as many where a difference is small")
	only := flag.String("only", "", "only this kind of work: quiet host, 200 peers, 100 namespaces, containers, sockets or package")
	former := flag.String("former", "", "another `program` of ours to measure beside this one")
	source := flag.String("former-source", "", "a `directory` with the source of another version, to measure calls of the Go package")
	listings := flag.String("listings", "", "programs that call the package, already built")
	inside := flag.Bool("inside", false, "already in private namespaces")
	hold := flag.String("hold", "", "hold a load instead: connections, listeners, processes, containers or names")
	count := flag.Int("count", 0, "how much of the load to hold")
	flag.Parse()
	switch {
	case *hold != "":
		holdLoad(*hold, *count)
	case flag.NArg() != 1:
		fmt.Fprintln(os.Stderr, "usage: bench [-runs N] [-only WORK] PROGRAM")
		os.Exit(2)
	case !*inside:
		program, err := filepath.Abs(flag.Arg(0))
		check(err)
		var flags uintptr
		if *source != "" {
			dir, err := os.MkdirTemp("", "bench")
			check(err)
			defer os.RemoveAll(dir)
			*listings = buildListing(".", dir, "current") + "," + buildListing(*source, dir, "former")
			flags = syscall.CLONE_NEWPID
		}
		if !enter(flags, "-runs", fmt.Sprint(*runs), "-only", *only, "-former", *former, "-listings", *listings, program) {
			os.Exit(1)
		}
	default:
		m := &meter{runs: *runs, only: *only, former: *former, program: flag.Arg(0)}
		if *listings != "" {
			m.listings = strings.Split(*listings, ",")
		}
		measure(m)
	}
}

// enter runs this program again in new namespaces, of the kinds in flags too, and
// tells whether it did its work.
func enter(flags uintptr, args ...string) bool {
	cmd := exec.Command("/proc/self/exe", append([]string{"-inside"}, args...)...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	cmd.SysProcAttr = &syscall.SysProcAttr{Cloneflags: flags | syscall.CLONE_NEWNET | syscall.CLONE_NEWNS}
	if err := cmd.Run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return false
	}
	return true
}

// measure measures the works, each kind on its load.
func measure(m *meter) {
	must("ip", "link", "set", "lo", "up")
	useResolver()
	fmt.Printf("%s, %d processors, Linux %s, %s\n\n", cpuModel(), runtime.NumCPU(), kernel(), runtime.Version())
	fmt.Printf("%-34s %9s  %s\n", "work", "gonetstat", "others: median, how many times gonetstat's")
	m.quietHost()
	m.slowNames()
	m.namespaces()
	m.packages()
	m.containers()
	m.manySockets() // last: its connections stay in TIME_WAIT for a minute
}

func (m *meter) quietHost() {
	if !m.wants("quiet host") {
		return
	}
	quiet := startHolders("listeners", 1, 40)
	defer quiet.stop()
	m.compare("quiet host -tulpn", "-tulpn", "netstat -tulpn", "ss -tulpn")
	m.compare("quiet host -tln", "-tln", "netstat -tln", "ss -tln")
	m.compare("quiet host -rn", "-rn", "netstat -rn", "true")
}

func (m *meter) slowNames() {
	if !m.wants("200 peers") {
		return
	}
	names := startHolders("names", 1, 200)
	defer names.stop()
	m.compare("200 peers, names in 20 ms, -tu", "-tu", "netstat -tu")
}

func (m *meter) namespaces() {
	if !m.wants("100 namespaces") {
		return
	}
	stop := startNamespaces(100, 5, 300)
	defer stop()
	m.compare("100 namespaces -tulpn", "--all-netns -tulpn", namespaceLoop)
}

func (m *meter) containers() {
	if !m.wants("containers") {
		return
	}
	// A container of one process, and one of an init, a server and a worker.
	for _, processes := range []int{1, 3} {
		stop := startContainers(100, 10, processes)
		work := fmt.Sprintf("1,000 containers of %d, --workload", processes)
		m.cost(work, "--all-netns -tulpn", "--all-netns -tulpn --workload")
		check(os.RemoveAll(dockerContainers))
		m.cost(work+", no names", "--all-netns -tulpn", "--all-netns -tulpn --workload")
		stop()
	}
}

func (m *meter) manySockets() {
	if !m.wants("sockets") {
		return
	}
	listeners := startHolders("processes", 1, 1000)
	defer listeners.stop()
	connections := startHolders("connections", 6, 50000/6)
	defer connections.stop()
	m.compare("100,000 sockets -tan", "-tan", "netstat -tan", "ss -tan", "cat /proc/net/tcp /proc/net/tcp6")
	m.compare("100,000 sockets -tln", "-tln", "netstat -tln", "ss -tln")
	m.compare("100,000 sockets -tulpn", "-tulpn", "netstat -tulpn", "ss -tulpn", "lsof -nP -iTCP -sTCP:LISTEN")
	m.compare("100,000 sockets -tanp", "-tanp", "netstat -tanp", "ss -tanp")
	more := startHolders("connections", 6, 50000/6)
	defer more.stop()
	m.compare("200,000 sockets -tan", "-tan", "netstat -tan")
	m.compare("200,000 sockets -tanp", "-tanp", "netstat -tanp")
}

// namespaceLoop is what one had to type instead of --all-netns.
const namespaceLoop = "sh -c 'for n in $(ip netns list | cut -d\" \" -f1); do ip netns exec $n netstat -tulpn; done'"

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func must(command ...string) {
	if output, err := exec.Command(command[0], command[1:]...).CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "bench: %q: %v: %s\n", command, err, output)
		os.Exit(1)
	}
}

func cpuModel() string {
	info, _ := os.ReadFile("/proc/cpuinfo")
	for line := range strings.SplitSeq(string(info), "\n") {
		if name, model, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(name) == "model name" {
			return strings.TrimSpace(model)
		}
	}
	return runtime.GOARCH
}

func kernel() string {
	release, _ := os.ReadFile("/proc/sys/kernel/osrelease")
	return strings.TrimSpace(string(release))
}
