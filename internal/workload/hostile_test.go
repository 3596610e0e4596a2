package workload

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"github.com/gonetstat/gonetstat/internal/mountinfo"
	"github.com/gonetstat/gonetstat/internal/testkit"
)

const (
	dockersFile = "var/lib/docker/containers/" + id + "/config.v2.json"
	dockersPath = "/docker/" + id
)

func TestHostileNamesAreCleanedAndCut(t *testing.T) {
	long := strings.Repeat("x", 100<<10)
	for written, shown := range map[string]string{
		`"/web"`:                         "web",
		`"//web"`:                        "/web",
		`"web\u001b[31m\nx\u202e\u0000"`: "web.[31m.x..",
		"\"\xff\xfe\x1b\"":               "...",
		`"\ud83d\udc33"`:                 "🐳",
		`"\ud83dx\udc33\u00zz"`:          "�x��", // halves of a pair
		`"été"`:                          "été",
		`"../../etc/passwd"`:             "../../etc/passwd", // a name, never a path
		`"` + long + `"`:                 long[:maxName],
		`""`:                             "",
		`null`:                           "",
		`{"Name":"x"}`:                   "",
		`["x"]`:                          "",
		`17`:                             "",
	} {
		r, _ := newMachine(t, map[string]string{dockersFile: dockerFile(written, `{}`)})
		w := r.Cgroup(dockersPath)
		assert.Equal(t, shown, w.Container, "%.60q", written)
		assert.Equal(t, id, w.ContainerID)
	}
}

func TestHostileFilesLeaveTheID(t *testing.T) {
	for name, c := range map[string]string{
		"empty":               "",
		"no JSON":             "Name: web",
		"cut":                 dockerFile(`"/web"`, `{}`)[:200],
		"cut in a string":     `{"Name":"/we`,
		"an array":            `["Name","/web"]`,
		"deep":                strings.Repeat(`{"a":[`, 150_000),
		"deep and closed":     `{"x":` + strings.Repeat(`[`, 300_000) + strings.Repeat(`]`, 300_000) + `,"y":"/web"}`,
		"deeper elsewhere":    `{"Config":{"Labels":` + strings.Repeat(`{"a":`, 150_000),
		"keys only":           `{"Name","Name","Name"}`,
		"backslashes":         `{"Name":"` + strings.Repeat(`\`, 900_000),
		"quotes":              `{` + strings.Repeat(`"`, 900_000),
		"NULs":                strings.Repeat("\x00", 900_000),
		"the name of another": `{"State":{"Name":"/web"},"Config":{"Name":"/web"},"NetworkSettings":[{"Name":"/web"}]}`,
	} {
		r, _ := newMachine(t, map[string]string{dockersFile: c})
		before := time.Now()
		w := in(t, r, dockersPath)
		assert.Equal(t, Workload{ContainerID: id, Runtime: docker}, w, name)
		assert.Less(t, time.Since(before), 2*time.Second, name)
	}
	// After what is deep and closed, reading goes on.
	deep := strings.Replace(dockerFile(`"/web"`, `{}`), `"State":{`, `"State":{"x":`+strings.Repeat(`[`, 200_000)+strings.Repeat(`]`, 200_000)+`,`, 1)
	r, _ := newMachine(t, map[string]string{dockersFile: deep})
	assert.Equal(t, "web", r.Cgroup(dockersPath).Container)
}

func TestOnlyRegularFilesAreReadAndNoLinkIsFollowed(t *testing.T) {
	good := dockerFile(`"/web"`, `{}`)
	for name, spoil := range map[string]func(t *testing.T, dir string){
		"a FIFO": func(t *testing.T, dir string) {
			require.NoError(t, unix.Mkfifo(dir+"/config.v2.json", 0o644))
		},
		"a directory": func(t *testing.T, dir string) {
			require.NoError(t, os.Mkdir(dir+"/config.v2.json", 0o755))
		},
		"a socket": func(t *testing.T, dir string) {
			fd, err := unix.Socket(unix.AF_UNIX, unix.SOCK_STREAM, 0)
			require.NoError(t, err)
			t.Cleanup(func() { unix.Close(fd) })
			here, err := os.Getwd()
			require.NoError(t, err)
			require.NoError(t, os.Chdir(dir)) // the path is too long for a socket
			defer os.Chdir(here)
			require.NoError(t, unix.Bind(fd, &unix.SockaddrUnix{Name: "config.v2.json"}))
		},
		"a link to a good file": func(t *testing.T, dir string) {
			require.NoError(t, os.WriteFile(dir+"/good", []byte(good), 0o644))
			require.NoError(t, os.Symlink("good", dir+"/config.v2.json"))
		},
		"a link to a device": func(t *testing.T, dir string) {
			require.NoError(t, os.Symlink("/dev/zero", dir+"/config.v2.json"))
		},
		"a link for the directory": func(t *testing.T, dir string) {
			require.NoError(t, os.WriteFile(dir+"/config.v2.json", []byte(good), 0o644))
			require.NoError(t, os.Rename(dir, dir+".d"))
			require.NoError(t, os.Symlink(dir+".d", dir))
		},
		"a magic link for the directory": func(t *testing.T, dir string) {
			require.NoError(t, os.Remove(dir))
			require.NoError(t, os.Symlink("/proc/self/cwd", dir))
		},
		"a file without end": func(t *testing.T, dir string) {
			require.NoError(t, os.WriteFile(dir+"/config.v2.json", []byte(good), 0o644))
			require.NoError(t, os.Truncate(dir+"/config.v2.json", 1<<40))
		},
		"a file larger than the largest": func(t *testing.T, dir string) {
			require.NoError(t, os.WriteFile(dir+"/config.v2.json", []byte(good+strings.Repeat(" ", maxFile+1-len(good))), 0o644))
		},
		"no file": func(*testing.T, string) {},
	} {
		t.Run(name, func(t *testing.T) {
			r, root := newMachine(t, map[string]string{"var/lib/docker/containers/" + id + "/": ""})
			spoil(t, root+"/var/lib/docker/containers/"+id)
			assert.Equal(t, Workload{ContainerID: id, Runtime: docker}, in(t, r, dockersPath))
		})
	}
	largest := good + strings.Repeat(" ", maxFile-len(good))
	r, _ := newMachine(t, map[string]string{dockersFile: largest})
	assert.Equal(t, "web", r.Cgroup(dockersPath).Container)
}

func TestWhatIsNoRegularFileIsRefused(t *testing.T) {
	testkit.NeedRoot(t) // to make a device
	r, root := newMachine(t, map[string]string{"etc/docker/": ""})
	require.NoError(t, unix.Mkfifo(root+"/etc/docker/fifo", 0o644))
	if err := unix.Mknod(root+"/etc/docker/zero", unix.S_IFCHR|0o644, int(unix.Mkdev(1, 5))); err != nil {
		testkit.Lacking(t, "cannot make a device: "+err.Error())
	}
	for _, name := range []string{"fifo", "zero", "."} {
		err := r.files.useOnce("/etc/docker", name, maxFile, func([]byte) error {
			t.Error("read")
			return nil
		})
		assert.Equal(t, errNotRegular, err, name)
	}
}

// Links below the root directory lead to files of the machine whose root it is,
// never to those of who looks.
func TestLinksOfTheMachineDoNotLeadOutOfIt(t *testing.T) {
	outside := t.TempDir()
	require.NoError(t, os.MkdirAll(outside+"/containers/"+id, 0o755))
	require.NoError(t, os.WriteFile(outside+"/containers/"+id+"/config.v2.json", []byte(dockerFile(`"/outside"`, `{}`)), 0o644))
	for _, link := range []string{outside, "../../../../../../../../../../" + outside} {
		r, _ := newMachine(t, map[string]string{"var/lib/docker": "-> " + link})
		assert.Empty(t, r.Cgroup(dockersPath).Container)
	}
	r, _ := newMachine(t, map[string]string{"etc/docker/daemon.json": `{"data-root":"/../../../../../../../..` + outside + `"}`})
	assert.Empty(t, r.Cgroup(dockersPath).Container)
}

func TestFilesAreOpenedAlikeWithoutOpenat2(t *testing.T) {
	_, root := newMachine(t, map[string]string{
		"a/b/file": "good", "a/link": "-> b", "a/b/link": "-> file", "a/up": "-> ..",
	})
	dir, err := unix.Open(root, directory, 0)
	require.NoError(t, err)
	defer unix.Close(dir)
	for path, want := range map[string]error{
		"a/b/file": nil, "a/b": nil, "a": nil,
		"a/link/file": unix.ELOOP, "a/b/link": unix.ELOOP, "a/b/none": unix.ENOENT, "a/b/file/x": unix.ENOTDIR,
		"../x": unix.EXDEV, "..": unix.EXDEV,
		root + "/a/b/file": nil, root + "/a/link/file": unix.ELOOP,
	} {
		fd, err := openBelow(dir, path, reading)
		assert.Equal(t, want, errOf(err), path)
		unix.Close(fd)
		fd, err = walkTo(dir, path, reading)
		if want == unix.ELOOP && err == unix.ENOTDIR {
			err = unix.ELOOP // so O_DIRECTORY with O_NOFOLLOW has it
		}
		assert.Equal(t, want, errOf(err), path)
		unix.Close(fd)
	}
	for _, path := range []string{"", ".", "a/../a", "a/./b", "a//b", "a/"} {
		fd, err := walkTo(dir, path, reading)
		assert.Equal(t, unix.EXDEV, err, path)
		assert.Equal(t, -1, fd)
	}
}

func errOf(err error) error {
	if err == nil {
		return nil
	}
	return err
}

func TestNoDescriptorIsLeftOpen(t *testing.T) {
	r, _, user := home(t, rootsFiles())
	paths := []string{dockersPath, "/x/" + other, "/libpod_parent/libpod-" + id, cgroupfs + id, systemdPod + "crio-" + id + ".scope",
		"/system.slice/web.service/libpod-payload-" + id, "/user@" + user + ".service/libpod-" + id, "/machine.slice/machine-x.scope"}
	before, err := os.ReadDir("/proc/self/fd")
	require.NoError(t, err)
	for _, path := range paths {
		r.Cgroup(path)
	}
	r.Process(os.Getpid())
	after, err := os.ReadDir("/proc/self/fd")
	require.NoError(t, err)
	assert.Len(t, after, len(before))
}

func TestMountThatWasReplacedMeanwhileIsNotEntered(t *testing.T) {
	r, _, user := home(t, map[string]string{alicesPodman: storageFile(`"alices"`)})
	content, _, err := mountinfo.Read("/proc/self/mountinfo", maxMounts)
	require.NoError(t, err)
	var others []string
	for line := range strings.Lines(string(content)) {
		others = append(others, "1"+line) // the mount has another number
	}
	r.homes.mounts = func() []byte { return []byte(strings.Join(others, "")) }
	assert.Empty(t, r.Cgroup("/user@"+user+".service/libpod-"+id).Container)
}

func TestKubeletsDirectoriesHoldAnything(t *testing.T) {
	r, _ := newMachine(t, map[string]string{
		"var/log/pods/shop_web-7d4_" + pod:                        "a file will do",
		"var/log/pods/_x_" + hash + "/":                           "",
		"var/log/pods/x__" + hash + "/":                           "",
		"var/log/pods/x_y_z_" + hash + "/":                        "",
		"var/log/pods/x_y_" + hash[1:] + "/":                      "",
		"var/log/pods/\x1b_\xff_11111111" + pod[8:] + "/":         "",
		"var/log/containers/other_shop_nginx-" + id + ".log":      "of another pod",
		"var/log/containers/web-7d4_shop_" + other + ".log":       "",
		"var/log/containers/web-7d4_shop_-" + other + ".log":      "",
		"var/log/containers/_shop_x-" + other + ".log":            "",
		"var/log/containers/web-7d4_shop_x-" + other[1:] + ".log": "",
		"var/log/containers/x":                                    "",
	})
	assert.Equal(t, Workload{ContainerID: id, Pod: "web-7d4", PodNamespace: "shop", PodUID: pod}, in(t, r, cgroupfs+id))
	assert.Equal(t, Workload{ContainerID: other, Pod: "web-7d4", PodNamespace: "shop", PodUID: pod}, in(t, r, cgroupfs+other))
	none := strings.Repeat("a", 64)
	assert.Equal(t, Workload{ContainerID: none, PodUID: hash}, in(t, r, "/kubepods/pod"+hash+"/"+none))
	assert.Equal(t, Workload{ContainerID: other, Pod: ".", PodNamespace: ".", PodUID: "11111111" + pod[8:]}, in(t, r, "/kubepods/pod11111111"+pod[8:]+"/"+other))
}
