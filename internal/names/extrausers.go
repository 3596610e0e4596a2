package names

import (
	"bytes"
	"context"
	"math"
	"strconv"
	"strings"
	"sync"
)

// minExtra is the lowest number of a user or group that libnss-extrausers takes
// notice of.
const minExtra = 500

// newExtraUsers gives the module that reads a second passwd(5), which on Debian
// is /var/lib/extrausers/passwd. It is unlike /etc/passwd in what it makes of
// lines that are not in order: one ends the search, even that of a user behind
// it, unless its number says in time that it is another user's.
func newExtraUsers(path string) *module {
	file := sync.OnceValues(func() ([]byte, bool) { return readFile(path) })
	return &module{user: func(_ context.Context, uid uint32) (string, outcome) {
		if uid != 0 && uid < minExtra {
			return "", notFound
		}
		text, opened := file()
		if !opened {
			return "", unavailable
		}
		for line := range bytes.Lines(text) {
			if name, how := extraUser(string(line), uid); how != notFound {
				return printable(name), how
			}
		}
		return "", notFound
	}}
}

// extraUser reads a line, and tells whether it is that of a user. User 0 is
// whoever comes first.
func extraUser(line string, uid uint32) (name string, how outcome) {
	line, ended := strings.CutSuffix(line, "\n")
	if !ended || strings.Contains(line, "\x00") {
		return "", tooLong // it looks like a line that does not fit in the buffer
	}
	comment := strings.HasPrefix(line, "#")
	line = strings.TrimLeft(line, whitespace)
	if line == "" || comment {
		return "", notFound
	}
	fields := strings.Split(line, ":")
	const (
		uidField = 2 + iota
		gidField
		_
		_
		_
		wanted
	)
	id := func(field int) (id uint32, ok bool) {
		if len(fields) <= field+1 {
			return 0, false // there is no colon behind it
		}
		return idOf(fields[field])
	}
	found, ok := id(uidField)
	switch {
	case !ok:
		return "", unavailable
	case found < minExtra, uid != 0 && found != uid:
		return "", notFound
	}
	group, ok := id(gidField)
	switch {
	case !ok:
		return "", unavailable
	case group < minExtra:
		return "", notFound
	case len(fields) != wanted:
		return "", unavailable
	}
	return fields[0], success
}

// idOf reads a number as a cast of C's strtoul to 32 bits does. Nothing is 0.
func idOf(field string) (uint32, bool) {
	if field == "" {
		return 0, true
	}
	field = strings.TrimLeft(field, whitespace)
	digits, negative := strings.CutPrefix(field, "-")
	if !negative {
		digits = strings.TrimPrefix(field, "+")
	}
	n, err := strconv.ParseUint(digits, 10, strconv.IntSize)
	if n == math.MaxUint && err != nil {
		return math.MaxUint32, true
	}
	if negative {
		n = -n
	}
	return uint32(n), err == nil
}
