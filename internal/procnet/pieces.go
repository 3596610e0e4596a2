package procnet

// pieces gives the lines of a table as net-tools takes them: a line that is
// longer than its buffer comes as several, as if it had been broken there.
type pieces struct {
	lines *Reader
	rest  []byte // of the line that is being cut
	more  bool   // whether the line goes on
}

// next gives the next piece, of at most limit bytes with its newline, which is
// left out. It is valid until the next call.
func (p *pieces) next(limit int) ([]byte, bool) {
	if !p.more {
		line, ok := p.lines.Next()
		if !ok {
			return nil, false
		}
		p.rest = line
	}
	piece := p.rest
	p.more = len(piece) >= limit
	if p.more {
		piece, p.rest = p.rest[:limit], p.rest[limit:]
		// A line that ends with the table leaves nothing behind a full piece.
		p.more = len(p.rest) > 0 || !p.lines.torn
	}
	return piece, true
}
