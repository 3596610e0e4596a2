package options

// allOwners defines the option for every process that has a socket.
func allOwners() Definition {
	return Definition{
		Name: "all-owners", Own: true,
		Help: "a row for every process that has a socket",
		Manual: `Print a row for every process that has the socket open, as
.Fl p
does for the first.
With it, a socket is also found where a thread alone has it open: a thread with
descriptors of its own, or any if the process's first thread has ended.
The other forms of output show all processes without it.`,
		acts: func(l *line, _ string) error {
			l.Columns.Programs, l.Columns.Every = true, true
			return nil
		},
	}
}

// workloads defines the option for what processes belong to.
func workloads() Definition {
	return Definition{
		Name: "workload", Own: true,
		Help: "container, pod or unit of a socket's program",
		Manual: `Print what the program that has the socket open belongs to: the container, with
its pod if it is in one, or the unit of
.Xr systemd 1 .
The other forms of output show it without this option.
See
.Sx WORKLOADS .`,
		sets: func(l *line) *bool { return &l.Columns.Workload },
	}
}

// workloadFilters define the filters by what processes belong to.
func workloadFilters() []Definition {
	return []Definition{{
		Name: "container", Own: true, Value: "NAME", List: true, Repeat: true,
		Help: "only sockets of containers with this NAME or id",
		Manual: `List only sockets that processes in these containers have open.
Each is the container's name, its id, or at least the first 12 digits of that.`,
		want: "the name or the id of a container",
		reads: func(l *line, name string) bool {
			l.Workloads.Containers = append(l.Workloads.Containers, name)
			return name != ""
		},
	}, {
		Name: "pod", Own: true, Value: "POD", List: true, Repeat: true,
		Help: "only sockets of pods: NAME, NAMESPACE/NAME or UID",
		Manual: `List only sockets that processes in these pods have open.
Each is the pod's name, Kubernetes' namespace and the name with a
.Sq /
between them, or the pod's UID.`,
		want: "the name of a pod, its namespace and name as NAMESPACE/NAME, or its UID",
		reads: func(l *line, name string) bool {
			l.Workloads.Pods = append(l.Workloads.Pods, name)
			return name != ""
		},
	}, {
		Name: "unit", Own: true, Value: "UNIT", List: true, Repeat: true,
		Help: "only sockets of these UNITs of systemd",
		Manual: `List only sockets that processes in these units of
.Xr systemd 1
have open, the system's or a user's.
As for
.Xr systemctl 1 ,
a name without a suffix is that of a service.`,
		want: "the name of a unit",
		reads: func(l *line, name string) bool {
			l.Workloads.Units = append(l.Workloads.Units, name)
			return name != ""
		},
	}}
}
