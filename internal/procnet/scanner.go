package procnet

// scanner takes the fields of one line apart by the rules of C's scanf, which
// decide what net-tools makes of a short or garbled line: blanks before a
// number are skipped, a number may carry a sign and is cut to its type's
// width, and nothing is read after the first field that does not match.
type scanner struct {
	line   []byte
	pos    int
	fields int // conversions that matched, scanf's return value
	failed bool
}

func scan(line []byte) scanner { return scanner{line: line} }

func isBlank(c byte) bool { return c == ' ' || c >= '\t' && c <= '\r' }

// blanks skips white space, as a blank in a scanf format does.
func (s *scanner) blanks() {
	for s.pos < len(s.line) && isBlank(s.line[s.pos]) {
		s.pos++
	}
}

// literal matches one byte, without skipping blanks.
func (s *scanner) literal(c byte) {
	if s.failed || s.pos >= len(s.line) || s.line[s.pos] != c {
		s.failed = true
		return
	}
	s.pos++
}

// sign reads an optional sign and tells whether it was a minus.
func (s *scanner) sign() bool {
	if s.pos < len(s.line) {
		switch s.line[s.pos] {
		case '-':
			s.pos++
			return true
		case '+':
			s.pos++
		}
	}
	return false
}

// decimal reads %d, %ld, %lu: a signed decimal number, wrapped to 64 bits by
// its minus sign. A number too large is limited as strtol does it, when signed,
// or strtoul.
func (s *scanner) decimal(signed bool) uint64 {
	if s.failed {
		return 0
	}
	s.blanks()
	negative := s.sign()
	start := s.pos
	var v uint64
	overflow := false
	for s.pos < len(s.line) {
		d := s.line[s.pos] - '0'
		if d > 9 {
			break
		}
		if v > (1<<64-1-uint64(d))/10 {
			overflow = true
		}
		v = v*10 + uint64(d)
		s.pos++
	}
	if s.pos == start {
		s.failed = true
		return 0
	}
	s.fields++
	return limit(v, negative, overflow, signed)
}

// limit applies strtol's (or strtoul's) treatment of sign and overflow.
func limit(v uint64, negative, overflow, signed bool) uint64 {
	const maxSigned = 1<<63 - 1
	switch {
	case signed && negative && (overflow || v > maxSigned+1):
		return 1 << 63
	case signed && !negative && (overflow || v > maxSigned):
		return maxSigned
	case overflow:
		return 1<<64 - 1
	case negative:
		return -v
	}
	return v
}

// int reads %d.
func (s *scanner) int() int32 { return int32(s.decimal(true)) }

// ulong reads %lu.
func (s *scanner) ulong() uint64 { return s.decimal(false) }

// hexValue holds the value of a hexadecimal digit, or 0xff.
var hexValue = func() (t [256]byte) {
	for i := range t {
		t[i] = 0xff
	}
	for i := range 10 {
		t['0'+i] = byte(i)
	}
	for i := range 6 {
		t['a'+i], t['A'+i] = byte(10+i), byte(10+i)
	}
	return t
}()

// hex reads %X and %lX: an unsigned hexadecimal number, which may carry a sign
// and a 0x.
func (s *scanner) hex() uint64 {
	if s.failed {
		return 0
	}
	s.blanks()
	negative := s.sign()
	line, i := s.line, s.pos
	start := i
	if i+1 < len(line) && line[i] == '0' && line[i+1]|0x20 == 'x' {
		i += 2 // glibc takes a bare 0x for 0
	}
	var v uint64
	overflow := false
	for i < len(line) {
		d := hexValue[line[i]]
		if d > 15 {
			break
		}
		overflow = overflow || v>>60 != 0
		v = v<<4 | uint64(d)
		i++
	}
	if i == start {
		s.pos, s.failed = i, true
		return 0
	}
	s.pos = i
	s.fields++
	return limit(v, negative, overflow, false)
}

// hexDigits reads %N[0-9A-Fa-f]: at least one and at most limit hexadecimal
// digits, without skipping blanks.
func (s *scanner) hexDigits(limit int) []byte {
	if s.failed {
		return nil
	}
	start := s.pos
	for s.pos < len(s.line) && s.pos-start < limit && hexValue[s.line[s.pos]] < 16 {
		s.pos++
	}
	if s.pos == start {
		s.failed = true
		return nil
	}
	s.fields++
	return s.line[start:s.pos]
}

// word reads %Ns: at least one and at most limit bytes that are not blank. A
// NUL ends the line, as it ends a string in C; no other conversion matches it.
func (s *scanner) word(limit int) []byte {
	if s.failed {
		return nil
	}
	s.blanks()
	start := s.pos
	for s.pos < len(s.line) && s.pos-start < limit && !isBlank(s.line[s.pos]) && s.line[s.pos] != 0 {
		s.pos++
	}
	if s.pos == start {
		s.failed = true
		return nil
	}
	s.fields++
	return s.line[start:s.pos]
}

// pointer reads %p: a hexadecimal number or glibc's "(nil)".
func (s *scanner) pointer() {
	if s.failed {
		return
	}
	s.blanks()
	const null = "(nil)"
	if len(s.line)-s.pos >= len(null) && string(s.line[s.pos:s.pos+len(null)]) == null {
		s.pos += len(null)
		s.fields++
		return
	}
	s.hex()
}
