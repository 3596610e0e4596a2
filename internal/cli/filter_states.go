package cli

import "strings"

// netToolsStates are the words for states of tcp, udp, sctp and raw sockets,
// and those of unix sockets.
var netToolsStates = [...]string{
	"ESTABLISHED", "SYN_SENT", "SYN_RECV", "FIN_WAIT1", "FIN_WAIT2", "TIME_WAIT",
	"CLOSE", "CLOSE_WAIT", "LAST_ACK", "LISTEN", "CLOSING",
	"FREE", "LISTENING", "CONNECTING", "CONNECTED", "DISCONNECTING",
	"UNKNOWN",
}

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
func statesOf(word string) (states []string, ok bool) {
	key := plain(word)
	if states, ok = moreStates[key]; ok {
		return states, true
	}
	for _, state := range netToolsStates {
		if plain(state) == key {
			return []string{state}, true
		}
	}
	return nil, false
}

func plain(word string) string {
	return strings.NewReplacer("_", "", "-", "").Replace(strings.ToLower(word))
}
