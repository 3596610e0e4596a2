package sockdiag

import (
	"net/netip"

	"github.com/gonetstat/gonetstat/internal/procnet"
)

// seamLength is how many rows at the end of a listing are remembered. Only if
// it had more and all of those have gone is there no finding where it ended.
const seamLength = 1024

// Seam continues a listing that has broken off by another of the same sockets,
// in the same order and at a later time, such as the table in /proc for a dump.
// No socket that is in both is lost or doubled. The zero value is that of a
// listing that has had no rows yet.
type Seam struct{ rows seam[rowKey] }

// rowKey tells a socket from others: one without an inode by its two ends.
type rowKey struct {
	local, remote netip.AddrPort
	inode         uint64
}

// Given tells of a row of the first listing.
func (s *Seam) Given(row *procnet.Socket) {
	s.rows.given(rowKey{row.Local, row.Remote, row.Inode})
}

// Behind tells of a row of the second listing, each in its turn, whether the
// first has not had it.
func (s *Seam) Behind(row *procnet.Socket) bool {
	return s.rows.behind(rowKey{row.Local, row.Remote, row.Inode})
}

// seam is a Seam of things of any kind.
type seam[K comparable] struct {
	last    []K // the last ones given, a ring
	next    int // where the ring begins
	known   map[K]struct{}
	reached bool // the end of the first listing
}

func (s *seam[K]) given(key K) {
	if len(s.last) < seamLength {
		s.last = append(s.last, key)
		return
	}
	s.last[s.next] = key
	s.next = (s.next + 1) % seamLength
}

func (s *seam[K]) behind(key K) bool {
	if s.known == nil {
		s.known = make(map[K]struct{}, len(s.last))
		for _, k := range s.last {
			s.known[k] = struct{}{}
		}
		// With all of the first listing remembered, any other row is new.
		s.reached = len(s.last) < seamLength
	}
	// Else its last rows follow each other in the second too, so what comes
	// behind the first of them and is not one of them is new.
	if _, known := s.known[key]; known {
		s.reached = true
		return false
	}
	return s.reached
}

// lost tells, behind the second listing, that the end of the first was not
// found in it.
func (s *seam[K]) lost() bool { return !s.reached && len(s.last) == seamLength }
