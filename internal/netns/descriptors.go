package netns

import (
	"cmp"
	"slices"

	"github.com/gonetstat/gonetstat/internal/procmap"
)

// described is a namespace that a descriptor keeps.
type described struct {
	inode uint64
	file  file
}

// descriptors finds out of which namespaces descriptors are, in the order of the
// processes. One whose link does not tell is looked at itself.
func (c Config) descriptors(met []procmap.NetNS) []described {
	met = slices.SortedFunc(slices.Values(met), func(a, b procmap.NetNS) int {
		return cmp.Or(cmp.Compare(a.PID, b.PID), cmp.Compare(a.FD, b.FD))
	})
	var found []described
	for _, d := range met {
		f := file{Holder{Kind: ByDescriptor, PID: d.PID, FD: d.FD}}
		if d.Inode == 0 {
			opened, inode, err := f.open(c.Proc)
			if err != nil {
				continue // mostly a directory
			}
			opened.Close()
			d.Inode = inode
		}
		found = append(found, described{d.Inode, f})
	}
	return found
}
