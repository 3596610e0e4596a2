package modes

import (
	"context"
	"sync/atomic"

	"golang.org/x/sys/unix"

	"github.com/gonetstat/gonetstat/internal/procmap"
	"github.com/gonetstat/gonetstat/internal/workload"
)

// explainWorkloads says that no process belongs to what filters ask for: to one
// of them, or to all that are given at a time.
func (a *absence) explainWorkloads(only procmap.Only) {
	for _, f := range [...]struct {
		option, what string
		names        []string
		filter       workload.Filter
	}{
		{"container", "no process is in a container of this name", a.wanted.Containers, workload.Filter{Containers: a.wanted.Containers}},
		{"pod", "no process is in a pod of this name", a.wanted.Pods, workload.Filter{Pods: a.wanted.Pods}},
		{"unit", "no process is in a unit of this name", a.wanted.Units, workload.Filter{Units: a.wanted.Units}},
	} {
		if !f.filter.Any() {
			continue
		}
		alone := a.workloads.only(procmap.Only{}, f.filter)
		if len(procmap.Find(context.Background(), a.proc, alone)) == 0 {
			a.say("--%s=%s: %s%s%s", f.option, joinQuoted(f.names), f.what, a.orHidden(), a.orNameless(f.option))
			return
		}
	}
	a.say("no process fits all filters%s", a.orHidden())
}

// orNameless gives what to add where names of containers and pods cannot be read,
// and there are such without a name.
func (a *absence) orNameless(option string) string {
	if option == "unit" || has(unix.CAP_DAC_READ_SEARCH) {
		return ""
	}
	var nameless atomic.Bool
	procmap.Find(context.Background(), a.proc, procmap.Only{Belongs: func(pid int) bool {
		its := a.workloads.Process(pid)
		if its.ContainerID != "" && (its.Container == "" || its.PodUID != "" && its.Pod == "") {
			nameless.Store(true)
		}
		return false
	}})
	if !nameless.Load() {
		return ""
	}
	return ", as far as names may be read, which takes CAP_DAC_READ_SEARCH: an id will do"
}
