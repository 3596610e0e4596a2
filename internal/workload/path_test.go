package workload

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

const (
	id    = "3726184226f5d3147c25fdeab5b60097e378e8a720503a5e19ecfdf29f869860"
	other = "4f797c539e6c745de61a93ca3ff892358ecbcaccd8414d5db545c38428142970"
	pod   = "2d3da189-6407-48e3-9ab6-78188d75e609"
	podU  = "2d3da189_6407_48e3_9ab6_78188d75e609"
	hash  = "5c1d4e6f7a8b9c0d1e2f3a4b5c6d7e8f" // the UID of a static pod
)

// is shortens the wanted places below.
func is(runtime, its string) container {
	if isID(its) {
		return container{runtime: runtime, id: its}
	}
	return container{runtime: runtime, name: its}
}

func TestPathsOfContainersAsTheirRuntimesMakeThem(t *testing.T) {
	for path, want := range map[string]place{
		// Docker, with each driver, in a slice of the user's choice, and in itself.
		"/docker/" + id: {container: is(docker, id), parent: "/docker/"},
		"/docker/" + id + "/system.slice/nginx.service":    {container: is(docker, id), parent: "/docker/"},
		"/docker/" + id + "/docker/" + other:               {container: is(docker, id), parent: "/docker/"},
		"/system.slice/docker-" + id + ".scope":            {container: is(docker, id), unit: "docker-" + id + ".scope", parent: "/system.slice/"},
		"/system.slice/docker-" + id + ".scope/init.scope": {container: is(docker, id), unit: "docker-" + id + ".scope", parent: "/system.slice/"},
		"/my.slice/my-own.slice/docker-" + id + ".scope":   {container: is(docker, id), unit: "docker-" + id + ".scope", parent: "/my.slice/my-own.slice/"},
		"/actions_job/" + id:                               {container: is("", id), parent: "/actions_job/"},
		"/ecs/web/0f1e2d3c4b5a69788796a5b4c3d2e1f0/" + id:  {container: is("", id), parent: "/ecs/web/0f1e2d3c4b5a69788796a5b4c3d2e1f0/"},
		"/" + id: {container: is("", id), parent: "/"},
		"/user.slice/user-1000.slice/user@1000.service/user.slice/docker-" + id + ".scope": {
			container: is(docker, id), unit: "user@1000.service", userUnit: "docker-" + id + ".scope", user: "1000", belowUnit: true,
			parent: "/user.slice/user-1000.slice/user@1000.service/user.slice/"},

		// containerd by nerdctl.
		"/default/" + id:                         {container: is("", id), parent: "/default/"},
		"/system.slice/nerdctl-" + id + ".scope": {container: is(containerd, id), unit: "nerdctl-" + id + ".scope", parent: "/system.slice/"},

		// The kubelet with each driver and each runtime, each class of service.
		"/kubepods/burstable/pod" + pod + "/" + id:        {container: is("", id), podUID: pod, parent: "/kubepods/burstable/pod" + pod + "/"},
		"/kubepods/besteffort/pod" + hash + "/" + id:      {container: is("", id), podUID: hash, parent: "/kubepods/besteffort/pod" + hash + "/"},
		"/kubepods/pod" + pod + "/crio-" + id:             {container: is(crio, id), podUID: pod, parent: "/kubepods/pod" + pod + "/"},
		"/kubepods/burstable/pod" + pod + "/docker/" + id: {container: is(docker, id), podUID: pod, parent: "/kubepods/burstable/pod" + pod + "/docker/"},
		"/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod" + podU + ".slice/cri-containerd-" + id + ".scope": {
			container: is(containerd, id), podUID: pod, unit: "cri-containerd-" + id + ".scope",
			parent: "/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod" + podU + ".slice/"},
		"/kubepods.slice/kubepods-pod" + podU + ".slice/crio-" + id + ".scope": {
			container: is(crio, id), podUID: pod, unit: "crio-" + id + ".scope", parent: "/kubepods.slice/kubepods-pod" + podU + ".slice/"},
		"/kubepods.slice/kubepods-pod" + podU + ".slice/crio-" + id + ".scope/container": {
			container: is(crio, id), podUID: pod, unit: "crio-" + id + ".scope", parent: "/kubepods.slice/kubepods-pod" + podU + ".slice/"},
		"/kubepods.slice/kubepods-besteffort.slice/kubepods-besteffort-pod" + hash + ".slice/docker-" + id + ".scope": {
			container: is(docker, id), podUID: hash, unit: "docker-" + id + ".scope",
			parent: "/kubepods.slice/kubepods-besteffort.slice/kubepods-besteffort-pod" + hash + ".slice/"},
		// The driver of the kubelet is systemd's, and that of containerd is not.
		"/system.slice/containerd.service/kubepods-burstable-pod" + podU + ".slice:cri-containerd:" + id: {
			container: is(containerd, id), podUID: pod, unit: "containerd.service", belowUnit: true, parent: "/system.slice/containerd.service/"},
		"/kubepods-burstable-pod" + podU + ".slice:cri-containerd:" + id: {container: is(containerd, id), podUID: pod, parent: "/"},
		// --cgroup-root, and kind, whose nodes are containers.
		"/kubelet.slice/kubelet-kubepods.slice/kubelet-kubepods-pod" + podU + ".slice/cri-containerd-" + id + ".scope": {
			container: is(containerd, id), podUID: pod, unit: "cri-containerd-" + id + ".scope",
			parent: "/kubelet.slice/kubelet-kubepods.slice/kubelet-kubepods-pod" + podU + ".slice/"},
		"/docker/" + other + "/kubelet/kubepods/burstable/pod" + pod + "/" + id: {container: is(docker, other), parent: "/docker/"},

		// podman, by itself, in a pod, in a unit (quadlet), of an ordinary user.
		"/machine.slice/libpod-" + id + ".scope":           {container: is(podman, id), unit: "libpod-" + id + ".scope", parent: "/machine.slice/"},
		"/machine.slice/libpod-" + id + ".scope/container": {container: is(podman, id), unit: "libpod-" + id + ".scope", parent: "/machine.slice/"},
		"/libpod_parent/libpod-" + id:                      {container: is(podman, id), parent: "/libpod_parent/"},
		"/libpod_parent/" + other + "/libpod-" + id:        {container: is(podman, id), podUID: other, parent: "/libpod_parent/" + other + "/"},
		"/machine.slice/machine-libpod_pod_" + other + ".slice/libpod-" + id + ".scope/container": {
			container: is(podman, id), podUID: other, unit: "libpod-" + id + ".scope", parent: "/machine.slice/machine-libpod_pod_" + other + ".slice/"},
		"/system.slice/nginx.service/libpod-payload-" + id: {container: is(podman, id), unit: "nginx.service", belowUnit: true, parent: "/system.slice/nginx.service/"},
		"/user.slice/user-1000.slice/user@1000.service/user.slice/libpod-" + id + ".scope/container": {
			container: is(podman, id), unit: "user@1000.service", userUnit: "libpod-" + id + ".scope", user: "1000", belowUnit: true,
			parent: "/user.slice/user-1000.slice/user@1000.service/user.slice/"},
		"/user.slice/user-1000.slice/user@1000.service/app.slice/redis.service/libpod-payload-" + id: {
			container: is(podman, id), unit: "user@1000.service", userUnit: "redis.service", user: "1000", belowUnit: true,
			parent: "/user.slice/user-1000.slice/user@1000.service/app.slice/redis.service/"},

		// LXC, LXD and Incus, Proxmox.
		"/lxc.payload.web":                        {container: is(lxc, "web"), parent: "/"},
		"/lxc.payload.web/system.slice/x.service": {container: is(lxc, "web"), parent: "/"},
		"/lxc.payload/web/init.scope":             {container: is(lxc, "web"), parent: "/lxc.payload/"},
		"/lxc/101/ns/init.scope":                  {container: is(lxc, "101"), parent: "/lxc/"},
		"/lxc.payload.project_web-1":              {container: is(lxc, "project_web-1"), parent: "/"},

		// systemd-nspawn, libvirt.
		"/machine.slice/systemd-nspawn@deb-12.service/payload/init.scope": {
			container: is(nspawn, "deb-12"), unit: "systemd-nspawn@deb-12.service", parent: "/machine.slice/"},
		`/machine.slice/machine-deb\x2d12.scope/payload`: {
			container: is(nspawn, "deb-12"), unit: `machine-deb\x2d12.scope`, parent: "/machine.slice/"},
		`/machine.slice/machine-web.scope`: {container: is(nspawn, "web"), unit: "machine-web.scope", parent: "/machine.slice/"},
		`/machine.slice/machine-lxc\x2d4242\x2dweb\x2d1.scope`: {
			container: is(libvirtLXC, "web-1"), unit: `machine-lxc\x2d4242\x2dweb\x2d1.scope`, parent: "/machine.slice/"},
	} {
		assert.Equal(t, want, parsePath(path), path)
	}
}

func TestPathsOfWhatIsNoContainer(t *testing.T) {
	for path, want := range map[string]place{
		"/":                          {},
		"":                           {},
		"/init.scope":                {unit: "init.scope"},
		"/system.slice":              {},
		"/system.slice/sshd.service": {unit: "sshd.service"},
		"/system.slice/system-getty.slice/getty@tty1.service":      {unit: "getty@tty1.service"},
		`/system.slice/systemd-cryptsetup@a\x2db.service`:          {unit: `systemd-cryptsetup@a\x2db.service`},
		"/system.slice/dbus.socket":                                {unit: "dbus.socket"},
		"/system.slice/docker.service/runtime":                     {unit: "docker.service"},
		"/system.slice/_cpu.service":                               {unit: "cpu.service"},
		"/user.slice/user-1000.slice/session-3.scope":              {unit: "session-3.scope", session: "3"},
		"/user.slice/user-0.slice/session-c1.scope":                {unit: "session-c1.scope", session: "c1"},
		"/user.slice/user-1000.slice/user@1000.service/init.scope": {unit: "user@1000.service", userUnit: "init.scope", user: "1000"},
		"/user.slice/user-1000.slice/user@1000.service/app.slice/app-org.gnome.Terminal.slice/vte-spawn-1.scope": {
			unit: "user@1000.service", userUnit: "vte-spawn-1.scope", user: "1000"},
		"/user.slice/user-1000.slice/user@1000.service/app.slice/a.service/sub/b.service": {
			unit: "user@1000.service", userUnit: "a.service", user: "1000"},
		"/system.slice/user@x.service/a.service": {unit: "user@x.service"},
		"/system.slice/a.service/b.service":      {unit: "a.service"},
		"/foo/sshd.service":                      {}, // systemd makes units in slices only
		"/openrc.sshd":                           {},
		// conmon and systemd-nspawn stand beside their containers, virtual machines are none.
		"/machine.slice/libpod-conmon-" + id + ".scope":                               {unit: "libpod-conmon-" + id + ".scope"},
		"/libpod_parent/libpod-conmon-" + id:                                          {},
		"/kubepods.slice/kubepods-pod" + podU + ".slice/crio-conmon-" + id + ".scope": {podUID: pod, unit: "crio-conmon-" + id + ".scope"},
		"/system.slice/nginx.service/runtime":                                         {unit: "nginx.service"},
		"/machine.slice/systemd-nspawn@deb.service/supervisor":                        {unit: "systemd-nspawn@deb.service"},
		`/machine.slice/machine-qemu\x2d1\x2dweb.scope/libvirt/emulator`:              {unit: `machine-qemu\x2d1\x2dweb.scope`},
		"/lxc.monitor.web":                         {},
		"/lxc.pivot":                               {},
		"/lxc.payload.":                            {},
		"/kubepods/burstable/pod" + pod:            {podUID: pod},
		"/kubepods.slice/kubepods-burstable.slice": {},
		// Not quite.
		"/docker/" + id[1:]:                                 {},
		"/docker/" + id + "0":                               {},
		"/docker/" + strings.ToUpper(id):                    {},
		"/docker/" + id[:63] + "g":                          {},
		"/docker/x" + id:                                    {},
		"/kubepods/podx":                                    {},
		"/kubepods/pod" + pod[:35] + "x":                    {},
		"/pod" + pod:                                        {},
		"/kubepods.slice/kubepods-pod" + podU + "0.slice/x": {},
		"/machine.slice/machine-libpod_pod_" + other[1:] + ".slice": {},
		"/.service": {},
		"/user.slice/user-1000.slice/user@.service/a.service": {unit: "user@.service"},
	} {
		assert.Equal(t, want, parsePath(path), path)
	}
}

// A process outside the reader's cgroup namespace has a path that leads up.
func TestPathsThatLeadOutOfACgroupNamespace(t *testing.T) {
	for path, want := range map[string]place{
		"/..":                                 {},
		"/../..":                              {},
		"/../sshd.service":                    {unit: "sshd.service"},
		"/../../system.slice/x.service":       {unit: "x.service"},
		"/../cri-containerd-" + id + ".scope": {container: is(containerd, id), unit: "cri-containerd-" + id + ".scope", parent: "/../"},
		"/../../kubepods-pod" + podU + ".slice/cri-containerd-" + id + ".scope": {
			container: is(containerd, id), podUID: pod, unit: "cri-containerd-" + id + ".scope", parent: "/../../kubepods-pod" + podU + ".slice/"},
		"/../" + id: {container: is("", id), parent: "/../"},
	} {
		assert.Equal(t, want, parsePath(path), path)
	}
}

func TestPathOfACgroupThatWasRemoved(t *testing.T) {
	want := parsePath("/system.slice/docker-" + id + ".scope")
	assert.Equal(t, want, parsePath("/system.slice/docker-"+id+".scope (deleted)"))
	assert.Equal(t, "x.service", parsePath("/system.slice/x.service (deleted)").unit)
}

func TestNamesInPathsAreHostile(t *testing.T) {
	long := strings.Repeat("x", 3000)
	for path, want := range map[string]place{
		"/lxc.payload.\x1b[31m\n": {container: is(lxc, "\x1b[31m\n"), parent: "/"}, // cleaned later
		"/lxc/../x":               {container: is(lxc, ".."), parent: "/lxc/"},     // the kernel writes none
		"/...":                    {},
		"/lxc//x":                 {container: is(lxc, "x"), parent: "/lxc//"},
		"/lxc.payload." + long:    {container: is(lxc, long), parent: "/"},
		`/machine.slice/machine-\x2e\x2e\x2fetc.scope`: {
			container: is(nspawn, "../etc"), unit: `machine-\x2e\x2e\x2fetc.scope`, parent: "/machine.slice/"},
		`/machine.slice/machine-\x.scope`:    {container: is(nspawn, `\x`), unit: `machine-\x.scope`, parent: "/machine.slice/"},
		`/machine.slice/machine-\xzz\.scope`: {container: is(nspawn, `\xzz\`), unit: `machine-\xzz\.scope`, parent: "/machine.slice/"},
	} {
		got := parsePath(path)
		assert.Equal(t, want, got, "%.80q", path)
	}
}
