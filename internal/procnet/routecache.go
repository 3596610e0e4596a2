package procnet

import (
	"bytes"
	"net/netip"
)

// A CachedRoute is a row of net/rt_cache, the IPv4 route cache. Kernels have
// had none since 3.6; their table consists of a heading.
type CachedRoute struct {
	Iface       string
	Source      netip.Addr
	Destination netip.Addr
	Gateway     netip.Addr
	Flags       uint32 // RTF_* of include/uapi/linux/in_route.h
	RefCnt      int32
	Use         int32
	Metric      int32
	MTU         int32
	Window      int32
	IRTT        int32

	// In the form of Linux 2.2 and later.
	TOS         int32
	HHRef       int32 // users of the cached hardware header
	HHUptodate  int32
	SpecificDst netip.Addr

	// In the older form.
	HH  int32
	ARP int32
}

// RouteCacheForm says which columns net/rt_cache has.
type RouteCacheForm int

// The forms of net/rt_cache.
const (
	RouteCacheUnknown RouteCacheForm = iota
	RouteCacheOld                    // with HH and ARP
	RouteCacheNew                    // with TOS, HHRef, HHUptod and SpecDst
)

// routeCacheMarks are the words by which net-tools tells the forms apart, in
// the order of its bits. Any part of the heading counts as a word, so HH is
// there when HHRef is.
var routeCacheMarks = []string{"IRTT", "TOS", "HHRef", "HHUptod", "SpecDst", "HH", "ARP"}

// Marks of a heading that net-tools knows.
const (
	marksNew = 1<<6 - 1        // all but ARP
	marksOld = 1 | 1<<5 | 1<<6 // IRTT, HH, ARP
)

// routeCacheFields is how many fields net-tools wants to see in a row.
const routeCacheFields = 12

// cacheLine is a row of which the addresses are still text.
type cacheLine struct {
	CachedRoute
	destination, gateway, source, specific []byte
}

// routeCacheColumns gives the columns of a form.
func routeCacheColumns(form RouteCacheForm) []column[cacheLine] {
	columns := []column[cacheLine]{
		deviceColumn("Iface", func(l *cacheLine) *string { return &l.Iface }),
		wordColumn("Destination", func(l *cacheLine) *[]byte { return &l.destination }),
		wordColumn("Gateway", func(l *cacheLine) *[]byte { return &l.gateway }),
		hexColumn("Flags", func(l *cacheLine) *uint32 { return &l.Flags }),
		numberColumn("RefCnt", func(l *cacheLine) *int32 { return &l.RefCnt }),
		numberColumn("Use", func(l *cacheLine) *int32 { return &l.Use }),
		numberColumn("Metric", func(l *cacheLine) *int32 { return &l.Metric }),
		wordColumn("Source", func(l *cacheLine) *[]byte { return &l.source }),
		numberColumn("MTU", func(l *cacheLine) *int32 { return &l.MTU }),
		numberColumn("Window", func(l *cacheLine) *int32 { return &l.Window }),
		numberColumn("IRTT", func(l *cacheLine) *int32 { return &l.IRTT }),
	}
	if form == RouteCacheOld {
		return append(columns,
			numberColumn("HH", func(l *cacheLine) *int32 { return &l.HH }),
			numberColumn("ARP", func(l *cacheLine) *int32 { return &l.ARP }))
	}
	return append(columns,
		numberColumn("TOS", func(l *cacheLine) *int32 { return &l.TOS }),
		numberColumn("HHRef", func(l *cacheLine) *int32 { return &l.HHRef }),
		numberColumn("HHUptod", func(l *cacheLine) *int32 { return &l.HHUptodate }),
		wordColumn("SpecDst", func(l *cacheLine) *[]byte { return &l.specific }))
}

// A RouteCacheTable is net/rt_cache while it is read.
type RouteCacheTable struct {
	pieces pieces
	layout layout[cacheLine]
	line   cacheLine  // as the last line left it
	addr   netip.Addr // the last one that was read
}

// OpenRouteCache opens net/rt_cache.
func OpenRouteCache(tables Tables) (*RouteCacheTable, error) {
	file, err := tables.Open("rt_cache")
	if err != nil {
		return nil, err
	}
	return &RouteCacheTable{pieces: pieces{lines: NewReader(file, Reading{})}, addr: netip.IPv4Unspecified()}, nil
}

// A RouteCacheHeading is the heading of net/rt_cache.
type RouteCacheHeading struct {
	Form  RouteCacheForm
	Marks int // a bit for each of routeCacheMarks that is in the heading
	text  []byte
}

// Known tells whether net-tools knows such a heading. One that it does not
// know may still have a form.
func (h *RouteCacheHeading) Known() bool { return h.Marks == marksNew || h.Marks == marksOld }

// Heading reads the heading, which comes before the rows. The error is that of
// reading, or ErrNoHeading.
func (t *RouteCacheTable) Heading() (RouteCacheHeading, error) {
	text, ok := t.pieces.next(headingLimit)
	if !ok {
		if err := t.pieces.lines.Err(); err != nil {
			return RouteCacheHeading{}, err
		}
		return RouteCacheHeading{}, ErrNoHeading
	}
	h := RouteCacheHeading{text: bytes.Clone(beforeNUL(text))}
	for bit, mark := range routeCacheMarks {
		if bytes.Contains(h.text, []byte(mark)) {
			h.Marks |= 1 << bit
		}
	}
	switch h.Marks {
	case marksNew, 1 << 1:
		h.Form = RouteCacheNew
	case marksOld, 1 << 0:
		h.Form = RouteCacheOld
	}
	return h, nil
}

// FindColumns finds the columns of the heading's form. Without them, or
// without a form, there are no rows. The error is a *HeadingError.
func (t *RouteCacheTable) FindColumns(h RouteCacheHeading) (err error) {
	if h.Form != RouteCacheUnknown {
		t.layout, err = findColumns("rt_cache", h.text, routeCacheColumns(h.Form))
	}
	return err
}

// Next gives the next row, or false at the end of the table. A line that is no
// row is passed over.
func (t *RouteCacheTable) Next(row *CachedRoute) bool {
	for t.layout != nil {
		line, ok := t.pieces.next(routeRowLimit)
		if !ok {
			break
		}
		if t.layout.parse(line, &t.line) < routeCacheFields {
			continue
		}
		*row = t.line.CachedRoute
		// A field that is no address repeats the address before it.
		row.Destination = t.address(t.line.destination)
		row.Gateway = t.address(t.line.gateway)
		row.Source = t.address(t.line.source)
		row.SpecificDst = t.address(t.line.specific)
		return true
	}
	return false
}

func (t *RouteCacheTable) address(word []byte) netip.Addr {
	setAddress(&t.addr, word)
	return t.addr
}

// Close ends the reading.
func (t *RouteCacheTable) Close() { t.pieces.lines.Close() }
