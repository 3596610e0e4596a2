package names

import (
	"path/filepath"
	"slices"
	"strings"
)

// A database is a kind of names in nsswitch.conf(5).
type database string

const (
	hostNames     database = "hosts"
	networkNames  database = "networks"
	protocolNames database = "protocols"
	serviceNames  database = "services"
	userNames     database = "passwd"

	compatUsers database = "passwd_compat" // those that compat's lines with a plus stand for
)

// glibcDatabases are all that glibc knows. What it cannot read about one of
// them spoils the whole file.
var glibcDatabases = [...]string{"aliases", "ethers", "group", "group_compat", "gshadow", "gshadow_compat", "hosts", "initgroups", "netgroup",
	"networks", "passwd", "passwd_compat", "protocols", "publickey", "rpc", "services", "shadow", "shadow_compat"}

// readSources gives the sources of every database, in the order in which they
// are asked, as nsswitch.conf(5) has them. It is read as glibc does: the last
// line about a database counts, the colon may be missing, even all sources, but
// not the end of the line, and a # begins a comment at the start of a line only.
// Where something stands for an action that is none, there are no sources at
// all.
func readSources(etc string) map[database][]source {
	files := []source{newSource("files")}
	dns := []source{newSource("files"), newSource("dns")}
	found := map[database][]source{
		hostNames: dns, networkNames: dns, protocolNames: files, serviceNames: files,
		userNames: files, compatUsers: {newSource("nis")},
	}
	text, _ := readFile(filepath.Join(etc, "nsswitch.conf"))
	for line := range strings.Lines(string(text)) {
		line = strings.TrimLeft(cString([]byte(line)), whitespace)
		end := strings.IndexAny(line, whitespace+":")
		if end <= 0 || !slices.Contains(glibcDatabases[:], line[:end]) {
			continue
		}
		sources, ok := parseSources(strings.TrimLeft(line[end:], whitespace+":"))
		if !ok {
			return nil
		}
		found[database(line[:end])] = sources
	}
	// The lines of compat cannot stand for compat's own users.
	found[compatUsers] = slices.DeleteFunc(found[compatUsers], func(s source) bool { return s.name == "compat" })
	return found
}

// parseSources reads sources and, in brackets behind each, what it is that the
// outcomes do: [NOTFOUND=return], or [!UNAVAIL=return] for all but one.
func parseSources(text string) (sources []source, ok bool) {
	p := &parser{text}
	for {
		s := newSource(p.word("["))
		if s.name == "" {
			return sources, true
		}
		if p.skip("[") && !s.readActions(p) {
			return nil, false
		}
		sources = append(sources, s)
	}
}

// readActions reads actions such as "NOTFOUND=return !UNAVAIL=return]".
func (s *source) readActions(p *parser) bool {
	for {
		others := p.skip("!")
		apart := strings.TrimLeft(p.text, whitespace) != p.text // the word must not be
		how, ok := outcomeOf(p.word("=]"))
		if !ok || others && apart || !p.skip("=") {
			return false
		}
		what, ok := actionOf(p.word("=]"))
		if !ok {
			return false
		}
		for o := range outcomes {
			if (o == how) != others {
				s.does[o] = what
			}
		}
		if p.skip("]") {
			return true
		}
	}
}

func outcomeOf(word string) (outcome, bool) {
	names := [outcomes]string{success: "success", notFound: "notfound", unavailable: "unavail", tryAgain: "tryagain"}
	i := slices.Index(names[:], strings.ToLower(word))
	return outcome(i), i >= 0
}

func actionOf(word string) (action, bool) {
	names := [...]string{goOn: "continue", end: "return", merge: "merge"}
	i := slices.Index(names[:], strings.ToLower(word))
	return action(i), i >= 0
}

// A parser takes text apart. Whitespace separates words and means nothing else.
type parser struct{ text string }

// word takes a word, which ends before one of some characters, too.
func (p *parser) word(before string) (word string) {
	p.text = strings.TrimLeft(p.text, whitespace)
	if end := strings.IndexAny(p.text, whitespace+before); end >= 0 {
		word, p.text = p.text[:end], p.text[end:]
		return word
	}
	word, p.text = p.text, ""
	return word
}

// skip takes a character if it is the next.
func (p *parser) skip(character string) (skipped bool) {
	p.text, skipped = strings.CutPrefix(strings.TrimLeft(p.text, whitespace), character)
	return skipped
}
