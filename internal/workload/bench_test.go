package workload

import (
	"encoding/json"
	"fmt"
	"os"
	"sync"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gonetstat/gonetstat/internal/testkit"
)

// host makes 100 network namespaces' worth of containers, 10 each, of one kind,
// with a process in each. The bundles are as large as those of containerd are.
func host(b *testing.B, kind string) string {
	files := map[string]string{}
	for i := range 1000 {
		id, uid := fmt.Sprintf("%064x", i), fmt.Sprintf("%08x-6407-48e3-9ab6-78188d75e609", i/10)
		path := "/kubepods/burstable/pod" + uid + "/" + id
		switch kind {
		case "Docker":
			path = "/system.slice/docker-" + id + ".scope"
			files["var/lib/docker/containers/"+id+"/config.v2.json"] = dockerFile(fmt.Sprintf(`"/web%d"`, i), `{}`)
		case "podman":
			path = "/machine.slice/libpod-" + id + ".scope"
		case "kubelet":
			path = "/kubepods.slice/kubepods-pod" + uid + ".slice/cri-containerd-" + id + ".scope"
			files[fmt.Sprintf("var/log/pods/shop_web%d_%s/", i/10, uid)] = ""
			files[fmt.Sprintf("var/log/containers/web%d_shop_nginx-%s.log", i/10, id)] = ""
		case "containerd":
			files["run/containerd/io.containerd.runtime.v2.task/k8s.io/"+id+"/config.json"] = bundleFile(criAnnotations)
		case "services":
			path = fmt.Sprintf("/system.slice/web%d.service", i)
		}
		files[fmt.Sprintf("proc/%d/cgroup", 1000+i)] = "0::" + path + "\n"
	}
	if kind == "podman" {
		list := "[{}"
		for i := range 1000 {
			list += fmt.Sprintf(`,{"id":"%064x","names":["web%d"],"image":"be69f2940aaf64fdf50c9c99420cbd57e10ee655ec7204df1c407e9af63d0cc1","metadata":"{\"image-name\":\"docker.io/library/nginx:latest\",\"name\":\"web%d\"}","created":"2024-05-01T10:00:00Z","flags":{"MountLabel":"","ProcessLabel":""}}`, i, i, i)
		}
		files["var/lib/containers/storage/overlay-containers/containers.json"] = list + "]"
	}
	root := b.TempDir()
	testkit.WriteTree(b, root, files)
	return root
}

// BenchmarkThousandContainers finds the workloads of 1000 processes, each in a
// container of its own, on two goroutines as two workers would.
func BenchmarkThousandContainers(b *testing.B) {
	for _, kind := range []string{"services", "kubelet", "Docker", "containerd", "podman"} {
		b.Run(kind, func(b *testing.B) {
			root := host(b, kind)
			require.NotEmpty(b, New(Config{Root: root, Proc: root + "/proc"}).Process(1500).Label())
			b.ReportAllocs()
			before := processorTime(b)
			for b.Loop() {
				r := New(Config{Root: root, Proc: root + "/proc"})
				var group sync.WaitGroup
				for worker := range 2 {
					group.Go(func() {
						for i := worker; i < 1000; i += 2 {
							r.Process(1000 + i)
						}
					})
				}
				group.Wait()
			}
			b.ReportMetric(float64(processorTime(b)-before)/float64(b.N)/1000, "cpu-ns/container")
		})
	}
}

// processorTime returns the nanoseconds that this process has run on all processors.
func processorTime(t testing.TB) int64 {
	var usage syscall.Rusage
	require.NoError(t, syscall.Getrusage(syscall.RUSAGE_SELF, &usage))
	return usage.Utime.Nano() + usage.Stime.Nano()
}

// BenchmarkKnownProcess finds a workload that has been found before.
func BenchmarkKnownProcess(b *testing.B) {
	r := New(Config{})
	b.ReportAllocs()
	for b.Loop() {
		r.Process(os.Getpid())
	}
}

// BenchmarkRealProcess reads a real /proc/PID/cgroup, of a cgroup that is known.
func BenchmarkRealProcess(b *testing.B) {
	r := New(Config{})
	b.ReportAllocs()
	for b.Loop() {
		r.file([]byte("/proc/self/cgroup"))
	}
}

func BenchmarkParsePath(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		parsePath(systemdPod + "cri-containerd-" + id + ".scope")
	}
}

// BenchmarkFiles reads what runtimes leave, beside encoding/json.
func BenchmarkFiles(b *testing.B) {
	bundle, config := []byte(bundleFile(criAnnotations)), []byte(dockerFile(`"/web"`, `{}`))
	b.Run("bundle", func(b *testing.B) {
		b.SetBytes(int64(len(bundle)))
		for b.Loop() {
			var n names
			n.bundle(bundle)
		}
	})
	b.Run("bundle, encoding json", func(b *testing.B) {
		b.SetBytes(int64(len(bundle)))
		for b.Loop() {
			var its struct{ Annotations map[string]string }
			require.NoError(b, json.Unmarshal(bundle, &its))
		}
	})
	b.Run("Docker", func(b *testing.B) {
		b.SetBytes(int64(len(config)))
		for b.Loop() {
			var n names
			n.dockerConfig(config, "")
		}
	})
	b.Run("Docker, encoding json", func(b *testing.B) {
		b.SetBytes(int64(len(config)))
		for b.Loop() {
			var its struct {
				Name   string
				Config struct{ Labels map[string]string }
			}
			require.NoError(b, json.Unmarshal(config, &its))
		}
	})
}
