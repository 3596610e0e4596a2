package modes

import (
	"net/netip"
	"sync"

	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/netns"
	"github.com/gonetstat/gonetstat/internal/procmap"
	"github.com/gonetstat/gonetstat/internal/workload"
)

// workloads tells what processes belong to, and looks at each once in a round:
// later the number may be another's. It is safe for concurrent use.
type workloads struct {
	config workload.Config
	home   string // Place.home

	mu    sync.RWMutex
	round *round
}

// round is what is known in a round.
type round struct {
	resolver  *workload.Resolver
	proxies   *proxies
	processes map[int]*lookup
	cgroups   map[string]*lookup
}

// lookup is what somebody has asked for.
type lookup struct {
	once  sync.Once
	found *format.Workload
}

func newWorkloads(at Place) *workloads {
	w := &workloads{config: workload.Config{Proc: at.Proc, Root: at.Root}, home: at.home()}
	w.forget()
	return w
}

// forget begins a new round.
func (w *workloads) forget() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.round != nil {
		w.round.resolver.Close()
	}
	w.round = &round{workload.New(w.config), newProxies(w.config.Proc, w.home, w), make(map[int]*lookup), make(map[string]*lookup)}
}

// Process gives what a process belongs to.
func (w *workloads) Process(pid int) *format.Workload {
	processes := func(r *round) map[int]*lookup { return r.processes }
	return known(w, processes, pid, (*workload.Resolver).Process)
}

// Cgroup gives what is in a cgroup of version 2.
func (w *workloads) Cgroup(path string) *format.Workload {
	cgroups := func(r *round) map[string]*lookup { return r.cgroups }
	return known(w, cgroups, path, (*workload.Resolver).Cgroup)
}

// Space gives what all who live in a namespace belong to, as far as they are
// seen: nil if nobody lives there, or if they do not belong to the same. Those
// who have ended meanwhile do not count.
func (w *workloads) Space(ns *netns.Namespace) *format.Workload {
	w.mu.RLock()
	resolver := w.round.resolver
	w.mu.RUnlock()
	common := workload.Common(func(yield func(*workload.Workload) bool) {
		for _, who := range ns.Residents() {
			var its *workload.Workload
			if who.Kind == netns.ByThread {
				its = resolver.Thread(who.PID, who.TID)
			} else {
				its = w.Process(who.PID).Workload
			}
			if its.Cgroup != "" && !yield(its) {
				return
			}
		}
	})
	if its := format.NewWorkload(&common); its.Word != "" {
		return its
	}
	return nil
}

// ProxiedTo gives where the owner of a socket sends what comes in.
func (w *workloads) ProxiedTo(owner *procmap.Owner, proto string, local netip.AddrPort) string {
	w.mu.RLock()
	p := w.round.proxies
	w.mu.RUnlock()
	return p.target(owner, proto, local)
}

// known gives what is known under a key in a map of the round, and looks for it
// the first time.
func known[K comparable](w *workloads, in func(*round) map[K]*lookup, k K, find func(*workload.Resolver, K) *workload.Workload) *format.Workload {
	w.mu.RLock()
	r := w.round
	l := in(r)[k]
	w.mu.RUnlock()
	if l == nil {
		w.mu.Lock()
		if l = in(r)[k]; l == nil {
			l = new(lookup)
			in(r)[k] = l
		}
		w.mu.Unlock()
	}
	l.once.Do(func() { l.found = format.NewWorkload(find(r.resolver, k)) })
	return l.found
}

// only gives the processes that belong to what a filter means.
func (w *workloads) only(of procmap.Only, filter workload.Filter) procmap.Only {
	if w != nil && filter.Any() {
		of.Belongs = func(pid int) bool { return filter.Fits(w.Process(pid).Workload) }
	}
	return of
}
