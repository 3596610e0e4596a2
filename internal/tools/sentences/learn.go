package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// A form is a kind of table that netstat has sentences for.
type form struct {
	name    string   // of the book in Go
	file    string   // below /proc/net
	options []string // that make netstat print it
	// write writes counters so that each gets a title of its own.
	write     func(counters []counter) string
	protocol  func(c counter) string // the one that the title names
	histogram counter                // one that is in a histogram
}

// A counter with a value, in the section of a protocol.
type counter struct {
	section, name string
	value         uint64
}

var forms = []form{
	{
		name: "snmp", file: "snmp", options: []string{"-s"},
		write:     writePairs,
		protocol:  func(c counter) string { return c.section },
		histogram: counter{"Icmp", "InEchos", 1},
	},
	{
		name: "snmp6", file: "snmp6", options: []string{"-s", "-6"},
		write:     writeLines,
		protocol:  protocol6,
		histogram: counter{"Icmp6", "Icmp6InEchos", 1},
	},
}

func writePairs(counters []counter) string {
	var text strings.Builder
	for _, c := range counters {
		fmt.Fprintf(&text, "%s: %s\n%s: %d\n", c.section, c.name, c.section, c.value)
	}
	return text.String()
}

// separator is the name of a counter that ends the section before it, because
// no name of that section holds it.
const separator = "."

func writeLines(counters []counter) string {
	var text strings.Builder
	for _, c := range counters {
		fmt.Fprintf(&text, "%s 0\n%s %d\n", separator, c.name, c.value)
	}
	return text.String()
}

// protocol6 gives the protocol of a counter of net/snmp6, which is the
// beginning of its name.
func protocol6(c counter) string {
	protocol, _, found := strings.Cut(c.name, "6")
	if found {
		protocol += "6"
	}
	return protocol
}

// ask lets netstat print counters and gives the lines below the title of each.
func (r *reference) ask(f form, counters []counter) ([][]string, error) {
	// The other table has to be there, or netstat complains.
	output, err := r.run(map[string]string{"snmp": "", f.file: f.write(counters)}, f.options...)
	if err != nil {
		return nil, err
	}
	var answers [][]string
	for line := range strings.Lines(output) {
		line = strings.TrimSuffix(line, "\n")
		switch {
		case strings.HasPrefix(line, " "):
			if len(answers) == 0 {
				return nil, fmt.Errorf("no title above %q", line)
			}
			last := &answers[len(answers)-1]
			*last = append(*last, line)
		case line == separator+":":
		case len(answers) == len(counters) || line != f.protocol(counters[len(answers)])+":":
			return nil, fmt.Errorf("title %q instead of that of counter %d of %d", line, len(answers), len(counters))
		default:
			answers = append(answers, nil)
		}
	}
	if len(answers) != len(counters) {
		return nil, fmt.Errorf("netstat printed %d of %d counters", len(answers), len(counters))
	}
	return answers, nil
}

// learn finds all that netstat knows about a table.
func (r *reference) learn(f form, words []string) (book, error) {
	b := book{name: f.name}
	sections, err := r.sections(f, words)
	if err != nil {
		return b, err
	}
	for _, name := range sections {
		s := section{name: name}
		if s.option, err = r.option(f, name); err != nil {
			return b, err
		}
		names, err := r.known(f, name, words)
		if err != nil {
			return b, err
		}
		for _, counter := range names {
			sentence, err := r.sentence(f, name, counter)
			if err != nil {
				return b, err
			}
			s.sentences = append(s.sentences, sentence)
		}
		b.sections = append(b.sections, s)
	}
	return b, nil
}

// sections finds the protocols that netstat knows. What it does not know is
// indented like the counter before it.
func (r *reference) sections(f form, words []string) ([]string, error) {
	var counters []counter
	for _, word := range words {
		if c := (counter{word, word + "Unknown", 1}); f.protocol(c) == word {
			counters = append(counters, f.histogram, c)
		}
	}
	answers, err := r.ask(f, counters)
	if err != nil {
		return nil, err
	}
	var sections []string
	for i := 1; i < len(counters); i += 2 {
		if len(answers[i]) == 1 && !strings.HasPrefix(answers[i][0], "     ") {
			sections = append(sections, counters[i].section)
		}
	}
	return sections, nil
}

// option finds the option that selects a section.
func (r *reference) option(f form, section string) (string, error) {
	c := counter{section, section + "Unknown", 1}
	var selected []string
	for _, option := range []string{"-w", "-t", "-u", "-S", "-U"} {
		output, err := r.run(map[string]string{"snmp": "", f.file: f.write([]counter{c})}, append(f.options, option)...)
		if err != nil {
			return "", err
		}
		if strings.Contains(output, c.name+": 1\n") {
			selected = append(selected, option)
		}
	}
	if len(selected) != 1 {
		return "", fmt.Errorf("%s is selected by %q instead of one option", section, selected)
	}
	return selected[0], nil
}

// probe is a value like no other number that netstat prints.
const probe = 1234567

// known finds the counters of a section for which netstat has more to say than
// their names.
func (r *reference) known(f form, section string, words []string) ([]string, error) {
	var counters []counter
	for _, word := range words {
		if c := (counter{section, word, probe}); f.protocol(c) == section {
			counters = append(counters, c)
		}
	}
	answers, err := r.ask(f, counters)
	if err != nil {
		return nil, err
	}
	var names []string
	for i, c := range counters {
		if !slices.Equal(answers[i], []string{"    " + c.name + ": " + strconv.Itoa(probe)}) {
			names = append(names, c.name)
		}
	}
	return names, nil
}
