package procnet

import (
	"bytes"
	"fmt"
	"iter"
	"net/netip"
)

// A Group is a multicast group that an interface has joined, from net/igmp or
// net/igmp6.
type Group struct {
	Interface string
	Users     int32 // how often the group was joined
	Addr      netip.Addr
}

// A GroupLineError says that a line of net/igmp or net/igmp6 is no row.
type GroupLineError struct {
	Table string // "igmp" or "igmp6", by the form of the table
	Line  int    // counted from 0
}

func (e *GroupLineError) Error() string {
	return fmt.Sprintf("bogus %s line %d", e.Table, e.Line)
}

// GroupTables reads net/igmp and net/igmp6, one after the other. As in
// net-tools, a table without the heading of net/igmp is one in the form of
// net/igmp6, and so is every table that is read after it.
type GroupTables struct {
	inet6   bool
	indexed bool // the lines of interfaces begin with their numbers, as they do since Linux 2.2

	// The interface whose groups follow. A short line lies over the one before
	// it, as in net-tools' buffer, also over what that had behind its colon.
	device [groupNameLimit + 1]byte
}

// Limits of net-tools' buffers: a longer line comes in pieces, and a longer
// name is cut.
const (
	groupLineLimit = 8191
	groupNameLimit = 15
)

// Rows gives the rows of a table, and a *GroupLineError for every line that is
// none.
func (t *GroupTables) Rows(table []byte) iter.Seq2[Group, error] {
	return func(yield func(Group, error) bool) {
		for number := 0; len(table) > 0; number++ {
			var line []byte
			line, table = cutLine(table, groupLineLimit)
			line = beforeNUL(line)
			if number == 0 && t.heading(line) {
				continue
			}
			group, isRow, ok := t.parse(line)
			var err error
			if !ok {
				err = &GroupLineError{Table: t.form(), Line: number}
			}
			if (isRow || !ok) && !yield(group, err) {
				return
			}
		}
	}
}

// heading learns the form of a table from its first line, and tells whether
// that is a heading.
func (t *GroupTables) heading(line []byte) bool {
	if !bytes.Contains(line, []byte("Device")) {
		t.inet6 = true
		return false
	}
	t.indexed = bytes.HasPrefix(line, []byte("Idx"))
	return true
}

func (t *GroupTables) form() string {
	if t.inet6 {
		return "igmp6"
	}
	return "igmp"
}

// parse reads a line. It tells whether the line is a row, and false if the
// line can be neither that nor, in net/igmp, an interface.
func (t *GroupTables) parse(line []byte) (group Group, isRow, ok bool) {
	switch {
	case t.inet6:
		ok = parseGroup6(line, &group)
		return group, ok, ok
	case len(line) > 0 && line[0] == '\t':
		group.Interface = string(beforeNUL(t.device[:]))
		ok = parseGroup4(line, &group)
		return group, ok, ok
	}
	return group, false, t.parseDevice(line)
}

// parseDevice reads a line of net/igmp that begins the groups of an interface,
// as igmp_mc_seq_show in the kernel's net/ipv4/igmp.c prints it: the
// interface's number and name, a colon, and more that is of no use here.
// net-tools takes 15 bytes, newline included, up to the last colon in them.
func (t *GroupTables) parseDevice(line []byte) bool {
	s := scan(line)
	if t.indexed {
		s.int()
		s.blanks()
	}
	name := line[s.pos:min(len(line), s.pos+groupNameLimit)]
	if s.failed || len(name) == 0 {
		return false
	}
	copy(t.device[:], name)
	name = beforeNUL(t.device[:])
	if colon := bytes.LastIndexByte(name, ':'); colon >= 0 {
		clear(name[len(bytes.TrimRight(name[:colon], " ")) : colon+1])
	}
	return true
}

// parseGroup4 reads a group in net/igmp: the address as a number in the byte
// order of the host, and the number of users.
func parseGroup4(line []byte, group *Group) bool {
	s := scan(line)
	s.blanks()
	address := scan(s.hexDigits(8))
	group.Users = s.int()
	var b [4]byte
	wordOrder.PutUint32(b[:], uint32(address.hex()))
	group.Addr = netip.AddrFrom4(b)
	return !s.failed
}
