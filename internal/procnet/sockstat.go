package procnet

import (
	"bytes"
	"io"
	"iter"
)

// NoListeners tells that a table of tcp is known to list no listeners, for the
// price of reading a few lines. Reading the table itself makes the kernel walk
// through its hash table of all namespaces' connections, which takes
// milliseconds however few there are. Of other tables nothing is known.
//
// net/sockstat and net/sockstat6 count the sockets in use of their namespace
// (sockstat_seq_show in net/ipv4/proc.c and its sibling), which all listeners
// of the family are. The table may have rows nevertheless: neither connections
// in TIME_WAIT are among those in use nor requests for a connection, and the
// latter may outlive their listener.
func NoListeners(tables Tables, table string) bool {
	switch table {
	case TCP.Name:
		return counter(tables, "sockstat", "TCP:", "inuse") == "0"
	case TCP6.Name:
		return counter(tables, "sockstat6", "TCP6:", "inuse") == "0"
	}
	return false
}

// sockstatLines are the lines of net/sockstat and net/sockstat6 that count the
// sockets of tables.
var sockstatLines = map[string]string{
	"UDP:": UDP.Name, "UDPLITE:": UDPLite.Name, "RAW:": Raw.Name,
	"UDP6:": UDP6.Name, "UDPLITE6:": UDPLite6.Name, "RAW6:": Raw6.Name,
}

// Empty tells which tables of udp, udplite and raw are known to list nothing, by
// their names: every socket that they list is one in use (udp_lib_get_port in
// net/ipv4/udp.c, raw_hash_sk in net/ipv4/raw.c). It reads two files of a few lines
// instead of six, of which those of udp make the kernel walk through a hash table
// of all namespaces.
func Empty(tables Tables) map[string]bool {
	empty := make(map[string]bool)
	for _, name := range []string{"sockstat", "sockstat6"} {
		for line := range sockstat(tables, name) {
			if table, ok := sockstatLines[string(line.about())]; ok && string(line.value("inuse")) == "0" {
				empty[table] = true
			}
		}
	}
	return empty
}

// counter gives the word behind a counter's name on a line of a table, or ""
// when there is none.
func counter(tables Tables, table, about, name string) string {
	for line := range sockstat(tables, table) {
		if string(line.about()) == about {
			return string(line.value(name))
		}
	}
	return ""
}

// counters is a line of net/sockstat or net/sockstat6: what it is about, such as
// "TCP:", and the names and values of counters.
type counters []byte

func (c counters) about() []byte {
	for word := range bytes.FieldsSeq(c) {
		return word
	}
	return nil
}

// value gives the word behind a counter's name, or nil when there is none.
func (c counters) value(name string) []byte {
	behind, position := false, 0
	for word := range bytes.FieldsSeq(c) {
		if behind {
			return word
		}
		behind = position%2 == 1 && string(word) == name
		position++
	}
	return nil
}

// sockstat yields the lines of net/sockstat or net/sockstat6.
func sockstat(tables Tables, table string) iter.Seq[counters] {
	return func(yield func(counters) bool) {
		file, err := tables.Open(table)
		if err != nil {
			return
		}
		defer file.Close()
		var buf [1024]byte
		n := 0
		for n < len(buf) {
			got, err := file.Read(buf[n:])
			n += got
			if err == io.EOF {
				break
			}
			if err != nil {
				return
			}
		}
		if n == 0 || n == len(buf) {
			return // not a table as the kernel writes it
		}
		for line := range bytes.Lines(buf[:n]) {
			if !yield(line) {
				return
			}
		}
	}
}
