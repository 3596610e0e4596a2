package procmap

// claim says that a process, known by its rank, holds a socket by a descriptor.
type claim struct {
	inode uint64
	rank  uint32
	fd    uint32
}

// claimBlock is how many claims are kept together.
const claimBlock = 1024

// claimList holds claims in blocks, so that a long list is never copied.
type claimList [][]claim

func (l *claimList) add(c claim) {
	last := len(*l) - 1
	if last < 0 || len((*l)[last]) == cap((*l)[last]) {
		*l = append(*l, make([]claim, 0, claimBlock))
		last++
	}
	(*l)[last] = append((*l)[last], c)
}

func (l claimList) len() int {
	n := 0
	for _, block := range l {
		n += len(block)
	}
	return n
}

// all yields the claims in no order that matters.
func (l claimList) all(yield func(claim) bool) {
	for _, block := range l {
		for _, c := range block {
			if !yield(c) {
				return
			}
		}
	}
}
