package workload

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestTheCgroupThatTellsMostIsChosen(t *testing.T) {
	for name, c := range map[string]struct {
		content string
		want    cgroup
		id      string
	}{
		"version 2":                   {"0::/system.slice/docker-" + id + ".scope\n", cgroup{"", "/system.slice/docker-" + id + ".scope"}, id},
		"version 2, the root":         {"0::/\n", cgroup{"", "/"}, ""},
		"version 2 without a newline": {"0::/a.service", cgroup{"", "/a.service"}, ""},
		"version 1, driver of cgroupfs": {`11:blkio:/docker/` + id + `
10:devices:/docker/` + id + `
4:cpuacct,cpu:/docker/` + id + `
3:cpuset:/docker/` + id + `
2:memory:/docker/` + id + `
1:name=systemd:/docker/` + id + `
`, cgroup{"name=systemd", "/docker/" + id}, id},
		"version 1, driver of systemd": {`10:devices:/system.slice/docker-` + id + `.scope
9:memory:/system.slice/docker-` + id + `.scope
1:name=systemd:/system.slice/docker-` + id + `.scope
`, cgroup{"name=systemd", "/system.slice/docker-" + id + ".scope"}, id},
		"version 1 without systemd": {`9:perf_event:/` + id + `
8:memory:/` + id + `
2:cpu:/` + id + `
`, cgroup{"memory", "/" + id}, id},
		"hybrid, the container not in version 2": {`12:pids:/docker/` + id + `
11:memory:/docker/` + id + `
1:name=systemd:/docker/` + id + `
0::/system.slice/containerd.service
`, cgroup{"name=systemd", "/docker/" + id}, id},
		"hybrid, the container in the controllers alone": {`12:cpu,cpuacct:/docker/` + id + `
11:hugetlb:/
1:name=systemd:/system.slice/containerd.service
0::/system.slice/containerd.service
`, cgroup{"cpu,cpuacct", "/docker/" + id}, id},
		"hybrid, a service": {`12:pids:/system.slice/sshd.service
11:memory:/system.slice
5:cpuset:/
1:name=systemd:/system.slice/sshd.service
0::/system.slice/sshd.service
`, cgroup{"", "/system.slice/sshd.service"}, ""},
		"hybrid, containers in both": {`12:pids:/docker/` + other + `
1:name=systemd:/docker/` + other + `
0::/docker/` + id + `
`, cgroup{"", "/docker/" + id}, id},
		"hybrid without systemd": {`9:name=systemd:/
8:pids:/
4:memory:/process_api/75264a00adfa52c40430132402d631ed
0::/
`, cgroup{"memory", "/process_api/75264a00adfa52c40430132402d631ed"}, ""},
		"colons in the path":   {"0::/a:b:c/x.service\n", cgroup{"", "/a:b:c/x.service"}, ""},
		"nothing":              {"", cgroup{}, ""},
		"no such file":         {"hello\nworld: x\n::\n0:\n0::\n0::relative\n", cgroup{}, ""},
		"one good line":        {"\n\n0::relative\n0::/a.service\n\x00", cgroup{"", "/a.service"}, ""},
		"too long":             {"0::/" + strings.Repeat("x", maxPath) + "\n", cgroup{}, ""},
		"as long as it can be": {"0::/" + strings.Repeat("x", maxPath-1) + "\n", cgroup{"", "/" + strings.Repeat("x", maxPath-1)}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			got, in := parseCgroups([]byte(c.content))
			assert.Equal(t, c.want, got)
			assert.Equal(t, c.id, in.id)
			assert.Equal(t, parsePath(got.path), in)
		})
	}
}

// FuzzCgroups takes any content for a /proc/PID/cgroup, and finds in it what a
// plain reading of the chosen path finds.
func FuzzCgroups(f *testing.F) {
	f.Add([]byte("0::/system.slice/docker-" + id + ".scope\n"))
	f.Add([]byte("4:cpu,cpuacct:/kubepods/burstable/pod" + pod + "/" + id + "\n0::/../x (deleted)\n"))
	f.Add([]byte("1:name=systemd:/user.slice/user-1000.slice/user@1000.service/user.slice/user-libpod_pod_" + other + ".slice/libpod-" + id + ".scope/container\n"))
	f.Add([]byte(`0::/machine.slice/machine-a\x2d\x2.scope/payload`))
	f.Fuzz(func(t *testing.T, content []byte) {
		c, p := parseCgroups(content)
		require.Equal(t, parsePath(c.path), p)
		if c.path != "" {
			require.Contains(t, string(content), c.hierarchy+":"+c.path)
			require.True(t, strings.HasPrefix(c.path, "/"))
		}
		require.True(t, p.id == "" || isID(p.id) && strings.Contains(c.path, p.id))
		require.True(t, p.id == "" || p.name == "")
		if p.podUID != "" {
			require.True(t, isID(p.podUID) || isPodUID(p.podUID))
			require.Contains(t, strings.ReplaceAll(c.path, "_", "-"), p.podUID)
		}
		for _, unit := range []string{p.unit, p.userUnit} {
			require.True(t, unit == "" || isUnit(unit))
			require.Contains(t, c.path, unit)
		}
		require.True(t, strings.HasPrefix(c.path, p.parent))
		if p.user != "" {
			require.Equal(t, "user@"+p.user+".service", p.unit)
		} else {
			require.Empty(t, p.userUnit)
		}
		// What lies below a container changes nothing.
		if (p.id != "" || p.name != "") && !strings.HasSuffix(c.path, " (deleted)") {
			below := parsePath(strings.TrimRight(c.path, "/") + "/docker/" + other + "/x.service")
			require.Equal(t, p, below)
		}
	})
}
