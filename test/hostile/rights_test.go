package hostile

import (
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"testing"
	"unsafe"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

// Few descriptors cost time, not rows.
func TestFewDescriptorsLoseNothing(t *testing.T) {
	first, second := namespace(t, "few1"), namespace(t, "few2")
	var deserted []string
	for i := range 6 {
		deserted = append(deserted, namespace(t, fmt.Sprintf("few%d", 3+i)))
	}
	var ports []string
	for port := 7100; port < 7140; port++ {
		ports = append(ports, fmt.Sprint(port))
	}
	startHelper(t, first, "listen", ports...)
	startHelper(t, first, "names")
	startHelper(t, second, "listen", ports...)
	for _, options := range []string{"-anp", "-tanp", "--netns=" + first + "," + second + " -tuanp",
		"--netns=" + strings.Join(append(deserted, first, second), ",") + " -anp", "--netns=" + first + " -i", "--netns=" + first + " -s"} {
		arguments := append([]string{first}, strings.Fields(options)...)
		free := shell(t, `exec ip netns exec "$1" "$P" "${@:2}"`, arguments...)
		require.Zero(t, free.status, options)
		few := shell(t, `ulimit -n 16; exec ip netns exec "$1" "$P" "${@:2}"`, arguments...)
		assert.Equal(t, free, few, options)
	}
}

// With fewer descriptors still, the program lists all, or says in whole lines
// what is missing and ends with a status of failure.
func TestEverFewerDescriptorsAreNoCrash(t *testing.T) {
	own, other, deserted := namespace(t, "fewer1"), namespace(t, "fewer2"), namespace(t, "fewer3")
	startHelper(t, own, "listen", "7150", "7151")
	startHelper(t, other, "listen", "7150")
	for _, options := range []string{"-tan", "-anp", "-g", "-r", "-i", "-s"} {
		for _, where := range []string{"", "--netns=" + own, "--netns=" + other + "," + deserted, "--all-netns"} {
			words := strings.TrimSpace(where + " " + options)
			run := func(limit string) result {
				return shell(t, `exec ip netns exec "$1" prlimit --nofile="$2" "$P" $3`, own, limit, words)
			}
			free := run("1024")
			require.Zero(t, free.status, words)
			for limit := 16; limit >= 3; limit-- {
				assertCompleteOrFailed(t, free, run(fmt.Sprint(limit)), fmt.Sprintf("%s with %d descriptors", words, limit))
			}
			require.Equal(t, free, run("1024"), words)
		}
	}
}

// limited is what the reference says, too, where it lists interfaces without
// their statistics: to it that is no failure.
const limited = "Warning: cannot open /proc/net/dev (Too many open files). Limited output.\n"

// unsearched is what is said where the search for namespaces lacks descriptors: of
// all processes that may hold one, some were not looked at.
const unsearched = "(Not all network namespaces may be shown: too many open files to look at all processes.)\n"

// assertCompleteOrFailed checks a run that may have lacked something.
func assertCompleteOrFailed(t *testing.T, free, few result, what string) {
	t.Helper()
	assert.NotContains(t, few.stderr, "panic:", what)
	if few.status == 0 {
		few.stderr = strings.TrimPrefix(few.stderr, unsearched)
	}
	switch {
	case few.status != 0:
		// 255 is the reference's status for a table of IPX that is there and
		// cannot be opened.
		assert.Contains(t, []int{1, 255}, few.status, what)
		assert.Regexp(t, `\A(?:[ -~]*[Tt]oo many open files[ -~]*\n)+\z`, few.stderr, what)
	case few.stderr == limited:
		assert.Contains(t, few.stdout, "no statistics available", what)
	default:
		assert.Equal(t, free, few, what)
	}
}

// Without capabilities gonetstat sees what the reference sees.
func TestWithoutCapabilities(t *testing.T) {
	netns := namespace(t, "caps")
	startHelper(t, netns, "listen", "7200")
	copied := copyForAll(t)
	for _, user := range []string{"", "--reuid=65534 --regid=65534 --clear-groups"} {
		for _, options := range []string{"-anp", "-tulpn", "-i", "-rn", "-s", "-x"} {
			const script = `exec ip netns exec "$1" setpriv $2 --inh-caps=-all --bounding-set=-all bash -c 'exec -a netstat "$0" $1' "$3" "$4"`
			ours := shell(t, script, netns, user, copied, options)
			reference := shell(t, strings.Replace(script, `"$3"`, `"$N"`, 1), netns, user, "", options)
			assert.Equal(t, reference, ours, "%s %s", user, options)
		}
		// A namespace without a process would have to be entered.
		empty := namespace(t, "empty")
		r := shell(t, `exec setpriv $1 --inh-caps=-all --bounding-set=-all "$2" --netns="$3" -tan`, user, copied, empty)
		assert.Equal(t, 1, r.status, user)
		assert.Regexp(t, `^gonetstat: [^\n]*`+empty+`[^\n]*\n$`, r.stderr, user)
		exec.Command("ip", "netns", "delete", empty).Run()
	}
}

// copyForAll copies gonetstat to where every user may run it.
func copyForAll(t *testing.T) string {
	t.Helper()
	content, err := os.ReadFile(program)
	require.NoError(t, err)
	dir, err := os.MkdirTemp("/dev/shm", "hst-")
	require.NoError(t, err)
	t.Cleanup(func() { os.RemoveAll(dir) })
	require.NoError(t, os.Chmod(dir, 0o755))
	path := dir + "/gonetstat"
	require.NoError(t, os.WriteFile(path, content, 0o755))
	return path
}

// refuse becomes the program in its arguments, for which calls that a sandbox
// may refuse fail with EPERM. The first argument lists them.
func refuse(args []string) {
	numbers := map[string]uint32{
		"setns": unix.SYS_SETNS, "pidfd_open": unix.SYS_PIDFD_OPEN, "prlimit64": unix.SYS_PRLIMIT64,
		"unshare": unix.SYS_UNSHARE, "socket": unix.SYS_SOCKET, "statfs": unix.SYS_STATFS,
		"sched_getaffinity": unix.SYS_SCHED_GETAFFINITY, "epoll_create1": unix.SYS_EPOLL_CREATE1, "ioctl": unix.SYS_IOCTL,
	}
	runtime.LockOSThread()
	filter := []unix.SockFilter{{Code: unix.BPF_LD | unix.BPF_W | unix.BPF_ABS, K: 0}}
	for _, name := range strings.Split(args[0], ",") {
		number, ok := numbers[name]
		if !ok {
			must(0, fmt.Errorf("no call %s", name))
		}
		filter = append(filter,
			unix.SockFilter{Code: unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K, K: number, Jf: 1},
			unix.SockFilter{Code: unix.BPF_RET | unix.BPF_K, K: unix.SECCOMP_RET_ERRNO | uint32(unix.EPERM)})
	}
	filter = append(filter, unix.SockFilter{Code: unix.BPF_RET | unix.BPF_K, K: unix.SECCOMP_RET_ALLOW})
	program := unix.SockFprog{Len: uint16(len(filter)), Filter: &filter[0]}
	must(0, unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
	if _, _, errno := unix.Syscall(unix.SYS_SECCOMP, unix.SECCOMP_SET_MODE_FILTER, 0, uintptr(unsafe.Pointer(&program))); errno != 0 {
		must(0, error(errno))
	}
	must(0, unix.Exec(args[1], args[1:], os.Environ()))
}

// Calls that only make something faster or possible elsewhere may be refused.
func TestRefusedCallsLoseNothingElse(t *testing.T) {
	netns, empty := namespace(t, "refused"), namespace(t, "unentered")
	startHelper(t, netns, "listen", "7300")
	run := func(calls string, options ...string) result {
		t.Helper()
		return shell(t, `exec ip netns exec "$1" env `+helperVariable+`=refuse "$HELPER" "$2" "$P" "${@:3}"`, append([]string{netns, calls}, options...)...)
	}
	for _, options := range [][]string{{"-anp"}, {"-i"}, {"-rn"}, {"-s"}, {"--netns=" + netns, "-tulpn"}, {"--netns=" + netns + "," + netns, "-tulpn"}} {
		free := shell(t, `exec ip netns exec "$1" "$P" "${@:2}"`, append([]string{netns}, options...)...)
		require.Zero(t, free.status, "%q", options)
		for _, calls := range []string{"setns", "pidfd_open", "prlimit64", "sched_getaffinity", "statfs", "unshare", "setns,pidfd_open,prlimit64,unshare"} {
			assert.Equal(t, free, run(calls, options...), "%q without %s", options, calls)
		}
	}
	for _, options := range []string{"-tan", "-rn", "-s", "-i", "-g"} {
		r := run("setns", "--netns="+netns+","+empty, options)
		assert.Equal(t, 1, r.status, options)
		assert.Regexp(t, `^gonetstat: [^\n]*`+empty+`[^\n]*\n$`, r.stderr, options)
		assert.NotEmpty(t, r.stdout)
	}
}
