package workload

import (
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"github.com/gonetstat/gonetstat/internal/testkit"
)

// rootsFiles are of containers of root's, with the same IDs as others will have.
func rootsFiles() map[string]string {
	return map[string]string{
		"var/lib/docker/containers/" + id + "/config.v2.json":                        dockerFile(`"/roots"`, `{}`),
		"var/lib/containers/storage/overlay-containers/containers.json":              storageFile(`"roots"`),
		"run/containerd/io.containerd.runtime.v2.task/k8s.io/" + id + "/config.json": bundleFile(criAnnotations),
		"run/containers/storage/overlay-containers/" + id + "/userdata/config.json":  bundleFile(crioAnnotations),
		"var/log/pods/shop_web-7d4_" + pod + "/":                                     "",
		"var/log/containers/web-7d4_shop_nginx-" + id + ".log":                       "",
	}
}

func TestAUsersCgroupsAreNotNamedByRootsContainers(t *testing.T) {
	for path, want := range map[string]Workload{
		userSlice + "docker-" + id + ".scope":                                        {ContainerID: id, Runtime: docker, UserUnit: "docker-" + id + ".scope"},
		userSlice + "libpod-" + id + ".scope/container":                              {ContainerID: id, Runtime: podman, UserUnit: "libpod-" + id + ".scope"},
		userSlice + "x/" + id:                                                        {ContainerID: id},
		userSlice + "kubepods/pod" + pod + "/" + id:                                  {ContainerID: id, PodUID: pod},
		userSlice + "kubepods-pod" + podU + ".slice/cri-containerd-" + id + ".scope": {ContainerID: id, Runtime: containerd, PodUID: pod, UserUnit: "cri-containerd-" + id + ".scope"},
		userSlice + "sshd.service":                                                   {UserUnit: "sshd.service"},
		userSlice + "lxc.payload.web":                                                {Container: "web", Runtime: lxc},
	} {
		r, _ := newMachine(t, rootsFiles())
		want.Unit, want.User = "user@1000.service", "1000"
		assert.Equal(t, want, in(t, r, path), path)
	}
}

func TestBelowAServiceItCountsWhoseTheCgroupIs(t *testing.T) {
	testkit.NeedRoot(t) // to give files away
	const service = "/system.slice/web.service"
	quadlet := service + "/libpod-payload-" + id
	for name, c := range map[string]struct {
		mount string
		owner int
		want  Workload
	}{
		"root's":             {"sys/fs/cgroup", 0, Workload{ContainerID: id, Container: "roots", Runtime: podman}},
		"root's, hybrid":     {"sys/fs/cgroup/unified", 0, Workload{ContainerID: id, Container: "roots", Runtime: podman}},
		"an ordinary user's": {"sys/fs/cgroup", 1000, Workload{ContainerID: id, Runtime: podman, User: "1000"}},
		"not known":          {"elsewhere", 0, Workload{ContainerID: id, Runtime: podman}},
	} {
		r, root := newMachine(t, rootsFiles())
		require.NoError(t, os.MkdirAll(root+"/"+c.mount+service, 0o755))
		require.NoError(t, os.Chown(root+"/"+c.mount+service, c.owner, -1))
		c.want.Unit = "web.service"
		assert.Equal(t, c.want, in(t, r, quadlet), name)
	}

	// Of version 1 it is the hierarchy that the path is of.
	_, root := newMachine(t, rootsFiles())
	for i, hierarchy := range []string{"systemd", "pids", "cpu,cpuacct"} {
		require.NoError(t, os.MkdirAll(root+"/sys/fs/cgroup/"+hierarchy+service, 0o755))
		require.NoError(t, os.Chown(root+"/sys/fs/cgroup/"+hierarchy+service, i, -1))
	}
	for content, user := range map[string]string{
		"1:name=systemd:": "", "3:pids:": "1", "4:cpu,cpuacct:": "2",
	} {
		w := New(Config{Root: root}).Cgroups([]byte(content + quadlet + "\n"))
		assert.Equal(t, user, w.User, content)
		assert.Equal(t, user == "", w.Container == "roots", content)
	}
}

// home gives a machine an ordinary user whose files are in home/alice. The user
// is the one who runs the test, since the files must be that user's own.
func home(t *testing.T, files map[string]string) (r *Resolver, root, user string) {
	t.Helper()
	user = strconv.Itoa(os.Geteuid())
	files["etc/passwd"] = "root:x:0000:0:root:/root:/bin/bash\nbad line\n:::\nalice:x:" + user + ":1000:,,,:/home/alice:/bin/sh\n"
	r, root = newMachine(t, files)
	if _, local := newHomes(nil).mountOf(root); !local {
		testkit.Lacking(t, "needs files of which mountinfo tells the file system, and one that is not elsewhere")
	}
	return r, root, user
}

const (
	alicesPodman = "home/alice/.local/share/containers/storage/overlay-containers/containers.json"
	alicesDocker = "home/alice/.local/share/docker/containers/" + id + "/config.v2.json"
)

func TestAUsersContainersAreNamedByTheUsersFiles(t *testing.T) {
	for name, c := range map[string]struct {
		files map[string]string
		path  string
		want  Workload
	}{
		"podman":     {map[string]string{alicesPodman: storageFile(`"alices"`)}, "user.slice/libpod-" + id + ".scope", Workload{Container: "alices", Runtime: podman}},
		"quadlet":    {map[string]string{alicesPodman: storageFile(`"alices"`)}, "app.slice/web.service/libpod-payload-" + id, Workload{Container: "alices", Runtime: podman}},
		"Docker":     {map[string]string{alicesDocker: dockerFile(`"/alices"`, `{}`)}, "user.slice/docker-" + id + ".scope", Workload{Container: "alices", Runtime: docker}},
		"unknown":    {map[string]string{alicesDocker: dockerFile(`"/alices"`, `{}`)}, "x.slice/" + id, Workload{Container: "alices", Runtime: docker}},
		"not theirs": {map[string]string{alicesDocker: dockerFile(`"/alices"`, `{}`)}, "user.slice/libpod-" + id + ".scope", Workload{Runtime: podman}},
	} {
		t.Run(name, func(t *testing.T) {
			r, _, user := home(t, c.files)
			w := r.Cgroup("/user.slice/user@" + user + ".service/" + c.path)
			assert.Equal(t, id, w.ContainerID)
			assert.Equal(t, user, w.User)
			assert.Equal(t, c.want, Workload{Container: w.Container, Runtime: w.Runtime, Pod: w.Pod, PodUID: w.PodUID})
			assert.Empty(t, r.Cgroup("/user.slice/user@4242.service/"+c.path).Container, "another user's")
		})
	}
}

func TestAUsersFilesAreOpenedOnlyWhereNothingWaits(t *testing.T) {
	cgroup := func(user string) string {
		return "/user.slice/user@" + user + ".service/user.slice/libpod-" + id + ".scope"
	}
	list := storageFile(`"alices"`)
	for name, spoil := range map[string]func(t *testing.T, root string){
		"a link for the file": func(t *testing.T, root string) {
			require.NoError(t, os.Rename(root+"/"+alicesPodman, root+"/list"))
			require.NoError(t, os.Symlink(root+"/list", root+"/"+alicesPodman))
		},
		"a link for a directory": func(t *testing.T, root string) {
			require.NoError(t, os.Rename(root+"/home/alice/.local", root+"/home/alice/local"))
			require.NoError(t, os.Symlink("local", root+"/home/alice/.local"))
		},
		"a link for the home": func(t *testing.T, root string) {
			require.NoError(t, os.Rename(root+"/home/alice", root+"/home/bob"))
			require.NoError(t, os.Symlink("bob", root+"/home/alice"))
		},
		"a FIFO": func(t *testing.T, root string) {
			require.NoError(t, os.Remove(root+"/"+alicesPodman))
			require.NoError(t, unix.Mkfifo(root+"/"+alicesPodman, 0o644))
		},
		"a directory": func(t *testing.T, root string) {
			require.NoError(t, os.Remove(root+"/"+alicesPodman))
			require.NoError(t, os.Mkdir(root+"/"+alicesPodman, 0o755))
		},
		"a huge file": func(t *testing.T, root string) {
			require.NoError(t, os.Truncate(root+"/"+alicesPodman, 1<<40))
		},
		"a file of somebody else": func(t *testing.T, root string) {
			testkit.NeedRoot(t)
			require.NoError(t, os.Chown(root+"/"+alicesPodman, 4242, -1))
		},
		"no home":   func(t *testing.T, root string) { require.NoError(t, os.RemoveAll(root+"/home")) },
		"no passwd": func(t *testing.T, root string) { require.NoError(t, os.Remove(root+"/etc/passwd")) },
	} {
		t.Run(name, func(t *testing.T) {
			r, root, user := home(t, map[string]string{alicesPodman: list})
			require.Equal(t, "alices", r.Cgroup(cgroup(user)).Container)
			spoil(t, root)
			w := New(Config{Root: root}).Cgroup(cgroup(user))
			assert.Equal(t, id, w.ContainerID)
			assert.Empty(t, w.Container)
		})
	}
}

func TestALeaseOnAUsersFileKeepsNobodyWaiting(t *testing.T) {
	r, root, user := home(t, map[string]string{alicesPodman: storageFile(`"alices"`)})
	file, err := os.OpenFile(root+"/"+alicesPodman, os.O_RDWR, 0)
	require.NoError(t, err)
	defer file.Close()
	_, err = unix.FcntlInt(file.Fd(), unix.F_SETLEASE, unix.F_WRLCK)
	if err != nil {
		testkit.Lacking(t, "no leases on this file system: "+err.Error())
	}
	assert.Empty(t, r.Cgroup("/user.slice/user@"+user+".service/user.slice/libpod-"+id+".scope").Container)
}

func TestHomesOnFileSystemsOfOtherMachinesAreLeftAlone(t *testing.T) {
	h := newHomes(&files{})
	mounts := `1 0 8:1 / / rw - ext4 /dev/sda1 rw
2 1 0:50 / /home rw - nfs4 server:/home rw
3 1 0:51 / /srv/homes rw - xfs /dev/sdb rw
4 3 0:52 / /srv/homes/mallory rw - fuse.sshfs x rw
5 1 0:53 / /tmp\040x rw - tmpfs tmpfs rw
6 1 0:54 / /over rw - fuse x rw
7 1 0:55 / /over rw - ext4 x rw
8 1 0:56 / /under rw - ext4 x rw
9 1 0:57 / /under rw - fuse x rw
`
	h.mounts = func() []byte { return []byte(mounts) }
	for path, mount := range map[string]int{
		"/root": 1, "/homes": 1, "/home/alice": 0, "/home": 0, "/srv/homes/alice": 3, "/srv/homes": 3, "/srv/homesalice": 1,
		"/srv/homes/mallory": 0, "/srv/homes/mallory/x": 0, "/srv/homes/mallory2": 3, "/tmp x/y": 5, "/over/x": 7, "/under/x": 0,
	} {
		on, ok := h.mountOf(path)
		assert.Equal(t, mount != 0, ok, path)
		if ok {
			assert.Equal(t, mount, on.ID, path)
		}
	}
}

func TestPasswdIsReadAsItIs(t *testing.T) {
	_, root := newMachine(t, map[string]string{"etc/passwd": strings.Join([]string{
		"root:x:0:0:root:/root:/bin/bash", "a:x:1:1::/home/a/:/bin/sh", "b:x:1:1::/second:/bin/sh",
		"c:x:-2:1::/home/c:", "d:x:x:1::/home/d:", "e:x:5:1::relative:", "f:x:6:1:", "", ":", "g:x:7:1::/home/g",
	}, "\n")})
	assert.Equal(t, map[string]string{"0": "/root", "1": "/home/a", "7": "/home/g"}, readPasswd(&files{root: root}))
}
