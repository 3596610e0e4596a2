package procnet

import (
	"bytes"
	"io"
)

// Unused tells that a table of tcp is known to have no rows, for the price of
// reading a few lines. Reading the table itself makes the kernel walk through
// its hash table of all namespaces' connections, which takes milliseconds
// however few there are. Other tables are never known to be empty.
//
// net/sockstat and net/sockstat6 count the sockets of their namespace
// (sockstat_seq_show in net/ipv4/proc.c): those in use and those in TIME_WAIT,
// the latter for both families together. What is left are connections asked
// for and not answered yet, which need a listener; one of IPv6 takes requests
// that are listed under IPv4.
func Unused(tables Tables, table string) bool {
	if table != TCP.Name && table != TCP6.Name {
		return false
	}
	return counter(tables, "sockstat6", "TCP6:", "inuse") == "0" &&
		counter(tables, "sockstat", "TCP:", "tw") == "0" &&
		(table == TCP6.Name || counter(tables, "sockstat", "TCP:", "inuse") == "0")
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
