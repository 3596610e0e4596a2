package workload

import (
	"strings"
	"sync"
)

// kubelet knows the pods and containers that the kubelet keeps logs of. Two
// directories tell all of them at once, whichever runtime runs them.
type kubelet struct {
	files *files
	once  sync.Once

	pods       map[string]names // by the UID, without the container
	containers map[string]names // by the ID, without the UID
}

// maxListed is how many entries of a directory, or of a list, are looked at.
const maxListed = 1 << 16

// container returns what is known of a container of a pod.
func (k *kubelet) container(podUID, id string) names {
	k.once.Do(k.list)
	pod := k.pods[podUID]
	if its, ok := k.containers[id]; ok && (pod.pod == "" || its.pod == pod.pod && its.podNamespace == pod.podNamespace) {
		return its
	}
	return pod
}

// list reads the directories: NAMESPACE_POD_UID in /var/log/pods, and
// POD_NAMESPACE_CONTAINER-ID.log in /var/log/containers. (BuildPodLogsDirectory
// and LegacyLogSymlink in the kubelet) No such name has a '_' in it.
func (k *kubelet) list() {
	k.pods, k.containers = make(map[string]names), make(map[string]names)
	entries, _ := k.files.names("/var/log/pods", maxListed)
	for _, entry := range entries {
		namespace, rest, _ := strings.Cut(entry, "_")
		pod, uid, _ := strings.Cut(rest, "_")
		if namespace != "" && pod != "" && isPodUID(uid) {
			k.pods[uid] = names{pod: pod, podNamespace: namespace}
		}
	}
	entries, _ = k.files.names("/var/log/containers", maxListed)
	for _, entry := range entries {
		entry, _ = strings.CutSuffix(entry, ".log")
		pod, rest, _ := strings.Cut(entry, "_")
		namespace, rest, _ := strings.Cut(rest, "_")
		dash := strings.LastIndexByte(rest, '-')
		if pod == "" || namespace == "" || dash <= 0 || !isID(rest[dash+1:]) {
			continue
		}
		k.containers[rest[dash+1:]] = names{container: rest[:dash], pod: pod, podNamespace: namespace}
	}
}
