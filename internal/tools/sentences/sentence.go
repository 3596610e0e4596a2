package main

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// A book holds the sentences for a kind of table.
type book struct {
	name     string
	sections []section
}

type section struct {
	name      string
	option    string // that selects it
	sentences []sentence
}

type sentence struct {
	counter string
	kind    string // one of those below
	text    string // with %d for the value
}

// When a counter is printed, and where. These are names in package format.
const (
	never   = "saidNever"
	always  = "saidAlways"
	nonzero = "saidNonzero"
	input   = "inInputHistogram"
	output  = "inOutputHistogram"
)

// histograms are the titles of the histograms.
var histograms = map[string]string{
	input:  "    ICMP input histogram:",
	output: "    ICMP output histogram:",
}

// sentence finds what netstat says about a counter, for values small and large.
func (r *reference) sentence(f form, section, name string) (sentence, error) {
	values := []uint64{probe, 0, 1, 2, 3, 4, 5, math.MaxUint64}
	var counters []counter
	for _, v := range values {
		counters = append(counters, counter{section, name, v})
	}
	answers, err := r.ask(f, counters)
	if err != nil {
		return sentence{}, err
	}
	s := classify(name, answers[0], answers[1])
	for i, v := range values {
		if !slices.Equal(answers[i], s.lines(v)) {
			return s, fmt.Errorf("%s of %s has the value %d: netstat says %q, which is no case of %+v", name, section, v, answers[i], s)
		}
	}
	return s, nil
}

// classify makes a sentence of what netstat says when the counter has the
// value of the probe, and when it is 0.
func classify(name string, probed, zero []string) sentence {
	if len(probed) == 0 {
		return sentence{name, never, ""}
	}
	kind := always
	if len(zero) == 0 {
		kind = nonzero
	}
	for histogram, title := range histograms {
		if probed[0] == title {
			kind = histogram
		}
	}
	last := strings.TrimLeft(probed[len(probed)-1], " ")
	return sentence{name, kind, strings.Replace(last, strconv.Itoa(probe), "%d", 1)}
}

// lines gives what netstat prints at the beginning of a section, by what has
// been found out about the counter.
func (s sentence) lines(value uint64) []string {
	text := strings.Replace(s.text, "%d", strconv.FormatUint(value, 10), 1)
	title := histograms[s.kind]
	switch {
	case s.kind == never, s.kind == nonzero && value == 0:
		return nil
	case title != "" && value == 0:
		return []string{title}
	case title != "":
		return []string{title, "        " + text}
	}
	return []string{"    " + text}
}
