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
	var sorted []*procmap.NetNS
	for i := range met {
		sorted = append(sorted, &met[i])
	}
	slices.SortFunc(sorted, func(a, b *procmap.NetNS) int { return cmp.Or(cmp.Compare(a.PID, b.PID), cmp.Compare(a.FD, b.FD)) })
	var found []described
	for _, d := range sorted {
		f, inode := file{Holder{Kind: ByDescriptor, PID: d.PID, FD: d.FD}}, d.Inode
		if inode == 0 {
			opened, its, err := f.open(c.Proc)
			if err != nil {
				continue // mostly a directory
			}
			opened.Close()
			inode = its
		}
		found = append(found, described{inode, f})
	}
	return found
}
