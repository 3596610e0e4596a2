package procnet

import "net/netip"

// A Route6 is a row of net/ipv6_route, all IPv6 routing tables. The kernel's
// rt6_info_route in net/ipv6/route.c prints it.
type Route6 struct {
	Destination netip.Addr
	Bits        int32      // length of the destination's prefix
	NextHop     netip.Addr // :: for none
	Metric      int32
	RefCnt      int32
	Use         int32
	Flags       uint32 // RTF_* of include/uapi/linux/ipv6_route.h
	Iface       string
}

// A Route6Table is net/ipv6_route while it is read.
type Route6Table struct {
	pieces      pieces
	cached      bool
	row         Route6 // as the last line left it
	destination groups
	nextHop     groups
}

// OpenRoutes6 opens net/ipv6_route, which has no heading, for those of its
// rows that are RouteCached, or for the others.
func OpenRoutes6(tables Tables, cached bool) (*Route6Table, error) {
	file, err := tables.Open("ipv6_route")
	if err != nil {
		return nil, err
	}
	none := netip.IPv6Unspecified()
	return &Route6Table{
		pieces: pieces{lines: NewReader(file, Reading{})},
		cached: cached,
		row:    Route6{Destination: none, NextHop: none},
	}, nil
}

// Next gives the next row, or false at the end of the table. Every line is a
// row: what it lacks or garbles is as in the line before; an address that is
// none, as in the row before.
func (t *Route6Table) Next(row *Route6) bool {
	for {
		line, ok := t.pieces.next(routeRowLimit)
		if !ok {
			return false
		}
		t.parse(line)
		if (t.row.Flags&RouteCached != 0) == t.cached {
			break
		}
	}
	t.destination.address(&t.row.Destination)
	t.nextHop.address(&t.row.NextHop)
	*row = t.row
	return true
}

// parse reads a line, but for its addresses.
func (t *Route6Table) parse(line []byte) {
	s := scan(line)
	var source groups
	t.destination.parse(&s)
	s.hexField(2, func(v uint32) { t.row.Bits = int32(v) })
	source.parse(&s)
	s.hexField(2, func(uint32) {})
	t.nextHop.parse(&s)
	s.hexField(8, func(v uint32) { t.row.Metric = int32(v) })
	s.hexField(8, func(v uint32) { t.row.RefCnt = int32(v) })
	s.hexField(8, func(v uint32) { t.row.Use = int32(v) })
	s.hexField(8, func(v uint32) { t.row.Flags = v })
	s.textField(DeviceLimit, &t.row.Iface)
}

// Close ends the reading.
func (t *Route6Table) Close() { t.pieces.lines.Close() }

// groups are the eight groups of an IPv6 address, as text.
type groups [8]string

// parse reads %4s eight times. Groups behind the first that is missing keep
// their text.
func (g *groups) parse(s *scanner) {
	for i := range g {
		s.textField(4, &g[i])
	}
}

// address joins the groups to an address. When they are none, it stays as it
// is.
func (g *groups) address(addr *netip.Addr) {
	var text [len(g)*5 - 1]byte
	joined := text[:0]
	for i, group := range g {
		if i > 0 {
			joined = append(joined, ':')
		}
		joined = append(joined, group...)
	}
	if a, err := netip.ParseAddr(string(joined)); err == nil && a.Zone() == "" {
		*addr = a
	}
}

// textField reads %Ns into text, which stays as it is when there is none.
func (s *scanner) textField(limit int, text *string) {
	if word := s.word(limit); !s.failed {
		setWord(text, word)
	}
}

// hexField reads %0Nx, a hexadecimal number of at most limit bytes, which is
// less than 16, with its sign and 0x. A 0x without digits is 0, as in glibc.
func (s *scanner) hexField(limit int, set func(uint32)) {
	if s.failed {
		return
	}
	s.blanks()
	start, end := s.pos, min(len(s.line), s.pos+limit)
	negative := s.sign()
	digits := s.pos
	if s.pos+1 < end && s.line[s.pos] == '0' && s.line[s.pos+1]|0x20 == 'x' {
		s.pos += 2
	}
	var v uint32
	for s.pos < end && hexValue[s.line[s.pos]] < 16 {
		v = v<<4 | uint32(hexValue[s.line[s.pos]])
		s.pos++
	}
	if s.pos == digits || start == end {
		s.failed = true
		return
	}
	if negative {
		v = -v
	}
	s.fields++
	set(v)
}
