package modes

import (
	"sync"

	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/procmap"
	"github.com/gonetstat/gonetstat/internal/workload"
)

// workloads tells what processes belong to, and looks at each once in a round:
// later the number may be another's. It is safe for concurrent use.
type workloads struct {
	config workload.Config

	mu        sync.RWMutex
	resolver  *workload.Resolver
	processes map[int]*format.Workload
	cgroups   map[string]*format.Workload
}

func newWorkloads(at Place) *workloads {
	w := &workloads{config: workload.Config{Proc: at.Proc, Root: at.Root}}
	w.forget()
	return w
}

// forget begins a new round.
func (w *workloads) forget() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.resolver = workload.New(w.config)
	w.processes, w.cgroups = make(map[int]*format.Workload), make(map[string]*format.Workload)
}

// Process gives what a process belongs to.
func (w *workloads) Process(pid int) *format.Workload {
	return known(w, func() map[int]*format.Workload { return w.processes }, pid, (*workload.Resolver).Process)
}

// Cgroup gives what is in a cgroup of version 2.
func (w *workloads) Cgroup(path string) *format.Workload {
	return known(w, func() map[string]*format.Workload { return w.cgroups }, path, (*workload.Resolver).Cgroup)
}

// known gives what is known under a key, and looks for it the first time.
func known[K comparable](w *workloads, in func() map[K]*format.Workload, k K, find func(*workload.Resolver, K) *workload.Workload) *format.Workload {
	w.mu.RLock()
	resolver, its := w.resolver, in()[k]
	w.mu.RUnlock()
	if its != nil {
		return its
	}
	its = format.NewWorkload(find(resolver, k))
	w.mu.Lock()
	defer w.mu.Unlock()
	if resolver == w.resolver {
		in()[k] = its
	}
	return its
}

// only gives the processes that belong to what a filter means.
func (w *workloads) only(of procmap.Only, filter workload.Filter) procmap.Only {
	if filter.Any() {
		of.Belongs = func(pid int) bool { return filter.Fits(w.Process(pid).Workload) }
	}
	return of
}
