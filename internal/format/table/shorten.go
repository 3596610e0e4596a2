package table

import (
	"net/netip"
	"strings"
	"unicode/utf8"

	"github.com/mattn/go-runewidth"
	"github.com/olekukonko/tablewriter"
)

// A shortening is how the cells of a column are shortened when lines are longer
// than the screen is wide.
type shortening struct {
	early bool                               // before those of other columns
	least func(cell string) int              // the room that a cell needs, in characters of the screen
	cut   func(cell string, room int) string // makes a cell fit in room, which is not less than it needs
}

// What remains at least of a name, and of an address or the name of a host: as
// much as an IPv4 address may need.
const (
	leastOfName    = 8
	leastOfPath    = 16
	leastOfAddress = len("255.255.255.255")
)

// shortenName is for what users and programs call themselves.
func shortenName() *shortening {
	return &shortening{early: true, least: atMost(leastOfName), cut: cutEnd}
}

// shortenPath is for paths, whose ends tell more than their beginnings.
func shortenPath() *shortening {
	return &shortening{early: true, least: atMost(leastOfPath), cut: cutStart}
}

// shortenNetNS is for namespaces, whose names often differ at the end only. What
// stands in parentheses behind a name is cut before the name is.
func shortenNetNS() *shortening {
	split := func(cell string) (name string, width, behind int) {
		name, _, more := strings.Cut(cell, " (")
		if more {
			behind = 1 // for the ellipsis
		}
		return name, displayWidth(name), behind
	}
	return &shortening{
		early: true,
		least: func(cell string) int {
			_, width, behind := split(cell)
			return min(width, leastOfPath) + behind
		},
		cut: func(cell string, room int) string {
			name, width, behind := split(cell)
			if width+behind > room {
				return cutMiddle(name, room)
			}
			return cutEnd(cell, room)
		},
	}
}

// shortenEnds is for addresses and ports, shortenAddresses for addresses that
// may have the length of a prefix behind them. Of these only IPv6 addresses and
// names of hosts are shortened.
func shortenEnds() *shortening      { return addressesBefore(":%") }
func shortenAddresses() *shortening { return addressesBefore("/") }

// addressesBefore is for a list of addresses, each up to one of some separators:
// a port, a device.
func addressesBefore(separators string) *shortening {
	return &shortening{
		least: func(cell string) int {
			room := 0
			for _, a := range splitAddresses(cell, separators) {
				room += a.least() + displayWidth(a.rest)
			}
			return room
		},
		cut: func(cell string, room int) string { return cutAddresses(splitAddresses(cell, separators), room) },
	}
}

// An address is part of a cell, and rest what follows up to the next: a device,
// a port, the length of a prefix, a comma.
type address struct {
	text, rest string
	room       int
}

func splitAddresses(cell, separators string) []address {
	var list []address
	for len(cell) > 0 {
		// In brackets colons belong to the address.
		end := 0
		if cell[0] == '[' {
			end = strings.IndexByte(cell, ']') + 1
		}
		if next := strings.IndexAny(cell[end:], separators+","); next >= 0 {
			end += next
		} else {
			end = len(cell)
		}
		rest := len(cell)
		if comma := strings.IndexByte(cell[end:], ','); comma >= 0 {
			rest = end + comma + len(",")
		}
		list = append(list, address{cell[:end], cell[end:rest], displayWidth(cell[:end])})
		cell = cell[rest:]
	}
	return list
}

// least gives the room that an address needs. One with dots is one of IPv4,
// which is needed in full.
func (a *address) least() int {
	if _, err := netip.ParseAddr(strings.Trim(a.text, "[]")); err == nil && strings.Contains(a.text, ".") {
		return a.room
	}
	return min(a.room, leastOfAddress)
}

// cutAddresses takes room away from the longest address, again and again.
func cutAddresses(list []address, room int) string {
	excess := -room
	least := make([]int, len(list))
	for i := range list {
		excess += list[i].room + displayWidth(list[i].rest)
		least[i] = list[i].least()
	}
	for ; excess > 0; excess-- {
		longest := -1
		for i := range list {
			if list[i].room > least[i] && (longest < 0 || list[i].room > list[longest].room) {
				longest = i
			}
		}
		if longest < 0 {
			break
		}
		list[longest].room--
	}
	var cell strings.Builder
	for i := range list {
		cell.WriteString(list[i].cut())
		cell.WriteString(list[i].rest)
	}
	return cell.String()
}

// cut keeps the beginning of a host's name, and of an IPv6 address the end too.
func (a *address) cut() string {
	inner, bracketed := strings.CutPrefix(a.text, "[")
	switch {
	case displayWidth(a.text) <= a.room:
		return a.text
	case bracketed:
		return "[" + cutMiddle(strings.TrimSuffix(inner, "]"), a.room-len("[]")) + "]"
	case strings.Contains(a.text, ":"):
		return cutMiddle(a.text, a.room)
	}
	return cutEnd(a.text, a.room)
}

// A text takes the same room in every locale. Tablewriter would take more for
// some characters, such as é and the ellipsis, in those of East Asia, which is
// what few terminals do since there is UTF-8.
func init() { runewidth.DefaultCondition.EastAsianWidth = false }

// displayWidth gives the room that a text takes, in characters of the screen.
func displayWidth(text string) int {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return tablewriter.DisplayWidth(text)
		}
	}
	return len(text)
}

func atMost(width int) func(string) int {
	return func(cell string) int { return min(displayWidth(cell), width) }
}

// ellipsis stands for what has been cut, in the room of one character.
const ellipsis = "…"

func cutEnd(text string, room int) string {
	return head(text, room-1) + ellipsis
}

func cutStart(text string, room int) string {
	return ellipsis + tail(text, room-1)
}

func cutMiddle(text string, room int) string {
	room--
	return head(text, room-room/2) + ellipsis + tail(text, room/2)
}

// head gives as much of the beginning of a text as there is room for.
func head(text string, room int) string {
	for i, r := range text {
		if room -= displayWidth(string(r)); room < 0 {
			return text[:i]
		}
	}
	return text
}

// tail gives as much of the end of a text as there is room for.
func tail(text string, room int) string {
	start := len(text)
	for start > 0 {
		_, size := utf8.DecodeLastRuneInString(text[:start])
		if room -= displayWidth(text[start-size : start]); room < 0 {
			break
		}
		start -= size
	}
	return text[start:]
}
