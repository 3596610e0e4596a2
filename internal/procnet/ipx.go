package procnet

import (
	"bytes"
	"errors"
	"iter"
	"math"
	"math/bits"
)

// IPXSocket is a row of net/ipx/socket, which ipx_seq_socket_show in the
// kernel's net/ipx/ipx_proc.c printed until Linux 4.17.
type IPXSocket struct {
	Local         IPXEndpoint
	Remote        IPXEndpoint
	Connected     bool   // whether there is a Remote
	TransmitQueue uint64 // bytes
	ReceiveQueue  uint64 // bytes
	State         uint32 // 1 when connected, 7 when not
	UID           uint32 // owner of the socket
}

// IPXEndpoint is an IPX address and a port.
type IPXEndpoint struct {
	Network uint32
	Node    [6]byte
	Port    uint16 // as the kernel prints it
}

// What net-tools says of a row it cannot read.
var (
	ErrIPXSource      = errors.New("ipx socket format error in source port")
	ErrIPXDestination = errors.New("ipx socket format error in destination port")
)

// IPXSockets gives the rows of net/ipx/socket up to the first with an error.
// What a line lacks is as in the row before, except that net-tools has swapped
// the bytes of the ports to print them. In the first row it is 0, where
// net-tools has what was in its memory.
func IPXSockets(table []byte) iter.Seq2[IPXSocket, error] {
	return func(yield func(IPXSocket, error) bool) {
		var row IPXSocket
		lines := fixedLines{content: table, buffer: new(lineBuffer)}
		lines.next() // the heading
		for first := true; lines.next(); first = false {
			err := row.parse(beforeNUL(lines.buffer[:]), first)
			if !yield(row, err) || err != nil {
				return
			}
			row.Local.Port = bits.ReverseBytes16(row.Local.Port)
			if row.Connected {
				row.Remote.Port = bits.ReverseBytes16(row.Remote.Port)
			}
		}
	}
}

func (row *IPXSocket) parse(line []byte, first bool) error {
	s := scan(line)
	local := s.word(math.MaxInt)
	if !row.Local.parse(local) && (first || len(local) > 0) {
		return ErrIPXSource
	}
	remote := s.word(math.MaxInt)
	switch {
	case string(remote) == "Not_Connected":
		row.Connected = false
	case row.Remote.parse(remote):
		row.Connected = true
	case len(remote) > 0 || !row.Connected:
		return ErrIPXDestination
	}
	if v := s.hex(); !s.failed {
		row.TransmitQueue = v
	}
	if v := s.hex(); !s.failed {
		row.ReceiveQueue = v
	}
	if v := s.ulong(); !s.failed {
		row.State = uint32(v)
	}
	if v := s.ulong(); !s.failed {
		row.UID = uint32(v)
	}
	return nil
}

// parse reads a network, a node and a port with colons between them, and tells
// whether there is a port. Net-tools takes the network 0, and the one of all
// ones, for no address at all.
func (e *IPXEndpoint) parse(word []byte) bool {
	colon := bytes.LastIndexByte(word, ':')
	if colon < 0 {
		return false
	}
	*e = IPXEndpoint{Port: e.Port}
	port := scan(word[colon+1:])
	if v := port.hex(); !port.failed {
		e.Port = uint16(v)
	}
	address := scan(word[:colon])
	network := address.hex()
	if network == 0 || network == math.MaxUint32 {
		return true
	}
	e.Network = uint32(network)
	if address.literal(':'); address.failed {
		return true
	}
	for i, c := range address.line[address.pos:] {
		digit := hexValue[c]
		if digit > 15 || i >= 2*len(e.Node) {
			break
		}
		if i%2 == 0 {
			digit <<= 4
		}
		e.Node[i/2] |= digit
	}
	return true
}
