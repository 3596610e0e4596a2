package modes

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/gonetstat/gonetstat/internal/netns"
	"github.com/gonetstat/gonetstat/internal/procmap"
	"github.com/gonetstat/gonetstat/internal/workload"
	"golang.org/x/sys/unix"
)

// absence says why a list of sockets of certain processes is empty, if it has
// another cause than that they have none of these sockets.
type absence struct {
	proc   string
	home   string // below proc, of who lives in the program's own namespace
	spaces []*space
	log    *log
	said   bool // that rights are lacking

	wanted    workload.Filter // what processes must belong to
	workloads *workloads      // that they do; nil if anything will do
}

// explain says that there is no such process, or in a line for each cause why
// the processes that there are have no socket listed.
func (a *absence) explain(only procmap.Only) {
	ctx := context.Background()
	for _, pid := range only.PIDs {
		if found := procmap.Find(ctx, a.proc, procmap.Only{PIDs: []int{pid}}); len(found) == 0 {
			a.say("--pid=%d: no such process%s", pid, a.orHidden())
			return
		}
	}
	found := procmap.Find(ctx, a.proc, only)
	names := only.Programs
	if len(found) == 0 && len(names) > 0 {
		a.say("--process=%s: no process has this name%s", joinQuoted(names), a.orHidden())
		return
	}
	if a.wanted.Any() && len(found) == 0 {
		a.explainWorkloads(only)
		return
	}
	a.explainProcesses(found)
}

// explainProcesses says why no socket of some processes is listed.
func (a *absence) explainProcesses(pids []int) {
	homes := a.homes()
	var causes []cause
	having := make(map[cause][]int)
	for _, pid := range pids {
		if c := a.cause(pid, homes); c != (cause{}) {
			if having[c] == nil {
				causes = append(causes, c)
			}
			having[c] = append(having[c], pid)
		}
	}
	for _, c := range causes {
		first, more := having[c][0], len(having[c])-1
		text := c.ofOne
		if more > 0 {
			text = c.ofMany
		}
		if c.elsewhere {
			text += fmt.Sprintf(": --netns=%d lists that", first)
		}
		if more > 0 {
			a.say("process %d and %d more: %s", first, more, text)
		} else {
			a.say("process %d: %s", first, text)
		}
	}
}

// A cause is why no socket of a process, or of several, is listed.
type cause struct {
	ofOne, ofMany string
	elsewhere     bool // they live in another namespace
}

// joinQuoted joins names as an option has them.
func joinQuoted(names []string) string {
	var all []string
	for _, name := range names {
		all = append(all, strconv.QuoteToASCII(name))
	}
	return strings.Join(all, ",")
}

// cause gives why no socket of a process is listed, or the zero cause.
func (a *absence) cause(pid int, homes []string) (none cause) {
	err := procmap.Readable(a.proc, pid)
	switch {
	case errors.Is(err, fs.ErrPermission) && a.said:
		return none
	case errors.Is(err, fs.ErrPermission):
		return cause{ofOne: "it does not tell which sockets it has" + takesPtrace(), ofMany: "they do not tell which sockets they have" + takesPtrace()}
	case err != nil:
		return none // it has ended, or has none
	}
	home, err := os.Readlink(a.proc + "/" + strconv.Itoa(pid) + "/ns/net")
	if err != nil || slices.Contains(homes, home) {
		return none
	}
	return cause{"it lives in another network namespace, " + home, "they live in another network namespace, " + home, true}
}

// takesPtrace names the right that opens all processes, if this one lacks it.
func takesPtrace() string {
	if has(unix.CAP_SYS_PTRACE) {
		return ""
	}
	return ", which takes CAP_SYS_PTRACE"
}

// has tells whether this program has a capability, one of the first 32.
func has(capability uint) bool {
	header := unix.CapUserHeader{Version: unix.LINUX_CAPABILITY_VERSION_3}
	var sets [2]unix.CapUserData
	return unix.Capget(&header, &sets[0]) == nil && sets[0].Effective&(1<<capability) != 0
}

// homes gives the namespaces that were listed, as links in /proc read.
func (a *absence) homes() (homes []string) {
	for _, s := range a.spaces {
		if ns, ok := s.tables.(*netns.Namespace); ok && !ns.Own {
			homes = append(homes, fmt.Sprintf("net:[%d]", ns.Inode))
		} else if own, err := os.Readlink(a.proc + "/" + a.home + "/ns/net"); err == nil {
			homes = append(homes, own)
		}
	}
	return homes
}

// orHidden gives what to add where there may be a process that /proc does not
// show.
func (a *absence) orHidden() string {
	if netns.HidesProcesses(a.proc) {
		return ", or /proc hides it: it is mounted with hidepid"
	}
	return ""
}

func (a *absence) say(format string, args ...any) { a.log.complain(fmt.Errorf(format, args...)) }
