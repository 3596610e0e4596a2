package modes

import (
	"sync"

	"github.com/gonetstat/gonetstat/internal/engine"
	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/netns"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

// space is a network namespace that is listed.
type space struct {
	tables procnet.Tables
	socket func(domain, typ, proto int) (int, error) // makes a socket in it
	few    bool                                      // it is likely to have few sockets
	in     format.Space
}

// engine gives the namespace as the engine lists it.
func (s *space) engine() engine.Space {
	return engine.Space{Tables: s.tables, Socket: s.socket, Few: s.few}
}

// besideOthers gives a namespace that is listed beside others.
func (s *search) besideOthers(ns *netns.Namespace) *space {
	in := format.Space{Label: ns.Label(), Inode: ns.Inode, Several: true, Slow: s.slow}
	if s.workloads != nil {
		in.Residents = sync.OnceValue(func() *format.Workload { return s.workloads.Space(ns) })
	}
	return &space{tables: ns, socket: ns.Socket, few: !ns.Own, in: in}
}
