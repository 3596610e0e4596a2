package workload

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// What follows are the files that runtimes leave, cut to what is around what is
// looked for.

func dockerFile(name, labels string) string {
	return `{"StreamConfig":{},"State":{"Running":true,"Pid":4711,"StartedAt":"2024-05-01T10:00:00Z","Health":null},` +
		`"ID":"` + id + `","Created":"2024-05-01T09:59:59Z","Managed":false,"Path":"/docker-entrypoint.sh","Args":["nginx","-g","daemon off;"],` +
		`"Config":{"Hostname":"3726184226f5","Env":["PATH=/bin","Name=wrong","X=\"Name\":\"wrong\""],"Cmd":["nginx"],"Image":"nginx","Volumes":null,"Labels":` + labels + `},` +
		`"Image":"sha256:be69","NetworkSettings":{"Bridge":"","Networks":{"bridge":{"Name":"wrong","IPAddress":"172.17.0.2"}}},` +
		`"LogPath":"/var/lib/docker/containers/` + id + `/` + id + `-json.log","Name":` + name + `,"Driver":"overlay2","MountPoints":{},"RestartCount":0}`
}

func bundleFile(annotations string) string {
	return `{"ociVersion":"1.1.0","process":{"user":{"uid":0,"gid":0},"args":["/pause"],"env":["PATH=/bin","annotations={}"],"cwd":"/","capabilities":{"bounding":["CAP_CHOWN"]}},` +
		`"root":{"path":"rootfs"},"hostname":"web","mounts":[{"destination":"/proc","type":"proc","source":"proc"}],` +
		`"annotations":` + annotations + `,"linux":{"resources":{},"cgroupsPath":"/x","seccomp":{"syscalls":[` + strings.Repeat(`{"names":["accept","annotations"],"action":"SCMP_ACT_ALLOW"},`, 100) + `{}]}}}`
}

const criAnnotations = `{"io.kubernetes.cri.container-name":"nginx","io.kubernetes.cri.container-type":"container",` +
	`"io.kubernetes.cri.image-name":"docker.io/library/nginx:1","io.kubernetes.cri.sandbox-id":"` + other + `",` +
	`"io.kubernetes.cri.sandbox-name":"web-7d4","io.kubernetes.cri.sandbox-namespace":"shop","io.kubernetes.cri.sandbox-uid":"` + pod + `"}`

const crioAnnotations = `{"io.container.manager":"cri-o","io.kubernetes.container.hash":"9d","io.kubernetes.container.name":"nginx",` +
	`"io.kubernetes.cri-o.ContainerName":"k8s_nginx_web-7d4_shop_` + pod + `_0","io.kubernetes.cri-o.ContainerType":"container",` +
	`"io.kubernetes.cri-o.Labels":"{\"io.kubernetes.pod.name\":\"wrong\"}","io.kubernetes.pod.name":"web-7d4",` +
	`"io.kubernetes.pod.namespace":"shop","io.kubernetes.pod.uid":"` + pod + `"}`

func storageFile(name string) string {
	return `[{"id":"` + other + `","names":["db"],"image":"sha","layer":"x","metadata":"{\"name\":\"wrong\"}","created":"2024-05-01T10:00:00Z","flags":{"MountLabel":""}},` +
		`{"id":"` + id + `","names":[` + name + `],"image":"sha","layer":"y","metadata":"{\"image-name\":\"nginx\",\"name\":\"wrong\"}","big-data-names":null}]`
}

const (
	systemdPod = "/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod" + podU + ".slice/"
	cgroupfs   = "/kubepods/burstable/pod" + pod + "/"
	userSlice  = "/user.slice/user-1000.slice/user@1000.service/user.slice/"
)

func TestNamesOfContainersByWhatRuntimesLeaveOnDisk(t *testing.T) {
	docked := Workload{ContainerID: id, Container: "web", Runtime: docker}
	podded := Workload{ContainerID: id, Container: "nginx", Pod: "web-7d4", PodNamespace: "shop", PodUID: pod}
	with := func(w Workload, runtime, unit string) Workload {
		w.Runtime, w.Unit = runtime, unit
		return w
	}
	labels := `{"io.kubernetes.container.name":"nginx","io.kubernetes.pod.name":"web-7d4","io.kubernetes.pod.namespace":"shop","io.kubernetes.pod.uid":"` + pod + `"}`
	for name, c := range map[string]struct {
		files map[string]string
		path  string
		want  Workload
	}{
		"Docker": {
			map[string]string{"var/lib/docker/containers/" + id + "/config.v2.json": dockerFile(`"/web"`, `{}`)},
			"/system.slice/docker-" + id + ".scope", with(docked, docker, "docker-"+id+".scope")},
		"Docker without labels": {
			map[string]string{"var/lib/docker/containers/" + id + "/config.v2.json": dockerFile(`"/web"`, `null`)},
			"/docker/" + id, docked},
		"Docker, its directory elsewhere": {
			map[string]string{"etc/docker/daemon.json": `{"debug": true, "hosts": ["unix://"], "data-root": "/srv/docker"}`,
				"srv/docker/containers/" + id + "/config.v2.json": dockerFile(`"/web"`, `{}`)},
			"/docker/" + id, docked},
		"Docker, its directory a link": {
			map[string]string{"var/lib/docker": "-> /srv/docker",
				"srv/docker/containers/" + id + "/config.v2.json": dockerFile(`"/web"`, `{}`)},
			"/docker/" + id, docked},
		"Docker with --userns-remap": {
			map[string]string{"var/lib/docker/231072.231072/containers/" + id + "/config.v2.json": dockerFile(`"/web"`, `{}`)},
			"/docker/" + id, docked},
		"Docker in a cgroup that does not say so": {
			map[string]string{"var/lib/docker/containers/" + id + "/config.v2.json": dockerFile(`"/web"`, `{}`)},
			"/actions_job/" + id, docked},
		"Docker with labels of a pod that is none": {
			map[string]string{"var/lib/docker/containers/" + id + "/config.v2.json": dockerFile(`"/web"`, labels)},
			"/docker/" + id, docked},
		"Docker for the kubelet": {
			map[string]string{"var/lib/docker/containers/" + id + "/config.v2.json": dockerFile(`"/k8s_nginx_web-7d4"`, labels)},
			systemdPod + "docker-" + id + ".scope", with(podded, docker, "docker-"+id+".scope")},
		"Docker with labels of another pod": {
			map[string]string{"var/lib/docker/containers/" + id + "/config.v2.json": dockerFile(`"/x"`, strings.Replace(labels, pod, "11111111"+pod[8:], 1))},
			systemdPod + "docker-" + id + ".scope", Workload{ContainerID: id, Container: "x", Runtime: docker, PodUID: pod, Unit: "docker-" + id + ".scope"}},
		"Docker, nothing on disk": {
			nil, "/docker/" + id, Workload{ContainerID: id, Runtime: docker}},

		"the kubelet's logs": {
			map[string]string{
				"var/log/pods/shop_web-7d4_" + pod + "/":                                     "",
				"var/log/containers/web-7d4_shop_nginx-" + id + ".log":                       "-> /var/log/pods/shop_web-7d4_" + pod + "/nginx/0.log",
				"var/log/containers/web-7d4_shop_side-car-" + other + ".log":                 "-> /nowhere",
				"run/containerd/io.containerd.runtime.v2.task/k8s.io/" + id + "/config.json": "not needed"},
			systemdPod + "cri-containerd-" + id + ".scope", with(podded, containerd, "cri-containerd-"+id+".scope")},
		"the kubelet's logs, without the container": {
			map[string]string{"var/log/pods/shop_web-7d4_" + pod + "/": ""},
			systemdPod + "cri-containerd-" + id + ".scope", Workload{ContainerID: id, Runtime: containerd,
				Pod: "web-7d4", PodNamespace: "shop", PodUID: pod, Unit: "cri-containerd-" + id + ".scope"}},
		"a static pod": {
			map[string]string{"var/log/pods/kube-system_etcd-node1_" + hash + "/": ""},
			"/kubepods/burstable/pod" + hash + "/" + id, Workload{ContainerID: id, Pod: "etcd-node1", PodNamespace: "kube-system", PodUID: hash}},

		"containerd's bundle, driver of systemd": {
			map[string]string{"run/containerd/io.containerd.runtime.v2.task/k8s.io/" + id + "/config.json": bundleFile(criAnnotations)},
			systemdPod + "cri-containerd-" + id + ".scope", with(podded, containerd, "cri-containerd-"+id+".scope")},
		"containerd's bundle, driver of cgroupfs": {
			map[string]string{"run/containerd/io.containerd.runtime.v2.task/k8s.io/" + id + "/config.json": bundleFile(criAnnotations)},
			cgroupfs + id, with(podded, containerd, "")},
		"containerd's bundle and the kubelet's logs": {
			map[string]string{"run/containerd/io.containerd.runtime.v2.task/k8s.io/" + id + "/config.json": bundleFile(`{}`),
				"var/log/pods/shop_web-7d4_" + pod + "/":               "",
				"var/log/containers/web-7d4_shop_nginx-" + id + ".log": ""},
			cgroupfs + id, with(podded, containerd, "")},
		"the bundle of another pod": {
			map[string]string{"run/containerd/io.containerd.runtime.v2.task/k8s.io/" + id + "/config.json": bundleFile(strings.Replace(criAnnotations, pod, "11111111"+pod[8:], 1))},
			cgroupfs + id, Workload{ContainerID: id, Container: "nginx", Runtime: containerd, PodUID: pod}},
		"K3s": {
			map[string]string{"run/k3s/containerd/io.containerd.runtime.v2.task/k8s.io/" + id + "/config.json": bundleFile(criAnnotations)},
			cgroupfs + id, with(podded, containerd, "")},
		"nerdctl": {
			map[string]string{"run/containerd/io.containerd.runtime.v2.task/default/" + id + "/config.json": bundleFile(
				`{"io.containerd.image.config.stop-signal":"SIGQUIT","nerdctl/hostname":"wrong","nerdctl/name":"web","nerdctl/namespace":"default","nerdctl/networks":"[\"bridge\"]"}`)},
			"/system.slice/nerdctl-" + id + ".scope", Workload{ContainerID: id, Container: "web", Runtime: containerd, Unit: "nerdctl-" + id + ".scope"}},
		"nerdctl, driver of cgroupfs": {
			map[string]string{"run/containerd/io.containerd.runtime.v2.task/default/" + id + "/config.json": bundleFile(`{"nerdctl/name":"web"}`)},
			"/default/" + id, Workload{ContainerID: id, Container: "web", Runtime: containerd}},
		"Docker's own containerd": {
			map[string]string{"run/containerd/io.containerd.runtime.v2.task/moby/" + id + "/config.json": bundleFile(`{"nerdctl/name":"wrong"}`)},
			"/my/" + id, Workload{ContainerID: id}},

		"cri-o": {
			map[string]string{"run/containers/storage/overlay-containers/" + id + "/userdata/config.json": bundleFile(crioAnnotations)},
			systemdPod + "crio-" + id + ".scope", with(podded, crio, "crio-"+id+".scope")},
		"cri-o, driver of cgroupfs, the directory that stays": {
			map[string]string{"var/lib/containers/storage/overlay-containers/" + id + "/userdata/config.json": bundleFile(crioAnnotations)},
			cgroupfs + "crio-" + id, with(podded, crio, "")},

		"podman": {
			map[string]string{"var/lib/containers/storage/overlay-containers/containers.json": storageFile(`"web","also"`)},
			"/machine.slice/libpod-" + id + ".scope/container", Workload{ContainerID: id, Container: "web", Runtime: podman, Unit: "libpod-" + id + ".scope"}},
		"podman, gone after a reboot": {
			map[string]string{"var/lib/containers/storage/overlay-containers/containers.json": `[]`,
				"var/lib/containers/storage/overlay-containers/volatile-containers.json": storageFile(`"web"`)},
			"/machine.slice/libpod-" + id + ".scope", Workload{ContainerID: id, Container: "web", Runtime: podman, Unit: "libpod-" + id + ".scope"}},
		"podman, wholly gone after a reboot": {
			map[string]string{"run/containers/storage/overlay-containers/volatile-containers.json": storageFile(`"web"`)},
			"/libpod_parent/libpod-" + id, Workload{ContainerID: id, Container: "web", Runtime: podman}},
		"podman on vfs, in a pod": {
			map[string]string{"var/lib/containers/storage/vfs-containers/containers.json": storageFile(`"web"`)},
			"/machine.slice/machine-libpod_pod_" + other + ".slice/libpod-" + id + ".scope", Workload{ContainerID: id, Container: "web", Runtime: podman, PodUID: other, Unit: "libpod-" + id + ".scope"}},

		"LXC":     {nil, "/lxc.payload.web/system.slice/x.service", Workload{Container: "web", Runtime: lxc}},
		"nspawn":  {nil, "/machine.slice/systemd-nspawn@web.service/payload", Workload{Container: "web", Runtime: nspawn, Unit: "systemd-nspawn@web.service"}},
		"machine": {map[string]string{"run/systemd/machines/web": "NAME=web\nCLASS=container\n"}, "/machine.slice/machine-web.scope", Workload{Container: "web", Runtime: nspawn, Unit: "machine-web.scope"}},
		"virtual machine": {map[string]string{"run/systemd/machines/web": "# private\nNAME=web\nSERVICE=systemd-vmspawn\nCLASS=vm\n"},
			"/machine.slice/machine-web.scope", Workload{Unit: "machine-web.scope"}},

		"a service":             {nil, "/system.slice/sshd.service", Workload{Unit: "sshd.service"}},
		"a session":             {nil, "/user.slice/user-1000.slice/session-3.scope", Workload{Unit: "session-3.scope", Session: "3"}},
		"a user's service":      {nil, "/user.slice/user-1000.slice/user@1000.service/app.slice/x.service", Workload{Unit: "user@1000.service", UserUnit: "x.service", User: "1000"}},
		"nothing in particular": {nil, "/", Workload{}},
	} {
		t.Run(name, func(t *testing.T) {
			r, _ := newMachine(t, c.files)
			assert.Equal(t, c.want, in(t, r, c.path))
		})
	}
}
