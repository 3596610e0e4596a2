package options

import (
	"math"
	"strconv"
	"strings"

	"github.com/gonetstat/gonetstat/internal/engine"
	"github.com/gonetstat/gonetstat/internal/states"
)

// moreStates gives what other words for net-tools' states, some of them ss's,
// mean. Either word for listening means both. "" is the state of a socket that
// is not connected, for which net-tools has no word.
func moreStates(word string) []string {
	switch word {
	case "listen", "listening":
		return []string{"LISTEN", "LISTENING"}
	case "estab":
		return []string{"ESTABLISHED"}
	case "synrcv":
		return []string{"SYN_RECV"}
	case "closed":
		return []string{"CLOSE"}
	case "unconn", "unconnected":
		return []string{""}
	}
	return nil
}

// statesOf gives the states that a word means, in any case and with '-' or
// nothing in place of '_'.
func statesOf(word string) (words []string, ok bool) {
	key := plain(word)
	if words = moreStates(key); words != nil {
		return words, true
	}
	for _, state := range states.All() {
		if plain(state) == key {
			return []string{state}, true
		}
	}
	return nil, false
}

func plain(word string) string {
	return strings.NewReplacer("_", "", "-", "").Replace(strings.ToLower(word))
}

// isService tells whether a word can be the name of a service: of letters, digits
// and signs, beginning with a letter or a digit. One without a letter is a port or
// meant to be one.
func isService(word string) bool {
	letters := false
	for i, c := range []byte(word) {
		letter := 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
		letters = letters || letter
		if !letter && (c < '0' || c > '9') && (i == 0 || strings.IndexByte("-_.+*", c) < 0) {
			return false
		}
	}
	return letters
}

// parsePorts reads N or N-M. Port 0 is no port.
func parsePorts(text string) (r engine.PortRange, ok bool) {
	from, to, isRange := strings.Cut(text, "-")
	first, ok := parseDecimal(from, math.MaxUint16)
	last := first
	if ok && isRange {
		last, ok = parseDecimal(to, math.MaxUint16)
	}
	return engine.PortRange{First: uint16(first), Last: uint16(last)}, ok && first <= last
}

// parseDecimal reads a number from 1 to a limit, made of digits alone.
func parseDecimal(text string, limit uint64) (int, bool) {
	v, err := strconv.ParseUint(text, 10, 32)
	return int(v), err == nil && v > 0 && v <= limit
}
