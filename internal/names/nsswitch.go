package names

import "strings"

// A source is one of the services of nsswitch.conf(5) that know names.
type source struct {
	name string
	ends map[outcome]bool // the outcomes that end the search
}

// An outcome is what becomes of asking a source.
type outcome string

const (
	success     outcome = "success"
	notFound    outcome = "notfound"
	unavailable outcome = "unavail" // the source is not there
	tryAgain    outcome = "tryagain"
)

var outcomes = [...]outcome{success, notFound, unavailable, tryAgain}

func newSource(name string) source {
	return source{name, map[outcome]bool{success: true}}
}

// hostSources gives the sources of hosts in nsswitch.conf(5), in the order in
// which they are asked. It is read as glibc does: the last line counts, the
// colon may be missing, and a # begins a comment at the start of a line only.
func hostSources(etc string) []source {
	sources := []source{newSource("files"), newSource("dns")}
	for line := range linesOf(etc, "nsswitch.conf") {
		line = strings.TrimLeft(line, whitespace)
		database := strings.IndexAny(line, whitespace+":")
		if database > 0 && line[:database] == "hosts" {
			sources = parseSources(strings.TrimLeft(line[database:], whitespace+":"))
		}
	}
	return sources
}

// parseSources reads sources and, in brackets behind each, what it is that the
// outcomes do: [NOTFOUND=return], or [!UNAVAIL=return] for all but one.
func parseSources(text string) (sources []source) {
	for {
		text = strings.TrimLeft(text, whitespace)
		if text == "" {
			return sources
		}
		if text[0] != '[' {
			end := strings.IndexAny(text+" ", whitespace+"[")
			sources = append(sources, newSource(text[:end]))
			text = text[end:]
			continue
		}
		actions, rest, closed := strings.Cut(text[1:], "]")
		if !closed || len(sources) == 0 {
			return sources
		}
		sources[len(sources)-1].act(actions)
		text = rest
	}
}

// act takes over actions such as "NOTFOUND=return !UNAVAIL=return".
func (s *source) act(actions string) {
	for {
		status, rest, ok := strings.Cut(actions, "=")
		if !ok {
			return
		}
		status = strings.ToLower(strings.Trim(status, whitespace))
		others := strings.HasPrefix(status, "!")
		status = strings.TrimLeft(strings.TrimPrefix(status, "!"), whitespace)
		action, rest := word(strings.TrimLeft(rest, whitespace))
		actions = rest
		for _, o := range outcomes {
			if (string(o) == status) != others {
				s.ends[o] = strings.EqualFold(action, "return")
			}
		}
	}
}
