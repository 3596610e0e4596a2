package nettools

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

// A book holds what netstat says about the counters of a kind of table, by
// protocol.
type book []bookSection

type bookSection struct {
	protocol  string
	shownWith format.Protocols
	sentences []sentence // sorted by counter
}

// A sentence is what netstat says about a counter.
type sentence struct {
	counter string
	when    occasion
	text    string // with %d for the value
}

// An occasion is when a counter is printed, and where.
type occasion uint8

const (
	saidAlways        occasion = iota
	saidNonzero                // not when it is 0
	saidNever                  // it is no count but a constant
	inInputHistogram           // unless it is 0, but the histogram's title is printed
	inOutputHistogram          // likewise
)

// Statistics prints groups of counters in the words of netstat -s. It is used
// for all tables of one listing, because a histogram goes on, with its deeper
// indentation, through groups of protocols that netstat does not know.
type Statistics struct {
	Shown     format.Protocols
	histogram occasion // the one that goes on, or saidAlways
}

// AppendSNMP appends a group of counters of net/snmp, net/netstat or
// net/sctp/snmp.
func (s *Statistics) AppendSNMP(dst []byte, group procnet.CounterGroup) []byte {
	return s.append(dst, snmpBook, group)
}

// AppendSNMP6 appends a group of counters of net/snmp6.
func (s *Statistics) AppendSNMP6(dst []byte, group procnet.CounterGroup) []byte {
	return s.append(dst, snmp6Book, group)
}

func (s *Statistics) append(dst []byte, b book, group procnet.CounterGroup) []byte {
	var sentences []sentence
	for _, section := range b {
		if section.protocol == group.Protocol {
			s.histogram = saidAlways
			if s.Shown != 0 && s.Shown&section.shownWith == 0 {
				return dst
			}
			sentences = section.sentences
		}
	}
	dst = append(append(dst, group.Protocol...), ":\n"...)
	for _, counter := range group.Counters {
		dst = s.appendCounter(dst, sentences, counter)
	}
	return dst
}

func (s *Statistics) appendCounter(dst []byte, sentences []sentence, counter procnet.Counter) []byte {
	i, found := slices.BinarySearchFunc(sentences, counter.Name, func(s sentence, name string) int { return cmp.Compare(s.counter, name) })
	if !found {
		if counter.Value == 0 {
			return dst
		}
		dst = append(s.appendIndent(dst), counter.Name...)
		dst = append(dst, ": "...)
		return append(strconv.AppendUint(dst, counter.Value, 10), '\n')
	}
	sentence := &sentences[i]
	switch sentence.when {
	case saidNever:
		return dst
	case saidNonzero:
		if counter.Value == 0 {
			return dst
		}
		s.histogram = saidAlways
	case saidAlways:
		s.histogram = saidAlways
	case inInputHistogram, inOutputHistogram:
		dst = s.appendHistogram(dst, sentence.when)
		if counter.Value == 0 {
			return dst
		}
	}
	before, after, _ := strings.Cut(sentence.text, "%d")
	dst = append(s.appendIndent(dst), before...)
	dst = strconv.AppendUint(dst, counter.Value, 10)
	return append(append(dst, after...), '\n')
}

// appendHistogram begins a histogram, if it is not the one that goes on. A
// title right behind another histogram is indented like its rows.
func (s *Statistics) appendHistogram(dst []byte, histogram occasion) []byte {
	if s.histogram == histogram {
		return dst
	}
	dst = s.appendIndent(dst)
	s.histogram = histogram
	if histogram == inInputHistogram {
		return append(dst, "ICMP input histogram:\n"...)
	}
	return append(dst, "ICMP output histogram:\n"...)
}

func (s *Statistics) appendIndent(dst []byte) []byte {
	if s.histogram != saidAlways {
		dst = append(dst, "    "...)
	}
	return append(dst, "    "...)
}
