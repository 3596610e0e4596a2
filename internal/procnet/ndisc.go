package procnet

import (
	"net/netip"
	"strings"
)

// A Neighbour is a row of net/ndisc, the IPv6 neighbour cache. Only kernels
// before 2.4 have that table.
type Neighbour struct {
	Addr      netip.Addr
	Bits      int32
	State     uint32 // NUD_* of include/uapi/linux/neighbour.h
	Confirmed uint32 // when the neighbour was last confirmed, jiffies (100 a second)
	Now       uint32 // when the row was printed, jiffies
	Kept      uint32 // the column behind it, which net-tools takes for how long an unused neighbour is kept, jiffies
	RefCnt    int32
	Flags     uint32 // NTF_*
	Iface     string
	Hardware  string // six pairs of digits with colons between them
}

// A NeighbourTable is net/ndisc while it is read.
type NeighbourTable struct {
	pieces   pieces
	row      Neighbour // as the last line left it
	addr     groups
	hardware [6]string
}

// OpenNeighbours opens net/ndisc, which has no heading.
func OpenNeighbours(tables Tables) (*NeighbourTable, error) {
	file, err := tables.Open("ndisc")
	if err != nil {
		return nil, err
	}
	return &NeighbourTable{
		pieces: pieces{lines: NewReader(file, Reading{})},
		row:    Neighbour{Addr: netip.IPv6Unspecified()},
	}, nil
}

// Next gives the next row, or false at the end of the table. Every line is a
// row: what it lacks or garbles is as in the row before.
func (t *NeighbourTable) Next(row *Neighbour) bool {
	line, ok := t.pieces.next(routeRowLimit)
	if !ok {
		return false
	}
	ignore := func(uint32) {}
	s := scan(line)
	t.addr.parse(&s)
	s.hexField(2, ignore)
	s.hexField(2, func(v uint32) { t.row.Bits = int32(v) })
	s.hexField(2, ignore)
	s.hexField(2, func(v uint32) { t.row.State = v })
	s.hexField(8, ignore)
	s.hexField(8, func(v uint32) { t.row.Confirmed = v })
	s.hexField(8, func(v uint32) { t.row.Now = v })
	s.hexField(4, func(v uint32) { t.row.Kept = v })
	s.hexField(4, func(v uint32) { t.row.RefCnt = int32(v) })
	s.hexField(4, func(v uint32) { t.row.Flags = v })
	s.textField(8, &t.row.Iface)
	for i := range t.hardware {
		s.textField(2, &t.hardware[i])
	}
	t.addr.address(&t.row.Addr)
	t.row.Hardware = strings.Join(t.hardware[:], ":")
	*row = t.row
	return true
}

// Close ends the reading.
func (t *NeighbourTable) Close() { t.pieces.lines.Close() }
