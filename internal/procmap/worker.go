package procmap

import "golang.org/x/sys/unix"

// entriesSize is how many bytes of directory entries a worker reads at a
// time: some 340 descriptors, few enough to be shared out evenly, and enough
// that fetching them costs nothing.
const entriesSize = 8 << 10

// worker reads processes, one after the other.
type worker struct {
	scan    *Scan
	claims  claimList  // made before Limit, or all with Every
	folded  bool       // they are claims on wanted sockets
	known   []*process // that own a socket, and perhaps others
	netns   []NetNS
	entries []byte // names of descriptors
	link    []byte // target of a link
	path    []byte // of a process's file; its content
}

func newWorker(s *Scan) *worker {
	return &worker{
		scan:    s,
		entries: make([]byte, entriesSize),
		link:    make([]byte, linkSize),
		path:    make([]byte, cmdlineSize),
	}
}

// run reads processes until none are left.
func (w *worker) run() {
	for p := w.scan.next(nil); p != nil; p = w.scan.next(p) {
		w.fold()
		w.read(p)
	}
	w.fold()
	w.hand()
}

// hand gives the scan what the worker has found.
func (w *worker) hand() {
	w.scan.mu.Lock()
	defer w.scan.mu.Unlock()
	w.scan.claims = append(w.scan.claims, w.claims...)
	w.scan.known = append(w.scan.known, w.known...)
	w.scan.netns = append(w.scan.netns, w.netns...)
}

// fold turns the claims made before Limit into claims on wanted sockets, and
// keeps those of them if every owner is wanted.
func (w *worker) fold() {
	wanted := w.scan.wanted.Load()
	if wanted == nil || w.folded {
		return
	}
	var kept claimList
	for c := range w.claims.all {
		if slot := wanted.find(c.inode); slot >= 0 {
			w.scan.claimWanted(wanted, slot, c.rank)
			if w.scan.search.Every {
				kept.add(c)
			}
		}
	}
	w.claims, w.folded = kept, true
}

// read reads the descriptors of a process, together with other workers if
// there are many.
func (w *worker) read(p *process) {
	s := w.scan
	shared := p.fds >= 0
	if !shared {
		p.unwanted = !w.wants(p)
		if p.unwanted && !s.search.NetNS {
			return
		}
		path := append(append(w.path[:0], p.pid...), "/fd\x00"...)
		fd, errno := s.open(path, unix.O_DIRECTORY)
		if errno != 0 {
			s.miss(errno)
			// Of all that can go wrong, netstat speaks only of this.
			if errno == unix.EACCES && !p.unwanted {
				s.denied.Store(true)
			}
			return
		}
		p.fds = fd
	}
	for s.all || s.searching(p.rank) || !s.found.Load() {
		if s.ctx.Err() != nil {
			return
		}
		entries := p.read(w.entries)
		if len(entries) == 0 {
			return
		}
		if !shared && len(entries) > entriesSize/2 {
			s.share(p)
			shared = true
		}
		w.readLinks(p, entries)
	}
}

// wants tells whether the process is one of those whose sockets are looked for.
// It identifies the process if it must, or if that cannot be done later.
func (w *worker) wants(p *process) bool {
	only := &w.scan.search.Only
	if !only.hasPID(p.pid) {
		return false
	}
	if len(only.Programs) == 0 && !w.scan.frugal {
		return true
	}
	known, _ := p.identify(w.scan, w.path)
	if known {
		w.known = append(w.known, p)
	}
	return len(only.Programs) == 0 || known && only.hasProgram(p.program)
}

// readLinks claims the sockets among the descriptors for the process.
func (w *worker) readLinks(p *process, entries []byte) {
	s := w.scan
	wanted := s.wanted.Load()
	found := s.found.Load()
	identified := false
	for {
		var name []byte
		name, entries = nextEntry(entries)
		if len(name) == 0 {
			return
		}
		if !isDigit(name[0]) {
			continue
		}
		link, errno := readLinkAt(p.fds, name, w.link)
		if errno == unix.EACCES && !p.unwanted && !p.refused.Load() && !s.hasEnded(p, w.path) {
			s.refused.Store(true)
			if p.refused.CompareAndSwap(false, true) {
				s.unread.Add(1)
			}
		}
		inode, ok := socketInode(link)
		if !ok && s.search.NetNS {
			w.noteNetNS(p, name, link)
		}
		if !ok || p.unwanted || p.own && asksSockdiag(name) {
			continue
		}
		slot := -1
		if wanted != nil {
			slot = wanted.find(inode)
			if slot < 0 && found {
				continue
			}
		}
		if !identified {
			known, first := p.identify(s, w.path)
			if !known {
				return
			}
			if first {
				w.known = append(w.known, p)
			}
			if !found {
				s.found.Store(true)
				found = true
			}
			identified = true
		}
		if wanted == nil || s.search.Every && slot >= 0 {
			w.claims.add(claim{inode, p.rank, uint32(parsePID(name[:len(name)-1]))})
		}
		if slot >= 0 {
			s.claimWanted(wanted, slot, p.rank)
		}
	}
}
