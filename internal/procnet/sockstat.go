package procnet

import (
	"bytes"
	"io"
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

// counter gives the word behind a counter's name on a line of a table, or ""
// when there is none.
func counter(tables Tables, table, line, name string) string {
	file, err := tables.Open(table)
	if err != nil {
		return ""
	}
	defer file.Close()
	var buf [1024]byte
	n, err := io.ReadFull(file, buf[:])
	if err != io.ErrUnexpectedEOF {
		return "" // not a table as the kernel writes it
	}
	for text := range bytes.Lines(buf[:n]) {
		words := bytes.Fields(text)
		if len(words) == 0 || string(words[0]) != line {
			continue
		}
		for i := 1; i+1 < len(words); i += 2 {
			if string(words[i]) == name {
				return string(words[i+1])
			}
		}
	}
	return ""
}
