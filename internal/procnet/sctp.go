package procnet

import (
	"bytes"
	"strconv"
)

// SCTPSocket is a row of net/sctp/eps or net/sctp/assocs, as
// sctp_eps_seq_show and sctp_assocs_seq_show in net/sctp/proc.c print them.
type SCTPSocket struct {
	State     int32  // enum sctp_sock_state, which net-tools reads as enum tcp_state
	TxQueue   uint32 // bytes waiting for the peer; associations only
	RxQueue   uint32 // bytes not read by the process; associations only
	UID       uint32 // owner of the socket
	Inode     uint64 // the socket's inode
	LocalPort uint16
	PeerPort  uint16 // associations only
	Local     []byte // addresses to be read by NextSCTPAddr; a slice of the parsed line
	Peer      []byte // associations only
	More      SCTPMore
}

// SCTPMore is what a row has beside the columns that net-tools shows. All but
// Style is of associations only.
type SCTPMore struct {
	Style       int32 // enum sctp_socket_type
	State       int32 // enum sctp_state, of the association
	Association int32 // the association's number
	// Counted are the columns HBINT INS OUTS MAXRT T1X T2X RTXC wmema wmemq
	// sndbuf rcvbuf, which stand behind the addresses, and Known is how many of
	// them the row has: of an old kernel 7, of an older one none.
	Counted [11]int64
	Known   int
}

// ParseSCTPEndpoint reads the row of net/sctp/eps on line and tells whether it
// is one: a garbled row lacks columns.
func ParseSCTPEndpoint(line []byte, row *SCTPSocket) bool {
	line = beforeNUL(line)
	var fields [8][]byte
	rest, ok := takeFields(line, fields[:])
	if !ok {
		return false
	}
	*row = SCTPSocket{
		State:     atoi(fields[3]),
		LocalPort: uint16(atoi(fields[5])),
		UID:       uint32(atoi(fields[6])),
		Inode:     parseAnyBase(fields[7]),
		Local:     takeTabbed(rest),
		More:      SCTPMore{Style: atoi(fields[2])},
	}
	return true
}

// ParseSCTPAssociation reads the row of net/sctp/assocs on line and tells
// whether it is one. It leaves out row.More.
func ParseSCTPAssociation(line []byte, row *SCTPSocket) bool {
	var fields [13][]byte
	_, ok := parseSCTPAssociation(line, row, &fields)
	return ok
}

// ParseWholeSCTPAssociation reads a row as ParseSCTPAssociation does, and
// row.More too.
func ParseWholeSCTPAssociation(line []byte, row *SCTPSocket) bool {
	var fields [13][]byte
	rest, ok := parseSCTPAssociation(line, row, &fields)
	if !ok {
		return false
	}
	more := &row.More
	more.Style = atoi(fields[2])
	more.State = atoi(fields[4])
	more.Association = atoi(fields[6])
	s := scan(rest)
	for i := range more.Counted {
		n := int64(s.decimal(true))
		if s.failed {
			break
		}
		more.Counted[i] = n
		more.Known = i + 1
	}
	return true
}

// parseSCTPAssociation gives the columns in front of the addresses and the
// text behind them.
func parseSCTPAssociation(line []byte, row *SCTPSocket, fields *[13][]byte) (rest []byte, ok bool) {
	rest, ok = takeFields(beforeNUL(line), fields[:])
	if !ok {
		return nil, false
	}
	*row = SCTPSocket{
		State:     atoi(fields[3]),
		TxQueue:   uint32(atoi(fields[7])),
		RxQueue:   uint32(atoi(fields[8])),
		UID:       uint32(atoi(fields[9])),
		Inode:     parseAnyBase(fields[10]),
		LocalPort: uint16(atoi(fields[11])),
		PeerPort:  uint16(atoi(fields[12])),
	}
	row.Local, rest = takePart(rest)
	row.Peer, rest = takePart(rest)
	return rest, true
}

// takeTabbed gives the part up to a tab.
func takeTabbed(line []byte) []byte {
	part, _, _ := bytes.Cut(bytes.TrimLeft(line, "\t"), []byte{'\t'})
	return part
}

// takeFields cuts words off the front of a line, the last one with the blank
// that ends it. It fails when there are not enough of them.
func takeFields(line []byte, fields [][]byte) (rest []byte, ok bool) {
	for i := range fields {
		fields[i], line = nextWord(line)
		if len(fields[i]) == 0 {
			return nil, false
		}
	}
	return line[min(1, len(line)):], true
}

func nextWord(line []byte) (word, rest []byte) {
	start := 0
	for start < len(line) && isBlank(line[start]) {
		start++
	}
	end := start
	for end < len(line) && !isBlank(line[end]) {
		end++
	}
	return line[start:end], line[end:]
}

// takePart cuts the part up to "<->" or a tab, which are all delimiters to
// net-tools, off the front of a line.
func takePart(line []byte) (part, rest []byte) {
	const delimiters = "<->\t"
	line = bytes.TrimLeft(line, delimiters)
	if end := bytes.IndexAny(line, delimiters); end >= 0 {
		return line[:end], line[end+1:]
	}
	return line, nil
}

// atoi reads a decimal number as C's atoi does.
func atoi(word []byte) int32 {
	s := scan(word)
	return s.int()
}

// parseAnyBase reads a number whose prefix tells its base, as strtoul does
// when told base 0. What is none is 0.
func parseAnyBase(word []byte) uint64 {
	s := scan(word)
	negative := s.sign()
	digits := word[s.pos:]
	s.pos = 0
	if len(digits) < 2 || digits[0] != '0' {
		return s.ulong()
	}
	if digits[1]|0x20 == 'x' {
		return s.hex()
	}
	end := 1
	for end < len(digits) && digits[end] >= '0' && digits[end] <= '7' {
		end++
	}
	v, err := strconv.ParseUint(string(digits[:end]), 8, 64)
	return limit(v, negative, err != nil, false)
}

// beforeNUL gives the part of a line that is a string in C.
func beforeNUL(line []byte) []byte {
	if i := bytes.IndexByte(line, 0); i >= 0 {
		return line[:i]
	}
	return line
}
