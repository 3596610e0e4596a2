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
	"golang.org/x/sys/unix"
)

// absence says why a list of sockets of certain processes is empty, if it has
// another cause than that they have none of these sockets.
type absence struct {
	proc   string
	spaces []*space
	log    *log
	said   bool // that rights are lacking
}

// explain says a line for each of the processes, by PID, or for each name of a
// program.
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
		a.say("--program=%s: no process has this name%s", strings.Join(quoted(names), ","), a.orHidden())
		return
	}
	homes := a.homes()
	for _, pid := range found {
		if cause := a.cause(pid, homes); cause != "" {
			a.say("process %d: %s", pid, cause)
		}
	}
}

func quoted(names []string) (all []string) {
	for _, name := range names {
		all = append(all, strconv.QuoteToASCII(name))
	}
	return all
}

// cause gives why no socket of a process is listed, or "".
func (a *absence) cause(pid int, homes []string) string {
	err := procmap.Readable(a.proc, pid)
	switch {
	case errors.Is(err, fs.ErrPermission) && a.said:
		return ""
	case errors.Is(err, fs.ErrPermission):
		return "it does not tell which sockets it has" + takesPtrace()
	case err != nil:
		return "" // it has ended, or has none
	}
	home, err := os.Readlink(a.proc + "/" + strconv.Itoa(pid) + "/ns/net")
	if err != nil || slices.Contains(homes, home) {
		return ""
	}
	return fmt.Sprintf("it lives in another network namespace, %s: --netns=%d lists that", home, pid)
}

// takesPtrace names the right that opens all processes, if this one lacks it.
func takesPtrace() string {
	header := unix.CapUserHeader{Version: unix.LINUX_CAPABILITY_VERSION_3}
	var sets [2]unix.CapUserData
	if unix.Capget(&header, &sets[0]) == nil && sets[0].Effective&(1<<unix.CAP_SYS_PTRACE) != 0 {
		return ""
	}
	return ", which takes CAP_SYS_PTRACE"
}

// homes gives the namespaces that were listed, as links in /proc read.
func (a *absence) homes() (homes []string) {
	for _, s := range a.spaces {
		if ns, ok := s.tables.(*netns.Namespace); ok && !ns.Own {
			homes = append(homes, fmt.Sprintf("net:[%d]", ns.Inode))
		} else if own, err := os.Readlink(a.proc + "/self/ns/net"); err == nil {
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
