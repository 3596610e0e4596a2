package names

import (
	"bytes"
	"encoding/binary"
)

// An answer is the message that answers a question. Whoever can send datagrams to
// this host may have written it.
type answer struct {
	text    []byte
	flags   uint16
	asked   []byte // the name in the question, as a domain
	records int    // where those of the answer begin
}

// answeredBy tells whether a message answers the question, which it repeats.
func (q question) answeredBy(text []byte) (answer, bool) {
	if len(text) < len(q) || [2]byte(text) != [2]byte(q) || !sameDomain(text[dnsHeader:len(q)], q[dnsHeader:]) {
		return answer{}, false
	}
	a := answer{text: text, flags: binary.BigEndian.Uint16(text[2:]), asked: q[dnsHeader : len(q)-4], records: len(q)}
	const operation = 0xf << 11
	return a, a.flags&isResponse != 0 && a.flags&operation == 0 && a.count(0) == 1
}

// count gives how many records a section has: questions, answers, servers and
// additional ones.
func (a *answer) count(section int) int {
	return int(binary.BigEndian.Uint16(a.text[4+2*section:]))
}

// isCut tells that the answer did not fit into a datagram.
func (a *answer) isCut() bool { return a.flags&isTruncated != 0 }

// isRefusal tells that another server is to be asked: this one cannot answer, or
// knows neither the name nor who does. Glibc takes the same for one.
func (a *answer) isRefusal() bool {
	switch a.flags & codeMask {
	case 0:
		return a.flags&(isAuthoritative|recursionThere) == 0 && a.count(1) == 0 && a.count(3) == 0
	case serverFailure, notImplemented, refused:
		return true
	}
	return false
}

// name gives the name of the address asked for: that of the first record PTR of
// the name in the question, or of what that stands for. One that no host may have
// is none, nor are those behind it, as in glibc.
func (a *answer) name() (string, outcome) {
	owner, at := a.asked, a.records
	for range a.count(1) {
		its, next := a.domain(at)
		if its == nil || len(a.text)-next < 10 {
			break
		}
		fields := a.text[next:]
		typ, class, size := binary.BigEndian.Uint16(fields), binary.BigEndian.Uint16(fields[2:]), int(binary.BigEndian.Uint16(fields[8:]))
		data := next + 10
		if at = data + size; at > len(a.text) {
			break
		}
		if class != classInternet || typ != typeCNAME && typ != typePTR || !sameDomain(its, owner) {
			continue
		}
		value, end := a.domain(data)
		if value == nil || end > at {
			break
		}
		if typ == typePTR {
			return hostNameOf(value)
		}
		owner = value
	}
	return "", notFound
}

// domain reads a domain, whose end may be elsewhere in the message: a pointer
// leads there, and always further to the front, so that there is an end. It gives
// the domain as it is without pointers, or nil if it is none, and where what
// follows begins.
func (a *answer) domain(at int) (domain []byte, next int) {
	const pointer, maxDomain = 0xc0, 255
	front := at // a pointer leads before this
	for at < len(a.text) {
		size := int(a.text[at])
		switch {
		case size >= pointer:
			if at+1 >= len(a.text) {
				return nil, 0
			}
			if next == 0 {
				next = at + 2
			}
			at = int(binary.BigEndian.Uint16(a.text[at:])) &^ (pointer << 8)
			if at >= front {
				return nil, 0
			}
			front = at
			continue
		case size >= 1<<6, at+1+size > len(a.text), len(domain)+1+size > maxDomain:
			return nil, 0
		}
		domain = append(domain, a.text[at:at+1+size]...)
		at += 1 + size
		if size == 0 {
			if next == 0 {
				next = at
			}
			return domain, next
		}
	}
	return nil, 0
}

// sameDomain compares domains, in which small and capital letters are the same.
func sameDomain(a, b []byte) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if lower(a[i]) != lower(b[i]) {
			return false
		}
	}
	return true
}

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		c |= 0x20
	}
	return c
}

// hostNameOf writes a domain with dots, if glibc takes it for the name of a host
// (res_hnok): one of letters, digits, hyphens and underscores that does not begin
// with a hyphen.
func hostNameOf(domain []byte) (string, outcome) {
	var name []byte
	for domain[0] != 0 {
		label := domain[1 : 1+domain[0]]
		if bytes.ContainsFunc(label, func(c rune) bool {
			return c != '-' && c != '_' && (c < '0' || c > '9') && (c < 'A' || c > 'Z') && (c < 'a' || c > 'z')
		}) || name == nil && label[0] == '-' {
			return "", notFound
		}
		name = append(append(name, label...), '.')
		domain = domain[1+domain[0]:]
	}
	if name == nil {
		return ".", success // the root of all names
	}
	return string(name[:len(name)-1]), success
}
