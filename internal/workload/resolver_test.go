package workload

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gonetstat/gonetstat/internal/testkit"
)

// machine makes the root directory of a made-up machine and a Resolver for it.
// Its processes are in proc.
func newMachine(t testing.TB, files map[string]string) (*Resolver, string) {
	t.Helper()
	root := t.TempDir()
	testkit.WriteTree(t, root, files)
	return New(Config{Root: root, Proc: root + "/proc"}), root
}

// in gives the workload of a cgroup of version 2.
func in(t testing.TB, r *Resolver, path string) Workload {
	t.Helper()
	w := *r.Cgroup(path)
	assert.Equal(t, path, w.Cgroup)
	w.Cgroup = ""
	return w
}

func TestWorkloadOfAProcessAndOfAThread(t *testing.T) {
	r, root := newMachine(t, map[string]string{
		"proc/7/cgroup":        "0::/docker/" + id + "\n",
		"proc/7/task/8/cgroup": "0::/system.slice/a.service\n",
		"proc/9/cgroup":        "",
		"proc/10/cgroup":       "1:name=systemd:/system.slice/b.service\n0::/\n",
		"var/lib/docker/containers/" + id + "/config.v2.json": dockerFile(`"/web"`, `{}`),
	})
	assert.Equal(t, Workload{Cgroup: "/docker/" + id, ContainerID: id, Container: "web", Runtime: docker}, *r.Process(7))
	assert.Equal(t, "a.service", r.Thread(7, 8).Unit)
	assert.Equal(t, "b.service", r.Process(10).Unit)
	for _, pid := range []int{9, 11, 0, -1} {
		assert.Equal(t, Workload{}, *r.Process(pid), pid)
	}
	assert.Equal(t, Workload{}, *r.Thread(7, 9))
	assert.Equal(t, Workload{}, *r.Cgroup(""))
	assert.Equal(t, Workload{}, *r.Cgroup("/" + strings.Repeat("x", maxPath)))
	assert.Equal(t, Workload{}, *r.Cgroups(nil))

	// The names are known by now.
	require.NoError(t, os.RemoveAll(root))
	assert.Equal(t, "web", r.Cgroup("/docker/"+id).Container)
	assert.Same(t, r.Cgroup("/docker/"+id), r.Cgroups([]byte("5:pids:/docker/"+id+"\n")))
	assert.Equal(t, Workload{}, *r.Process(7), "it has ended")
}

func TestEachFileIsReadOnce(t *testing.T) {
	r, root := newMachine(t, map[string]string{
		"var/lib/containers/storage/overlay-containers/containers.json": storageFile(`"web"`),
		"var/log/containers/web-7d4_shop_nginx-" + id + ".log":          "",
		"var/log/pods/shop_web-7d4_" + pod + "/":                        "",
	})
	assert.Equal(t, "web", r.Cgroup("/machine.slice/libpod-"+id+".scope").Container)
	assert.Equal(t, "nginx", r.Cgroup(cgroupfs+"crio-"+id).Container)
	require.NoError(t, os.RemoveAll(root))
	assert.Equal(t, "db", r.Cgroup("/machine.slice/libpod-"+other+".scope").Container)
	assert.Equal(t, "web-7d4", r.Cgroup(cgroupfs+"crio-"+other).Pod)
}

func TestResolverServesManyAtOnce(t *testing.T) {
	files := map[string]string{"var/lib/containers/storage/overlay-containers/containers.json": storageFile(`"web"`)}
	for i := range 40 {
		files[fmt.Sprintf("proc/%d/cgroup", 100+i)] = fmt.Sprintf("0::/docker/%064x\n", i%20)
		files[fmt.Sprintf("var/lib/docker/containers/%064x/config.v2.json", i%20)] = dockerFile(fmt.Sprintf(`"/web%d"`, i%20), `{}`)
	}
	r, _ := newMachine(t, files)
	var group sync.WaitGroup
	for worker := range 8 {
		group.Go(func() {
			for i := range 400 {
				n := (i*7 + worker) % 40
				assert.Equal(t, fmt.Sprintf("web%d", n%20), r.Process(100+n).Container)
				assert.Equal(t, "web", r.Cgroup("/libpod_parent/libpod-"+id).Container)
			}
		})
	}
	group.Wait()
}

func TestWhatIsKeptIsBounded(t *testing.T) {
	files := map[string]string{}
	for i := range 100 {
		files[fmt.Sprintf("proc/%d/cgroup", 100+i)] = fmt.Sprintf("0::/system.slice/%04d%s.service\n", i, strings.Repeat("x", 200))
	}
	r, _ := newMachine(t, files)
	r.room = 20 << 10
	for range 3 {
		for i := range 100 {
			assert.Equal(t, fmt.Sprintf("%04d", i), r.Process(100 + i).Unit[:4])
		}
	}
	assert.Less(t, len(r.cgroups), 30)
	assert.Greater(t, r.room, -2000)
}

func TestLabelNamesTheWorkloadInOneWord(t *testing.T) {
	for label, w := range map[string]Workload{
		"":                            {Cgroup: "/"},
		"web":                         {ContainerID: id, Container: "web", Unit: "docker-" + id + ".scope"},
		id[:12]:                       {ContainerID: id, Runtime: docker},
		"shop/web-7d4/nginx":          {ContainerID: id, Container: "nginx", Pod: "web-7d4", PodNamespace: "shop", PodUID: pod},
		"shop/web-7d4/" + id[:12]:     {ContainerID: id, Pod: "web-7d4", PodNamespace: "shop", PodUID: pod},
		"shop/web-7d4":                {Pod: "web-7d4", PodNamespace: "shop", PodUID: pod},
		pod + "/" + id[:12]:           {ContainerID: id, PodUID: pod},
		other + "/web":                {ContainerID: id, Container: "web", PodUID: other},
		"sshd.service":                {Unit: "sshd.service"},
		"session-3.scope":             {Unit: "session-3.scope", Session: "3"},
		"user@1000.service/x.service": {Unit: "user@1000.service", UserUnit: "x.service", User: "1000"},
		"1000:web":                    {ContainerID: id, Container: "web", Unit: "user@1000.service", UserUnit: "libpod-" + id + ".scope", User: "1000"},
		"1000:" + pod + "/" + id[:12]: {ContainerID: id, PodUID: pod, Unit: "a.service", User: "1000"},
		"two.words":                   {Container: "two words"},
	} {
		assert.Equal(t, label, w.Label(), "%+v", w)
	}
}

func TestFiltersMeanWhatUsersSay(t *testing.T) {
	w := Workload{ContainerID: id, Container: "web", Pod: "web-7d4", PodNamespace: "shop", PodUID: pod, Unit: "user@1000.service", UserUnit: "x.scope"}
	for _, name := range []string{"web", id, id[:12], id[:20]} {
		assert.True(t, w.InContainer(name), name)
	}
	for _, name := range []string{"", "we", id[:11], id + "0", other, "web-7d4"} {
		assert.False(t, w.InContainer(name), name)
	}
	for _, name := range []string{"web-7d4", "shop/web-7d4", pod} {
		assert.True(t, w.InPod(name), name)
	}
	for _, name := range []string{"", "/", "shop/", "/web-7d4", "shop", "other/web-7d4", "web"} {
		assert.False(t, w.InPod(name), name)
	}
	for _, name := range []string{"user@1000.service", "user@1000", "x.scope"} {
		assert.True(t, w.InUnit(name), name)
	}
	for _, name := range []string{"", "x", "user", ".service"} {
		assert.False(t, w.InUnit(name), name)
	}
	nothing := Workload{}
	assert.False(t, nothing.InContainer("") || nothing.InPod("") || nothing.InPod("/") || nothing.InUnit("") || nothing.InUnit(".service"))
}

func TestCommonIsWhatAllShare(t *testing.T) {
	nginx := &Workload{Cgroup: "/a", ContainerID: id, Container: "nginx", Runtime: containerd, Pod: "web", PodNamespace: "shop", PodUID: pod, Unit: "a.scope"}
	pause := &Workload{Cgroup: "/b", ContainerID: other, Runtime: containerd, Pod: "web", PodNamespace: "shop", PodUID: pod, Unit: "b.scope"}
	admin := &Workload{Cgroup: "/c", Unit: "session-3.scope", Session: "3"}
	user := &Workload{Cgroup: "/d", Unit: "user@1000.service", UserUnit: "x.service", User: "1000"}
	again := &Workload{Cgroup: "/e", Unit: "user@1000.service", UserUnit: "y.service", User: "1000"}
	forged := &Workload{Cgroup: "/a", ContainerID: id, Container: "nginx", Runtime: containerd, User: "1000"}
	for label, all := range map[string][]*Workload{
		"":                  nil,
		"shop/web/nginx":    {nginx, nginx},
		"shop/web":          {nginx, pause, nginx},
		"session-3.scope":   {admin},
		"user@1000.service": {user, again},
	} {
		common := Common(slices.Values(all))
		assert.Equal(t, label, common.Label())
	}
	for _, all := range [][]*Workload{{nginx, admin}, {admin, user}, {nginx, &Workload{}}, {&Workload{}, pause}, {nginx, forged}} {
		common := Common(slices.Values(all))
		assert.Empty(t, common.Label())
	}
	assert.Equal(t, *nginx, Common(slices.Values([]*Workload{nginx})))

	asked := 0
	Common(func(yield func(*Workload) bool) {
		for _, w := range []*Workload{nginx, pause, admin, user} {
			asked++
			if !yield(w) {
				return
			}
		}
	})
	assert.Equal(t, 3, asked, "the third has nothing in common with those before")
}
