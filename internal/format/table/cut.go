package table

import (
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// displayWidth gives how many characters' room a text takes on the screen:
// marks take none and East Asian wide characters two (Unicode Standard Annex
// #11).
func displayWidth(text string) int {
	total := 0
	for _, r := range text {
		total += runeWidth(r)
	}
	return total
}

func runeWidth(r rune) int {
	if r < 0x80 {
		return 1
	}
	if unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) {
		return 0
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

// A cutter shortens a text to a number of characters on the screen.
type cutter func(text string, room int) string

// ellipsis stands for what has been cut.
const ellipsis = "…"

// cutEnd keeps the beginning of a text.
func cutEnd(text string, room int) string {
	used := 1 // the ellipsis
	for i, r := range text {
		used += runeWidth(r)
		if used > room {
			return text[:i] + ellipsis
		}
	}
	return text
}

// cutStart keeps the end of a text, as of a path, which tells most.
func cutStart(text string, room int) string {
	runes := []rune(text)
	used, start := 1, len(runes)
	for start > 0 {
		used += runeWidth(runes[start-1])
		if used > room {
			break
		}
		start--
	}
	return ellipsis + string(runes[start:])
}

// cutAddress cuts the address in front of a port.
func cutAddress(text string, room int) string {
	colon := strings.LastIndexByte(text, ':')
	if colon < 0 || len(text)-colon >= room {
		return cutEnd(text, room)
	}
	return cutEnd(text[:colon], room-(len(text)-colon)) + text[colon:]
}
