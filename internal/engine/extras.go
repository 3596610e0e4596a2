package engine

import (
	"sync"

	"github.com/gonetstat/gonetstat/internal/cgroups"
	"github.com/gonetstat/gonetstat/internal/extras"
	"github.com/gonetstat/gonetstat/internal/process"
	"github.com/gonetstat/gonetstat/internal/sockdiag"
)

// beside gives what fills the extras of a table while its rows are read, or nil
// if none are wanted or the kernel must not be asked for them. Where there are
// few file descriptors they go without.
func (p *Plan) beside(in Space, table string, into *extras.Table, fill func(extras.Source) error) func() {
	if into == nil || in.Socket == nil || process.Scarce() || !p.dumps(table) {
		return nil
	}
	p.groups.hold()
	return func() {
		defer p.groups.release()
		buffer := p.chunks.Get().(*[sockdiag.ChunkSize]byte)
		defer p.chunks.Put(buffer)
		// An error leaves the table empty, which is all that there is to say.
		_ = fill(extras.Source{Socket: in.Socket, Cgroup: p.groups.path, Buffer: buffer[:]})
	}
}

// groups finds the paths of cgroups. Its tree, which knows those that it has come
// by, is opened when the first is asked for, and closed when no table of the plan
// may ask any more.
type groups struct {
	proc string

	mu     sync.Mutex
	asking int // tables that may ask
	tree   *cgroups.Tree
	failed bool // there is none
}

// hold tells of one more table that may ask, until it releases the tree.
func (g *groups) hold() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.asking++
}

func (g *groups) release() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.asking--; g.asking == 0 {
		g.close()
	}
}

// close closes the tree, if it is open. It is called with mu held, or when
// nobody asks any more.
func (g *groups) close() {
	if g.tree != nil {
		g.tree.Close()
		g.tree = nil
	}
}

// path gives the path of a cgroup.
func (g *groups) path(id uint64) (string, bool) {
	g.mu.Lock()
	if g.tree == nil && !g.failed {
		var err error
		g.tree, err = cgroups.Open(g.proc)
		g.failed = err != nil
	}
	tree := g.tree
	g.mu.Unlock()
	if tree == nil {
		return "", false
	}
	return tree.Path(id)
}
