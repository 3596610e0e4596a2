// Package workload tells what a process belongs to: the container, the pod, the
// systemd unit, the session. In comes a process, or the path of a cgroup, out
// comes a Workload. Its source is the process's cgroup (/proc/PID/cgroup, or of many
// processes the cgroup's id; cgroups(7)), whose path says which runtime made it for
// which container, and for the container's name what the runtime leaves on disk. It
// never talks to a runtime, runs a program, or looks into a container.
//
// All of this is text that others have chosen, so the package trusts it by who
// could write it. A cgroup's path is read from the root to the first container:
// what lies below is the container's to name. A user may name the cgroups below
// user@UID.service, and whoever a service's cgroup belongs to those below it:
// a container there is that user's word for one, and its name is looked up among
// that user's containers only, never among root's.
package workload
