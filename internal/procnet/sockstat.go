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
		for line, words := range sockstat(tables, name) {
			if table, ok := sockstatLines[line]; ok && named(words, "inuse") == "0" {
				empty[table] = true
			}
		}
	}
	return empty
}

// counter gives the word behind a counter's name on a line of a table, or ""
// when there is none.
func counter(tables Tables, table, line, name string) string {
	for its, words := range sockstat(tables, table) {
		if its == line {
			return named(words, name)
		}
	}
	return ""
}

// named gives the word behind a counter's name, or "" when there is none.
func named(words [][]byte, name string) string {
	for i := 0; i+1 < len(words); i += 2 {
		if string(words[i]) == name {
			return string(words[i+1])
		}
	}
	return ""
}

// sockstat yields the lines of net/sockstat or net/sockstat6: what a line is about,
// such as "TCP:", and the names and values behind it.
func sockstat(tables Tables, table string) iter.Seq2[string, [][]byte] {
	return func(yield func(string, [][]byte) bool) {
		file, err := tables.Open(table)
		if err != nil {
			return
		}
		defer file.Close()
		var buf [1024]byte
		n, err := io.ReadFull(file, buf[:])
		if err != io.ErrUnexpectedEOF {
			return // not a table as the kernel writes it
		}
		for text := range bytes.Lines(buf[:n]) {
			words := bytes.Fields(text)
			if len(words) > 0 && !yield(string(words[0]), words[1:]) {
				return
			}
		}
	}
}
