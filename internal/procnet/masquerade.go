package procnet

import (
	"bytes"
	"encoding/binary"
	"errors"
	"net/netip"
	"slices"
)

// Masquerade is a row of net/ip_masquerade, which ip_msqhst_procinfo in
// net/ipv4/ip_masq.c of Linux 2.2 printed: a connection from behind the host.
type Masquerade struct {
	Protocol        string         // one of masqueradeProtocols
	Source          netip.AddrPort // behind the host
	Destination     netip.AddrPort
	Port            uint16 // the host's own, which the destination sees
	InitialSequence uint64 // where sequence numbers began to differ
	Delta           int16  // by how much they do
	PreviousDelta   int16  // by how much they did before InitialSequence
	HasPrevious     bool   // whether the table has PreviousDelta
	Expires         uint64 // hundredths of a second
}

// masqueradeProtocols are the protocols that net-tools knows here.
var masqueradeProtocols = [...]string{"IP", "TCP", "UDP", "ICMP", "GRE", "ESP"}

// What can be wrong with net/ip_masquerade.
var (
	ErrMasqueradeEmpty    = errors.New("no heading")
	ErrMasqueradeFormat   = errors.New("row that is none")
	ErrMasqueradeProtocol = errors.New("row of an unknown protocol")
)

// masqueradeHeadingLimit is how many bytes of the heading net-tools takes; what
// follows them is read as a row.
const masqueradeHeadingLimit = 255

// Masquerades gives the rows of net/ip_masquerade. To net-tools lines mean
// nothing behind the heading: a row begins where the one before it ends.
func Masquerades(table []byte) ([]Masquerade, error) {
	if len(table) == 0 {
		return nil, ErrMasqueradeEmpty
	}
	heading, content := cutLine(table, masqueradeHeadingLimit)
	hasPrevious := bytes.Contains(beforeNUL(heading), []byte("PDelta"))
	var rows []Masquerade
	for {
		protocol, rest := nextWord(content)
		if len(protocol) == 0 {
			return rows, nil
		}
		row := Masquerade{HasPrevious: hasPrevious}
		s := scan(rest)
		s.masquerade(&row)
		if s.failed {
			return nil, ErrMasqueradeFormat
		}
		if row.Protocol = string(beforeNUL(protocol)); !slices.Contains(masqueradeProtocols[:], row.Protocol) {
			return nil, ErrMasqueradeProtocol
		}
		rows = append(rows, row)
		content = rest[s.pos:]
	}
}

// masquerade reads a row behind its protocol.
func (s *scanner) masquerade(row *Masquerade) {
	row.Source = s.masqueradeEnd()
	row.Destination = s.masqueradeEnd()
	row.Port = uint16(s.hex())
	row.InitialSequence = s.hex()
	row.Delta = int16(s.int())
	if row.HasPrevious {
		row.PreviousDelta = int16(s.int())
	}
	row.Expires = s.ulong()
}

// masqueradeEnd reads an end of a connection, %x:%hX.
func (s *scanner) masqueradeEnd() netip.AddrPort {
	var b [4]byte
	binary.BigEndian.PutUint32(b[:], uint32(s.hex()))
	s.literal(':')
	return netip.AddrPortFrom(netip.AddrFrom4(b), uint16(s.hex()))
}
