package names

import (
	"context"
	"path/filepath"
	"strings"
	"sync"
)

// newCompat gives the module that reads /etc/passwd with lines that begin with
// a plus, which stand for the users of other sources: all of them, or one.
// Those sources are passwd_compat's in nsswitch.conf(5).
func newCompat(etc string, others lookup[uint32], note func(database)) *module {
	c := &compat{others: others, note: note}
	c.entries = sync.OnceValues(func() ([]compatEntry, bool) {
		lines, opened := linesOf(filepath.Join(etc, "passwd"))
		var entries []compatEntry
		for line := range lines {
			if e, ok := parseCompat(line); ok {
				entries = append(entries, e)
			}
		}
		return entries, opened
	})
	return &module{user: c.user}
}

type compat struct {
	entries func() (entries []compatEntry, opened bool)
	others  lookup[uint32]
	note    func(database) // is told of a netgroup
}

// A compatEntry is a user, or stands for users of other sources.
type compatEntry struct {
	uid   uint32
	name  string // "" for all of them
	other bool
}

func (c *compat) user(ctx context.Context, uid uint32) (string, outcome) {
	entries, opened := c.entries()
	if !opened {
		return "", unavailable
	}
	for _, e := range entries {
		if !e.other {
			if e.uid == uid {
				return e.name, success
			}
			continue
		}
		name, how := c.others(ctx, uid)
		switch {
		case how == absent:
			return "", unavailable
		case strings.HasPrefix(e.name, "@"):
			c.note(userNames)
		case e.name == "" && how != success:
			return "", notFound
		case e.name == "" || e.name == name && how == success:
			return name, success
		}
	}
	return "", notFound
}

// parseCompat reads a line of such a file.
func parseCompat(line string) (e compatEntry, ok bool) {
	if line, other := strings.CutPrefix(line, "+"); other {
		name, rest, _ := strings.Cut(line, ":")
		return compatEntry{name: printable(name), other: true}, name != "@" && (rest == "" || areOtherFields(rest))
	}
	found := map[uint32]string{}
	addUser(found, line)
	for uid, name := range found {
		return compatEntry{uid: uid, name: name}, true
	}
	return compatEntry{}, false
}

// areOtherFields tells whether the rest of a line with a plus is in order, which
// must have numbers of a user and a group, or nothing in their place.
func areOtherFields(rest string) bool {
	_, rest, _ = strings.Cut(rest, ":") // the password
	for range 2 {
		if rest == "" {
			return false
		}
		var field string
		field, rest, _ = strings.Cut(rest, ":")
		if _, ok := number(field, 10); field != "" && !ok {
			return false
		}
	}
	return true
}
