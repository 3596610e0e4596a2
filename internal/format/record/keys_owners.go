package record

// ownerKeys are the keys of sockets of the internet and of unix that tell who has
// them, beside pid and program, and what that process belongs to. From workload
// on all are null if no process is known that has the socket, unless the cgroup
// of the socket itself is.
var ownerKeys = []description{
	{keyOwnerStatus, isText | orNull, "null for a unix socket of an old kernel, which has no inode. known; denied: it may be a process that could not be read; none: no process has it, as in TIME_WAIT; " +
		"elsewhere: no process in sight has it, and there are others outside this PID namespace; " +
		"kernel: no process has it, and all could be read, so that it is the kernel's, or under way between processes, or new",
		"", "proc/PID/fd of all processes"},
	{keyOwners, isObjects, "list of all descriptors of the socket, at most 1024: objects with pid, program, comm and fd; in CSV PID/FD",
		"", "proc/PID/fd; if no process has the socket otherwise, proc/PID/task/TID/fd"},
	{keyComm, isText | orNull, "the kernel's name for the process, a dot for what does not print",
		"", "proc/PID/comm"},
	{keyFD, isInteger, "number of the descriptor in that process",
		"", "proc/PID/fd"},
	{keyWorkload, isText | orNull, "what the process of pid belongs to, in one word: NAMESPACE/POD/CONTAINER, CONTAINER or UNIT, with an id for an unknown name. " +
		"UID: in front says that an ordinary user has named the container. Whoever started it has chosen it",
		"", "the keys below"},
	{keyCgroup, isText | orNull, "path of that process's cgroup, relative to the cgroup namespace of the program; of several the one that tells most. " +
		"Without such a process that of the socket, if it is known",
		"", "proc/PID/cgroup; cgroups(7); INET_DIAG_CGROUP_ID, from Linux 5.8"},
	{keyContainerID, isText | orNull, "the container's id",
		"", "proc/PID/cgroup"},
	{keyContainer, isText | orNull, "the container's name, in a pod the one that the pod has for it",
		"", "files of the container's runtime; gonetstat(8)"},
	{keyRuntime, isText | orNull, "docker, containerd, cri-o, podman, lxc, libvirt-lxc or systemd-nspawn",
		"", "proc/PID/cgroup, or files of the runtime"},
	{keyPod, isText | orNull, "name of the container's pod",
		"", "/var/log/pods, or files of the runtime"},
	{keyPodNamespace, isText | orNull, "Kubernetes' namespace of the pod",
		"", "/var/log/pods, or files of the runtime"},
	{keyPodUID, isText | orNull, "UID of the pod, or the id of a pod of podman",
		"", "proc/PID/cgroup"},
	{keyUnit, isText | orNull, "systemd's unit, such as sshd.service, session-3.scope or user@1000.service",
		"", "proc/PID/cgroup"},
	{keyUserUnit, isText | orNull, "unit of the user's own systemd, below user@UID.service",
		"", "proc/PID/cgroup"},
	{keySession, isText | orNull, "number of the user's session",
		"", "proc/PID/cgroup"},
	{keyWorkloadUID, isInteger | orNull, "number of the user who has named the container or user_unit; null if that was the system",
		"", "proc/PID/cgroup, or whose the cgroup's directory is"},
	{keyProxiedTo, isText | orNull, "of tcp, udp, udplite and raw: if the process says that it is docker-proxy, the address in a container that it says to be for, " +
		"with what lives there in parentheses; null if no other network namespace in sight has the address",
		"", "proc/PID/cmdline, proc/PID/net/fib_trie, proc/PID/net/if_inet6"},
}
