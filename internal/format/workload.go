package format

import (
	"net/netip"

	"github.com/gonetstat/gonetstat/internal/procmap"
	"github.com/gonetstat/gonetstat/internal/workload"
)

// Workloads tells what belongs where. It is safe for concurrent use, and looks
// at each process and each cgroup once.
type Workloads interface {
	// Process gives what a process belongs to. It is never nil.
	Process(pid int) *Workload
	// Cgroup gives what is in a cgroup, by its path. It is never nil.
	Cgroup(path string) *Workload
	// ProxiedTo gives where the owner of a socket of a protocol sends what comes
	// in, if it is a proxy for a container, and "" otherwise.
	ProxiedTo(owner *procmap.Owner, proto string, local netip.AddrPort) string
}

// A Workload is what a process belongs to, and what a listing calls it.
type Workload struct {
	*workload.Workload
	Word string // its Label; "" if nothing is known
	// ASCII is the same for net-tools' form: with a dot for each byte that is
	// not printable ASCII, and "-" if nothing is known.
	ASCII string
}

// NewWorkload gives a workload with what it is called.
func NewWorkload(of *workload.Workload) *Workload {
	w := &Workload{Workload: of, Word: of.Label(), ASCII: "-"}
	if w.Word != "" {
		w.ASCII = asciiOf(w.Word)
	}
	return w
}

// asciiOf gives a text with dots for what is not printable ASCII.
func asciiOf(word string) string {
	var text []byte
	for i := range len(word) {
		if c := word[i]; c <= ' ' || c > '~' {
			if text == nil {
				text = []byte(word)
			}
			text[i] = '.'
		}
	}
	if text == nil {
		return word
	}
	return string(text)
}

// Lives gives what all who live in the namespace belong to, or nil if that is not
// the same, not known or not shown.
func (in *Space) Lives() *Workload {
	if in.Residents == nil {
		return nil
	}
	return in.Residents()
}

// WorkloadOf gives what a socket belongs to: what its first owner does, or else
// whatever made it, if the path of its own cgroup is known. It is nil if nothing
// tells.
func (in *Space) WorkloadOf(inode uint64, cgroup string) *Workload {
	if in.Workloads == nil {
		return nil
	}
	if in.Owners != nil {
		if owner, ok := in.Owners.Lookup(inode); ok {
			return in.Workloads.Process(owner.PID)
		}
	}
	if cgroup != "" {
		return in.Workloads.Cgroup(cgroup)
	}
	return nil
}
