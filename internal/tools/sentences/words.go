package main

import (
	"bytes"
	"maps"
	"os"
	"slices"
)

// candidates gives every word that might be the name of a counter or of a
// protocol: those of the running kernel, and all that the program's file
// holds. Linkers keep a string that ends like another one only once, so each
// end of a word is a candidate too.
func candidates(program string) ([]string, error) {
	set := map[string]bool{}
	for _, table := range []string{"/proc/net/snmp", "/proc/net/netstat", "/proc/net/snmp6"} {
		content, err := os.ReadFile(table)
		if err != nil {
			return nil, err
		}
		addWords(set, content)
	}
	content, err := os.ReadFile(program)
	if err != nil {
		return nil, err
	}
	addWords(set, content)
	return slices.Sorted(maps.Keys(set)), nil
}

// addWords adds the words of a text and their ends, as far as they begin with
// a letter and are longer than that.
func addWords(set map[string]bool, text []byte) {
	for word := range bytes.FieldsFuncSeq(text, func(c rune) bool { return !isLetter(c) && (c < '0' || c > '9') && c != '_' }) {
		for i := range len(word) - 1 {
			if isLetter(rune(word[i])) {
				set[string(word[i:])] = true
			}
		}
	}
}

func isLetter(c rune) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }
