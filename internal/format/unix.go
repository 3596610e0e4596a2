package format

import (
	"github.com/gonetstat/gonetstat/internal/procnet"
	"github.com/gonetstat/gonetstat/internal/states"
)

// unixTypes are the words for socket types, by number.
var unixTypes = [...]string{1: "STREAM", 2: "DGRAM", 3: "RAW", 4: "RDM", 5: "SEQPACKET"}

// UnixType gives the word for a socket type, "UNKNOWN" for one that has none.
func UnixType(t int32) string {
	if t > 0 && int(t) < len(unixTypes) {
		return unixTypes[t]
	}
	return "UNKNOWN"
}

// UnixState gives the word for the state of a unix socket.
func UnixState(row *procnet.UnixSocket) string { return states.Unix(row.State, row.Listening()) }

// UnixFlags are net-tools' words for bits of a unix socket's flags.
var UnixFlags = [...]struct {
	Bit  uint64
	Word string
}{
	{procnet.UnixListens, "ACC"},
	{procnet.UnixWaits, "W"},
	{procnet.UnixNoSpace, "N"},
}

// AppendUnixFlagWords appends net-tools' words for the flags of a unix socket, with
// blanks between them.
func AppendUnixFlagWords(dst []byte, flags uint64) []byte {
	start := len(dst)
	for _, flag := range UnixFlags {
		if flags&flag.Bit == 0 {
			continue
		}
		if len(dst) > start {
			dst = append(dst, ' ')
		}
		dst = append(dst, flag.Word...)
	}
	return dst
}
