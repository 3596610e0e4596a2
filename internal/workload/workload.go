package workload

import (
	"iter"
	"strings"

	"github.com/gonetstat/gonetstat/internal/visible"
)

// Workload is what a process belongs to. What is not known, or does not apply,
// is empty. All texts are valid UTF-8 of characters that print.
type Workload struct {
	// Cgroup is the path of the process's cgroup, as the kernel writes it:
	// relative to the cgroup namespace of who reads it, so that it begins with
	// "/.." for a process outside. Where a process has several, one for each
	// hierarchy of version 1, it is the one that tells most.
	Cgroup string
	// ContainerID is the container's ID, of 64 hexadecimal digits. Containers
	// of LXC and systemd-nspawn have a name only.
	ContainerID string
	// Container is the container's name. Inside a pod it is the name that the
	// pod's description gives it.
	Container string
	// Runtime is what made the container: "docker", "containerd", "cri-o",
	// "podman", "lxc", "libvirt-lxc" or "systemd-nspawn".
	Runtime string
	// Pod and PodNamespace are the names of the container's Kubernetes pod.
	Pod, PodNamespace string
	// PodUID is the UID of the Kubernetes pod, or the ID of podman's pod, whose
	// name is not known.
	PodUID string
	// Unit is the unit of systemd that the process is in, such as
	// "sshd.service": for a user's process "session-3.scope" or
	// "user@1000.service".
	Unit string
	// UserUnit is the unit of the user's own systemd, below user@UID.service.
	UserUnit string
	// Session is the number that systemd-logind gave a user's session.
	Session string
	// User is the UID of the ordinary user who named the container or the
	// UserUnit, or "" if that was the system. Any user may choose the names of
	// the system's, so two are the same only if this is.
	User string
}

// maxName is how many bytes of a name are kept. No file name is longer, and
// neither is the name of a pod, a container or a unit.
const maxName = 255

// shortID is how many digits of an ID stand for a container without a name, as
// the runtimes' own lists have it.
const shortID = 12

// Label returns what a listing calls the workload, in one word: the pod and the
// container in it, the container, or the unit. An ID stands for a name that is
// not known. A container that an ordinary user has named has that user's UID and a
// colon in front. It is empty if nothing is known.
func (w *Workload) Label() string {
	container := w.Container
	if container == "" {
		container = w.ContainerID[:min(shortID, len(w.ContainerID))]
	}
	pod := w.Pod
	if pod == "" {
		pod = w.PodUID
	}
	var parts []string
	user := w.User
	switch {
	case pod != "":
		parts = []string{w.PodNamespace, pod, container}
	case container != "":
		parts = []string{container}
	default:
		parts = []string{w.Unit, w.UserUnit}
		user = "" // the unit of a user's manager has the UID in its name
	}
	label := ""
	for _, part := range parts {
		if label != "" && part != "" {
			label += "/"
		}
		label += part
	}
	if user != "" && user != "0" {
		label = user + ":" + label
	}
	return visible.Word(label, -1)
}

// InContainer tells whether the workload is a container that a user means: by
// its name, its ID, or the beginning of its ID, of at least 12 digits.
func (w *Workload) InContainer(name string) bool {
	if name == "" {
		return false
	}
	return name == w.Container || len(name) >= shortID && strings.HasPrefix(w.ContainerID, name)
}

// InPod tells whether the workload is in a pod that a user means: by its name,
// its namespace and name with a '/' between them, or its UID.
func (w *Workload) InPod(name string) bool {
	if name == "" {
		return false
	}
	if namespace, pod, ok := strings.Cut(name, "/"); ok {
		return pod != "" && namespace == w.PodNamespace && pod == w.Pod
	}
	return name == w.Pod || name == w.PodUID
}

// InUnit tells whether the workload is in a unit that a user means, by its name.
// As for systemctl(1), a name without a suffix is that of a service.
func (w *Workload) InUnit(name string) bool {
	if name == "" {
		return false
	}
	if !isUnit(name) {
		name += ".service"
	}
	return name == w.Unit || name == w.UserUnit
}

// Common returns what several workloads have in common: the container if they
// are all in the same one, the pod if they are in the same one, and so on. It is
// what a network namespace can be called by when they are those who live in it.
// Once that has no Label no more of them are asked for.
func Common(all iter.Seq[*Workload]) (common Workload) {
	first := true
	for w := range all {
		if first {
			common, first = *w, false
		} else {
			common.keep(w)
		}
		if !common.named() {
			break
		}
	}
	return common
}

// named tells whether there is anything that Label has.
func (w *Workload) named() bool {
	return w.Container != "" || w.ContainerID != "" || w.Pod != "" || w.PodUID != "" || w.Unit != "" || w.UserUnit != ""
}

// keep clears what another workload does not have in common.
func (w *Workload) keep(other *Workload) {
	if w.Cgroup != other.Cgroup {
		w.Cgroup = ""
	}
	if w.User != other.User {
		*w = Workload{Cgroup: w.Cgroup}
		return
	}
	if w.ContainerID != other.ContainerID || w.Container != other.Container {
		w.ContainerID, w.Container, w.Runtime = "", "", ""
	}
	if w.PodUID != other.PodUID {
		w.Pod, w.PodNamespace, w.PodUID = "", "", ""
	}
	if w.Unit != other.Unit {
		w.Unit, w.UserUnit, w.Session = "", "", ""
	}
	if w.UserUnit != other.UserUnit {
		w.UserUnit = ""
	}
}
