package netns

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/sys/unix"
)

// Gaps are what a Listing could not look at, so that there may be namespaces
// which are not in it.
type Gaps struct {
	// Processes is the number of processes that do not let the program know
	// where they live, mostly because they are another user's (ptrace(2),
	// "access mode checking"). Those that clearly live in a listed namespace
	// are not counted.
	Processes int
	// Descriptors tells that the descriptors of some process could not be read.
	Descriptors bool
	// Hidden tells that /proc does not show all processes (hidepid, proc(5)):
	// it shows no process 1, which there always is.
	Hidden bool
	// Outside tells that /proc is that of a PID namespace which is not the
	// first, so that the processes outside are not in it.
	Outside bool
	// Mounts is the number of namespaces that are kept only by mounts which may
	// not be opened, since who made them could keep the program waiting.
	Mounts int
	// Cut is the number of mount namespaces with too many mounts to look at.
	Cut int
	// Short tells that the program ran out of descriptors.
	Short bool
	// Lacks has the names of the capabilities that the program lacks of those
	// which open other users' processes.
	Lacks []string
}

// rights are the capabilities which open other users' processes: the first shows
// where they live, and both together their descriptors.
var rights = [...]struct {
	name   string
	number int
}{{"CAP_SYS_PTRACE", unix.CAP_SYS_PTRACE}, {"CAP_DAC_READ_SEARCH", unix.CAP_DAC_READ_SEARCH}}

// lacking returns those that the program lacks.
func lacking() (names []string) {
	header := unix.CapUserHeader{Version: unix.LINUX_CAPABILITY_VERSION_3}
	var sets [2]unix.CapUserData
	if unix.Capget(&header, &sets[0]) != nil {
		return nil
	}
	for _, right := range rights {
		if sets[0].Effective&(1<<right.number) == 0 {
			names = append(names, right.name)
		}
	}
	return names
}

// Notice says in one sentence what could not be looked at and why, or is empty.
// It is true whoever runs the program: a container's root lacks rights too.
func (g Gaps) Notice() string {
	var causes []string
	add := func(there bool, text string) {
		if there {
			causes = append(causes, text)
		}
	}
	counted := func(n int, one, many string) string {
		if n == 1 {
			return "1 " + one
		}
		return fmt.Sprintf("%d %s", n, many)
	}
	add(g.Hidden, "/proc is mounted with hidepid and does not show all processes")
	add(g.Outside, "processes outside this PID namespace are not seen")
	takes := func(rights []string) string {
		if len(rights) == 0 {
			return "" // something else refuses, such as a security module
		}
		return ", which takes " + strings.Join(rights, " and ")
	}
	add(g.Processes > 0, counted(g.Processes, "process does not tell its own", "processes do not tell theirs")+
		takes(slices.DeleteFunc(slices.Clone(g.Lacks), func(name string) bool { return name != rights[0].name })))
	// Who may not know where a process lives may not read its descriptors.
	add(g.Descriptors && g.Processes == 0, "descriptors of some processes cannot be read"+takes(g.Lacks))
	add(g.Mounts > 0, counted(g.Mounts, "is", "are")+" kept only by mounts that cannot be trusted")
	add(g.Cut > 0, counted(g.Cut, "process sees", "processes see")+" more mounts than are looked at")
	add(g.Short, "too many open files to look at all processes")
	if causes == nil {
		return ""
	}
	return "Not all network namespaces may be shown: " + strings.Join(causes, "; ") + "."
}

// elsewhere counts those of the hidden processes that live in none of the
// namespaces, as far as can be told.
//
// Which namespace a process lives in is not for all to know, but its tables
// are for all to read. Every namespace has a /proc/PID/net/dev of its own, so
// a process with the same file as a resident lives where that one does.
func (c Config) elsewhere(hidden []resident, namespaces []*Namespace) int {
	if len(hidden) == 0 {
		return 0
	}
	known := make(map[uint64]bool)
	for _, n := range namespaces {
		who := n.residents
		if n.Own {
			who = []resident{c.Home}
		}
		if len(who) > 0 {
			if inode, err := c.tableInode(who[0]); err == nil {
				known[inode] = true
			}
		}
	}
	count := 0
	for _, who := range hidden {
		inode, err := c.tableInode(who)
		ended := err == unix.ENOENT || err == unix.ESRCH
		if !ended && (err != nil || !known[inode]) {
			count++
		}
	}
	return count
}

// tableInode returns the inode of a resident's net/dev in /proc.
func (c Config) tableInode(who resident) (uint64, error) {
	return tablesInode(unix.AT_FDCWD, c.Proc+"/"+who+"/net/dev")
}

// tablesInode returns the inode of a net/dev.
func tablesInode(dir int, path string) (uint64, error) {
	var st unix.Stat_t
	err := unix.Fstatat(dir, path, &st, 0)
	return st.Ino, err
}

// hidesProcesses tells whether /proc shows only some processes.
func (c Config) hidesProcesses() bool {
	var st unix.Stat_t
	return unix.Lstat(c.Proc+"/1", &st) == unix.ENOENT
}

// HidesProcesses tells whether a procfs shows only some processes (hidepid,
// proc(5)).
func HidesProcesses(proc string) bool {
	var fs unix.Statfs_t
	real := unix.Statfs(proc, &fs) == nil && fs.Type == unix.PROC_SUPER_MAGIC
	return real && Config{Proc: proc}.hidesProcesses()
}

// IsInner tells whether a procfs shows the processes of an inner PID namespace,
// and none that are outside of it.
func IsInner(proc string) bool { return Config{Proc: proc}.isInner() }

// firstPIDNamespace is the inode of the PID namespace that holds all others
// (PROC_PID_INIT_INO in linux/proc_ns.h).
const firstPIDNamespace = 0xEFFFFFFC

// isInner tells whether the procfs is that of an inner PID namespace. Process 1
// lives in the one that its procfs shows. Where it does not tell, the program is
// asked itself, if it has the same number there as in its own: then the procfs
// is that of its own PID namespace.
func (c Config) isInner() bool {
	inode, err := linkedNumber(unix.AT_FDCWD, c.Proc+"/1/ns/pid", "pid")
	if err != nil {
		var buf [16]byte
		n, err := unix.Readlink(c.Proc+"/self", buf[:])
		if err != nil || string(buf[:n]) != fmt.Sprint(unix.Getpid()) {
			return false
		}
		inode, err = linkedNumber(unix.AT_FDCWD, c.Proc+"/self/ns/pid", "pid")
		if err != nil {
			return false
		}
	}
	return inode != firstPIDNamespace
}
