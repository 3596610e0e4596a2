package changes

import (
	"slices"

	"github.com/gonetstat/gonetstat/internal/format"
)

// difference is what has become of a socket.
type difference struct {
	change format.Change
	row    *row // as it is now, or was last
}

// noInode is the inode of a socket that has none.
const noInode = "0"

// differences compares the rows of two rounds: it gives those that went, and
// behind them those that changed and came, each in the order in which they were
// listed.
func differences(before, now []*row) (found []difference) {
	left := map[string][]*row{} // of before, by all that they are known by
	for _, r := range before {
		left[r.ends+r.inode] = append(left[r.ends+r.inode], r)
	}
	was, known := make([]*row, len(now)), map[*row]bool{}
	for i, r := range now {
		if same := left[r.ends+r.inode]; len(same) > 0 {
			was[i], left[r.ends+r.inode] = same[0], same[1:]
			known[same[0]] = true
		}
	}

	// What is left may be known by its ends alone.
	byEnds := map[string][]*row{}
	for _, r := range before {
		if !known[r] {
			byEnds[r.ends] = append(byEnds[r.ends], r)
		}
	}
	for i, r := range now {
		if was[i] != nil {
			continue
		}
		at := slices.IndexFunc(byEnds[r.ends], func(old *row) bool { return r.inode == noInode || old.inode == noInode })
		if at >= 0 {
			was[i] = byEnds[r.ends][at]
			byEnds[r.ends] = slices.Delete(byEnds[r.ends], at, at+1)
			known[was[i]] = true
		}
	}

	for _, r := range before {
		if !known[r] {
			found = append(found, difference{format.Closed, r})
		}
	}
	for i, r := range now {
		switch {
		case was[i] == nil:
			found = append(found, difference{format.Opened, r})
		case was[i].matter != r.matter:
			found = append(found, difference{format.Changed, r})
		}
	}
	return found
}
