package cli

import (
	"strings"

	"github.com/gonetstat/gonetstat/internal/states"
)

// moreStates are other words for net-tools' states, some of them ss's. Either
// word for listening means both. "" is the state of a socket that is not
// connected, for which net-tools has no word.
var moreStates = map[string][]string{
	"listen":      {"LISTEN", "LISTENING"},
	"listening":   {"LISTEN", "LISTENING"},
	"estab":       {"ESTABLISHED"},
	"synrcv":      {"SYN_RECV"},
	"closed":      {"CLOSE"},
	"unconn":      {""},
	"unconnected": {""},
}

// statesOf gives the states that a word means, in any case and with '-' or
// nothing in place of '_'.
func statesOf(word string) (words []string, ok bool) {
	key := plain(word)
	if words, ok = moreStates[key]; ok {
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

// sctpState tells whether a socket of sctp in this state is wanted. Net-tools
// puts the number of an unknown state behind the word, which is none of it.
func (f *filters) sctpState(n int32) bool {
	word, _, _ := strings.Cut(states.SCTP(n), "(")
	return f.state(word)
}
