package workload

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
	"unsafe"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"github.com/gonetstat/gonetstat/internal/testkit"
)

// sleeper starts a process until the test ends. What it is in can be removed
// then.
func sleeper(t *testing.T) *exec.Cmd {
	t.Helper()
	cmd := exec.Command("cat")
	stdin, err := cmd.StdinPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	t.Cleanup(func() {
		stdin.Close()
		cmd.Wait()
	})
	return cmd
}

func TestProcessesInRealCgroups(t *testing.T) {
	for _, name := range []string{"", "name=systemd", "pids", "memory"} {
		t.Run("hierarchy "+name, func(t *testing.T) {
			h := testkit.NeedHierarchy(t, name)
			_, root := newMachine(t, map[string]string{
				"var/lib/docker/containers/" + id + "/config.v2.json":                           dockerFile(`"/web"`, `{}`),
				"run/containerd/io.containerd.runtime.v2.task/k8s.io/" + other + "/config.json": bundleFile(criAnnotations),
			})
			r := New(Config{Root: root})
			for path, want := range map[string]Workload{
				"/docker/" + id: {ContainerID: id, Container: "web", Runtime: docker},
				".slice/docker-" + id + ".scope/a b\\x20c": {ContainerID: id, Container: "web", Runtime: docker, Unit: "docker-" + id + ".scope"},
				cgroupfs + other:                                   {ContainerID: other, Container: "nginx", Runtime: containerd, Pod: "web-7d4", PodNamespace: "shop", PodUID: pod},
				"/lxc.payload.\x1b[31m\u202e\xff\t/x":              {Container: ".[31m...", Runtime: lxc},
				".slice/sshd.service":                              {Unit: "sshd.service"},
				".slice/user@1000.service/docker-" + id + ".scope": {ContainerID: id, Runtime: docker, Unit: "user@1000.service", UserUnit: "docker-" + id + ".scope", User: "1000"},
			} {
				path = h.Make(t, testkit.OwnCgroup()+path)
				process := sleeper(t)
				h.Enter(t, path, process.Process.Pid)
				got := *r.Process(process.Process.Pid)
				want.Cgroup = strings.NewReplacer("\x1b", ".", "\u202e", ".", "\xff", ".", "\t", ".").Replace(path)
				assert.Equal(t, want, got)
				assert.Equal(t, got, *r.Thread(process.Process.Pid, process.Process.Pid))
			}
		})
	}
}

func TestWhoseARealCgroupIsDecidesWhoseContainersItIs(t *testing.T) {
	for _, name := range []string{"", "name=systemd", "pids"} {
		t.Run("hierarchy "+name, func(t *testing.T) {
			h := testkit.NeedHierarchy(t, name)
			service := h.Make(t, testkit.OwnCgroup()+".slice/web.service")
			path := h.Make(t, service+"/libpod-payload-"+id)
			process := sleeper(t)
			h.Enter(t, path, process.Process.Pid)
			assert.Empty(t, New(Config{}).Process(process.Process.Pid).User)
			require.NoError(t, os.Chown(h.Mount+service, 4242, -1))
			assert.Equal(t, "4242", New(Config{}).Process(process.Process.Pid).User)
		})
	}
}

func TestReaderInACgroupNamespace(t *testing.T) {
	h := testkit.NeedHierarchy(t, "")
	testkit.NeedUnshare(t, "--cgroup")
	testkit.Need(t, "sh", "cat")
	slice := testkit.OwnCgroup() + ".slice"
	here, there := h.Make(t, slice+"/docker-"+other+".scope"), h.Make(t, slice+"/docker-"+id+".scope")
	process := sleeper(t)
	h.Enter(t, there, process.Process.Pid)
	script := fmt.Sprintf(`echo $$ >%s/cgroup.procs && exec unshare --cgroup cat /proc/%d/cgroup`, h.Mount+here, process.Process.Pid)
	content, err := exec.Command("sh", "-c", script).Output()
	require.NoError(t, err)
	require.Contains(t, string(content), "0::/../docker-"+id+".scope\n")
	_, p := parseCgroups(content)
	assert.Equal(t, is(docker, id), p.container)
	assert.Equal(t, "docker-"+id+".scope", p.unit)
}

func TestProcessWhoseCgroupWasRemoved(t *testing.T) {
	h := testkit.NeedHierarchy(t, "")
	path := testkit.OwnCgroup() + ".slice"
	require.NoError(t, os.Mkdir(h.Mount+path, 0o755))
	process := exec.Command("cat")
	stdin, err := process.StdinPipe()
	require.NoError(t, err)
	require.NoError(t, process.Start())
	defer process.Wait()
	h.Enter(t, path, process.Process.Pid)
	stdin.Close()
	require.Eventually(t, func() bool { return os.Remove(h.Mount+path) == nil }, 10*time.Second, time.Millisecond, "it is a zombie by now")
	content, err := os.ReadFile(fmt.Sprintf("/proc/%d/cgroup", process.Process.Pid))
	require.NoError(t, err)
	require.Contains(t, string(content), "0::"+path+" (deleted)\n")
	assert.Equal(t, path+" (deleted)", New(Config{}).Cgroups([]byte("0::"+path+" (deleted)\n")).Cgroup)
}

// asHelper says what this binary is to do when a test runs it again.
const asHelper = "WORKLOAD_TEST_HELPER"

func TestMain(m *testing.M) {
	switch os.Getenv(asHelper) {
	case "":
		os.Exit(m.Run())
	case "silent":
		silent(os.Args[1])
	case "old kernel":
		withoutOpenat2()
		r := New(Config{Root: os.Args[1]})
		for _, path := range os.Args[2:] {
			fmt.Println(r.Cgroup(path).Label())
		}
	}
}

// withoutOpenat2 makes openat2(2) unknown, as before Linux 5.6, by a filter of
// system calls (seccomp(2)).
func withoutOpenat2() {
	filter := []unix.SockFilter{
		{Code: unix.BPF_LD | unix.BPF_W | unix.BPF_ABS, K: 0}, // the number of the call
		{Code: unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K, K: unix.SYS_OPENAT2, Jf: 1},
		{Code: unix.BPF_RET | unix.BPF_K, K: 0x00050000 | uint32(unix.ENOSYS)}, // SECCOMP_RET_ERRNO
		{Code: unix.BPF_RET | unix.BPF_K, K: 0x7fff0000},                       // SECCOMP_RET_ALLOW
	}
	program := unix.SockFprog{Len: uint16(len(filter)), Filter: &filter[0]}
	check(unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
	const setFilter, allThreads = 1, 1
	_, _, errno := unix.Syscall(unix.SYS_SECCOMP, setFilter, allThreads, uintptr(unsafe.Pointer(&program)))
	if errno != 0 {
		check(errno)
	}
	if _, err := unix.Openat2(unix.AT_FDCWD, "/", &unix.OpenHow{}); err != unix.ENOSYS {
		check(fmt.Errorf("openat2 gives %v", err))
	}
}

func TestNamesAreFoundOnOldKernels(t *testing.T) {
	files := rootsFiles()
	files["var/lib/docker/containers/"+other+"/config.v2.json"] = "-> ../" + id + "/config.v2.json"
	_, root, user := home(t, files)
	exe, err := os.Executable()
	require.NoError(t, err)
	cmd := exec.Command(exe, root, dockersPath, "/docker/"+other, "/machine.slice/libpod-"+id+".scope", cgroupfs+id,
		"/user@"+user+".service/user.slice/libpod-"+id+".scope")
	cmd.Env = append(os.Environ(), asHelper+"=old kernel")
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s", out)
	// Below a user's home directory nothing is opened without it.
	assert.Equal(t, "roots\n"+other[:12]+"\nroots\nshop/web-7d4/nginx\n"+id[:12]+"\n", string(out))
}

// silent mounts a file system that never answers (fuse(4)) on each directory on
// the way to alice's files, and asks for the name of alice's container: once
// when it is among the mounts that were read, and once when it came later.
func silent(root string) {
	cgroup := fmt.Sprintf("/user@%d.service/libpod-%s.scope", os.Geteuid(), id)
	say := func(when string, r *Resolver) { fmt.Println(when, r.Cgroup(cgroup).Container) }
	say("before:", New(Config{Root: root}))
	for dir := filepath.Dir(root + "/" + alicesPodman); dir != root+"/home"; dir = filepath.Dir(dir) {
		raced := New(Config{Root: root})
		raced.homes.mounts()
		fd, err := unix.Open("/dev/fuse", unix.O_RDWR|unix.O_CLOEXEC, 0)
		check(err)
		check(unix.Mount("silent", dir, "fuse", unix.MS_NODEV, fmt.Sprintf("fd=%d,rootmode=40000,user_id=0,group_id=0", fd)))
		say("there:", New(Config{Root: root}))
		say("raced:", raced)
		check(unix.Unmount(dir, unix.MNT_DETACH))
		unix.Close(fd)
	}
	say("after:", New(Config{Root: root}))
}

func check(err error) {
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}

func TestAUsersFileSystemThatNeverAnswersKeepsNobodyWaiting(t *testing.T) {
	testkit.NeedUnshare(t, "--mount")
	if unix.Access("/dev/fuse", unix.W_OK) != nil {
		testkit.Lacking(t, "needs /dev/fuse")
	}
	_, root, _ := home(t, map[string]string{alicesPodman: storageFile(`"alices"`)})
	exe, err := os.Executable()
	require.NoError(t, err)
	cmd := exec.Command("unshare", "--mount", exe, root)
	cmd.Env = append(os.Environ(), asHelper+"=silent")
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	cmd.Stderr = os.Stderr
	stdout, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	timer := time.AfterFunc(20*time.Second, func() { cmd.Process.Kill() })
	out, err := io.ReadAll(stdout)
	require.NoError(t, err)
	require.NoError(t, cmd.Wait(), "it waited")
	timer.Stop()
	assert.Equal(t, "before: alices\n"+strings.Repeat("there: \nraced: \n", 6)+"after: alices\n", string(out))
}
