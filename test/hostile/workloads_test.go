package hostile

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gonetstat/gonetstat/internal/testkit"
)

// belonging is what JSON says of what a socket belongs to.
type belonging struct {
	NetNS         string  `json:"netns"`
	NetNSWorkload *string `json:"netns_workload"`
	LocalPort     int     `json:"local_port"`
	PID           int     `json:"pid"`
	Workload      *string `json:"workload"`
	Cgroup        string  `json:"cgroup"`
	ContainerID   *string `json:"container_id"`
	Container     *string `json:"container"`
	Runtime       *string `json:"runtime"`
	Pod           *string `json:"pod"`
	PodNamespace  *string `json:"pod_namespace"`
	PodUID        *string `json:"pod_uid"`
}

// Containers and the pod that two of them are in.
const (
	webID  = "3726184226f5d3147c25fdeab5b60097e378e8a720503a5e19ecfdf29f869860"
	logID  = "4f797c539e6c745de61a93ca3ff892358ecbcaccd8414d5db545c38428142970"
	evilID = "c1d4e6f7a8b9c0d1e2f3a4b5c6d7e8f9c1d4e6f7a8b9c0d1e2f3a4b5c6d7e8f9"
	bareID = "aaaabbbbccccddddeeeeffff0000111122223333444455556666777788889999"
	podUID = "2d3da189-6407-48e3-9ab6-78188d75e609"
	inPod  = "/kubepods/burstable/pod" + podUID + "/"
)

// The name of a container as its runtime keeps it, as it is shown, and in one
// word.
const (
	evilName  = `\u001b]0;x\u0007\u202e\n evil (`
	evilShown = ".]0;x... evil ("
	evilWord  = ".]0;x....evil.("
)

// runtimeFiles are what runtimes leave in /run.
func runtimeFiles() map[string]string {
	bundle := func(name string) string {
		return `{"ociVersion":"1.1.0","annotations":{"io.kubernetes.cri.container-name":"` + name + `","io.kubernetes.cri.sandbox-name":"web-7d4",` +
			`"io.kubernetes.cri.sandbox-namespace":"shop","io.kubernetes.cri.sandbox-uid":"` + podUID + `"},"linux":{}}`
	}
	const bundles, storage = "containerd/io.containerd.runtime.v2.task/k8s.io/", "containers/storage/overlay-containers/"
	return map[string]string{
		bundles + webID + "/config.json": bundle("nginx"),
		bundles + logID + "/config.json": bundle("logs"),
		storage + "containers.json":      `[{"id":"` + evilID + `","names":["` + evilName + `"]}]`,
	}
}

// container starts a listener in a cgroup, by a command that leads it to the
// namespace that it lives in.
func container(t *testing.T, cgroups testkit.Hierarchy, path, port string, command ...string) *testkit.Helper {
	t.Helper()
	path = cgroups.Make(t, path)
	command = append(append([]string(nil), command...), "sh", "-c", `ip link set lo up && exec "$@"`, "sh", os.Args[0], port)
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Env = append(os.Environ(), helperVariable+"=listen")
	cmd.Dir = t.TempDir()
	helper := testkit.Start(t, cmd)
	cgroups.Enter(t, path, helper.PID)
	return helper
}

// entering gives the command that leads into the network namespace of a helper.
func entering(h *testkit.Helper) []string {
	return []string{"nsenter", fmt.Sprintf("--net=/proc/%d/ns/net", h.PID)}
}

// listed lists listeners of tcp in all namespaces, by their ports.
func listed(t *testing.T, words ...string) map[int]belonging {
	t.Helper()
	got := shell(t, `exec "$P" --all-netns -tln --json "$@"`, words...)
	require.Zero(t, got.status, got.stderr)
	var rows []belonging
	require.NoError(t, json.Unmarshal([]byte(got.stdout), &rows))
	found := map[int]belonging{}
	for _, row := range rows {
		found[row.LocalPort] = row
	}
	return found
}

// TestContainersInRealCgroups starts processes in cgroups of the running kernel
// that are named as runtimes name theirs, and lists them.
func TestContainersInRealCgroups(t *testing.T) {
	testkit.Need(t, "nsenter")
	for _, name := range []string{"", "name=systemd", "pids"} {
		t.Run("hierarchy "+name, func(t *testing.T) {
			cgroups := testkit.NeedHierarchy(t, name)
			testkit.WriteTree(t, "/run", runtimeFiles())
			t.Cleanup(func() {
				assert.NoError(t, os.RemoveAll("/run/containerd"))
				assert.NoError(t, os.RemoveAll("/run/containers"))
			})
			own := testkit.OwnCgroup()
			web := container(t, cgroups, own+inPod+"cri-containerd-"+webID, "7501", "unshare", "--net")
			evil := container(t, cgroups, own+".slice/libpod-"+evilID+".scope", "7502", "unshare", "--net")
			bare := container(t, cgroups, own+".slice/docker-"+bareID+".scope/x", "7503", "unshare", "--net")

			rows := listed(t)
			for port, want := range map[int]belonging{
				7501: {Workload: text("shop/web-7d4/nginx"), ContainerID: text(webID), Container: text("nginx"), Runtime: text("containerd"),
					Pod: text("web-7d4"), PodNamespace: text("shop"), PodUID: text(podUID), PID: web.PID, Cgroup: own + inPod + "cri-containerd-" + webID},
				7502: {Workload: text(evilWord), ContainerID: text(evilID), Container: text(evilShown), Runtime: text("podman"),
					PID: evil.PID, Cgroup: own + ".slice/libpod-" + evilID + ".scope"},
				7503: {Workload: text(bareID[:12]), ContainerID: text(bareID), Runtime: text("docker"),
					PID: bare.PID, Cgroup: own + ".slice/docker-" + bareID + ".scope/x"},
			} {
				want.LocalPort, want.NetNS, want.NetNSWorkload = port, label(t, want.PID), want.Workload
				assert.Equal(t, want, rows[port])
			}
			requireFilters(t)
			requireNetToolsForm(t, web, evil)
			requireSharing(t, cgroups, own, web)
		})
	}
}

func text(s string) *string { return &s }

// label gives what a namespace without a name is called.
func label(t *testing.T, pid int) string {
	t.Helper()
	link, err := os.Readlink(fmt.Sprintf("/proc/%d/ns/net", pid))
	require.NoError(t, err)
	return link
}

// requireFilters chooses containers and pods.
func requireFilters(t *testing.T) {
	t.Helper()
	for option, port := range map[string]int{
		"--container=nginx":          7501,
		"--container=" + webID[:12]:  7501,
		"--pod=shop/web-7d4":         7501,
		"--pod=" + podUID:            7501,
		"--container=" + evilShown:   7502,
		"--container=" + evilID:      7502,
		"--container=" + bareID[:20]: 7503,
	} {
		rows := listed(t, option)
		assert.Len(t, rows, 1, option)
		assert.Contains(t, rows, port, option)
	}
	assert.Empty(t, listed(t, "--container="+bareID[:11]), "too short to be an id")
}

// requireNetToolsForm looks at the column, and at what stands above blocks.
func requireNetToolsForm(t *testing.T, web, evil *testkit.Helper) {
	t.Helper()
	column := shell(t, `exec "$P" --all-netns -tln --workload`).stdout
	assert.Regexp(t, `(?m)^tcp .* 127\.0\.0\.1:7501 .* LISTEN +shop/web-7d4/nginx +net:\[`, column)
	assert.Regexp(t, `(?m)^tcp .* 127\.0\.0\.1:7503 .* LISTEN +`+bareID[:12]+` +net:\[`, column)
	for _, mode := range []string{"-rn", "-i", "-gn", "-s"} {
		plain := shell(t, `exec "$P" --all-netns "$@"`, mode).stdout
		assert.Contains(t, plain, "Network namespace "+label(t, web.PID)+"\n", mode)
		named := shell(t, `exec "$P" --all-netns --workload "$@"`, mode).stdout
		assert.Contains(t, named, "Network namespace "+label(t, web.PID)+" (shop/web-7d4/nginx)\n", mode)
		assert.Regexp(t, `Network namespace net:\[\d+\] \(\.]0;x\.{4}evil\.\(\)\n`, named, mode)
	}
	table := shell(t, `exec "$P" --all-netns -tln --output=table`).stdout
	assert.Contains(t, table, label(t, web.PID)+" (shop/web-7d4/nginx)\n")
	for _, output := range []string{column, table} {
		assert.NotRegexp(t, `[^\n -~]`, output)
	}
}

// requireSharing has others come to a container's namespace: one of the same pod,
// and one of no container.
func requireSharing(t *testing.T, cgroups testkit.Hierarchy, own string, web *testkit.Helper) {
	t.Helper()
	container(t, cgroups, own+inPod+"cri-containerd-"+logID, "7504", entering(web)...)
	for _, row := range listed(t, "--pod=web-7d4") {
		assert.Equal(t, text("shop/web-7d4"), row.NetNSWorkload, "what both belong to")
	}
	guest := container(t, cgroups, own+"/guest", "7505", entering(web)...)
	rows := listed(t)
	assert.Equal(t, text("shop/web-7d4/nginx"), rows[7501].Workload)
	for _, port := range []int{7501, 7504, 7505} {
		assert.Nil(t, rows[port].NetNSWorkload, port)
	}
	guest.Stop()
	assert.Equal(t, text("shop/web-7d4"), listed(t)[7501].NetNSWorkload)
}
