package summary

import (
	"cmp"
	"maps"
	"net/netip"
	"slices"
	"sync"

	"github.com/gonetstat/gonetstat/internal/format"
)

// kind is what sockets have in common, but for peers and programs.
type kind struct{ counted, proto, name string }

// part is what has been counted of one table, or of all of a namespace.
type part struct {
	mu       sync.Mutex
	kinds    map[kind]uint64
	peers    frequent[netip.Addr]
	programs frequent[string]
}

func newPart() *part { return &part{kinds: map[kind]uint64{}} }

// count counts a socket, and its program if that is not "".
func (p *part) count(s *socket, program string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.kinds[kind{format.CountState, s.proto, s.state}]++
	for _, c := range [...]struct {
		is      bool
		counted string
	}{
		{s.listens, format.CountListening},
		{s.receives, format.CountRecvQ},
		{s.send, format.CountSendQ},
		{s.orphan, format.CountOrphans},
	} {
		if c.is {
			p.kinds[kind{c.counted, s.proto, ""}]++
		}
	}
	if s.peer.IsValid() && !s.peer.IsUnspecified() {
		p.peers.add(s.peer.Unmap(), 1)
	}
	if program != "" {
		p.programs.add(program, 1)
	}
}

// add adds what another part has counted.
func (p *part) add(other *part) {
	other.mu.Lock()
	defer other.mu.Unlock()
	for k, n := range other.kinds {
		p.kinds[k] += n
	}
	p.peers.addAll(&other.peers)
	p.programs.addAll(&other.programs)
}

// most is how many peers and programs are shown.
const most = 10

// counts gives all counts in the order in which they are shown.
func (p *part) counts() (counts []format.Count) {
	for k, n := range p.kinds {
		counts = insert(counts, format.Count{Counted: k.counted, Proto: k.proto, Name: k.name, Number: n}, inOrder)
	}
	for _, addr := range p.peers.first(most, netip.Addr.Compare) {
		counts = append(counts, format.Count{Counted: format.CountPeer, Name: addr.String(), Number: p.peers.found[addr], AtLeast: p.peers.missed})
	}
	for _, name := range p.programs.first(most, cmp.Compare[string]) {
		counts = append(counts, format.Count{Counted: format.CountProgram, Name: name, Number: p.programs.found[name], AtLeast: p.programs.missed})
	}
	return counts
}

// inOrder compares two counts of kinds by where they are shown.
func inOrder(a, b format.Count) int {
	return cmp.Or(
		cmp.Compare(place(counted[:], a.Counted), place(counted[:], b.Counted)),
		cmp.Compare(place(protos[:], a.Proto), place(protos[:], b.Proto)),
		-cmp.Compare(a.Number, b.Number),
		cmp.Compare(a.Name, b.Name),
	)
}

// insert puts one more thing into a short list that is in an order.
func insert[T any](list []T, one T, compare func(a, b T) int) []T {
	at, _ := slices.BinarySearchFunc(list, one, compare)
	return slices.Insert(list, at, one)
}

// The orders in which counts are shown.
var (
	counted = [...]string{format.CountState, format.CountListening, format.CountRecvQ, format.CountSendQ, format.CountOrphans}
	protos  = [...]string{"tcp", "tcp6", "sctp", "sctp6", "udp", "udp6", "udpl", "udpl6", "raw", "raw6", "unix"}
)

func place(words []string, word string) int { return slices.Index(words, word) }

// limit is how many different things are counted.
const limit = 1 << 16

// frequent counts how often things come, exactly as long as there are no more
// than limit of them. Of more it keeps those that come often, as Misra and Gries
// do ("Finding repeated elements", 1982): one that is more than one in limit is
// among them, with a count that is too low by at most that.
type frequent[K comparable] struct {
	found  map[K]uint64
	missed bool // some have been dropped
}

func (f *frequent[K]) add(key K, n uint64) {
	if f.found == nil {
		f.found = map[K]uint64{}
	}
	if _, known := f.found[key]; !known {
		for len(f.found) >= limit {
			f.missed = true
			maps.DeleteFunc(f.found, func(key K, n uint64) bool {
				f.found[key] = n - 1
				return n == 1
			})
			if n--; n == 0 {
				return
			}
		}
	}
	f.found[key] += n
}

func (f *frequent[K]) addAll(other *frequent[K]) {
	for key, n := range other.found {
		f.add(key, n)
	}
	f.missed = f.missed || other.missed
}

// first gives the most frequent, and of equally frequent ones the first ones in an
// order.
func (f *frequent[K]) first(n int, compare func(a, b K) int) []K {
	var keys []K
	for key := range f.found {
		keys = insert(keys, key, func(a, b K) int { return cmp.Or(-cmp.Compare(f.found[a], f.found[b]), compare(a, b)) })
		keys = keys[:min(n, len(keys))]
	}
	return keys
}
