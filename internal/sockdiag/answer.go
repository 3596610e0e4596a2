package sockdiag

import (
	"io"

	"golang.org/x/sys/unix"
)

// answer is what the kernel answers to one request.
type answer struct {
	conn *Conn
	want expected
	err  error // what the next call gives: the end, or what came with messages
}

// start sends a request for a dump: a body behind room for its header. The
// messages of the answer are of the same type and have a fixed part of at least
// a size.
func (c *Conn) start(typ uint16, request []byte, size int) (answer, error) {
	err := c.send(typ, request)
	return answer{conn: c, want: expected{typ: typ, size: size, seq: c.seq, port: c.port}}, err
}

// next reads the next messages into buf. The error is io.EOF behind the last.
func (a *answer) next(buf []byte) ([]byte, error) {
	for a.err == nil {
		datagram, err := a.conn.receive(buf)
		if err != nil {
			a.err = err
			break
		}
		messages, ended, err := a.want.messages(datagram)
		a.conn.dumping = !ended
		if a.err = err; ended && err == nil {
			a.err = io.EOF
		}
		if len(messages) > 0 {
			return messages, nil
		}
	}
	return nil, a.err
}

// expected says which messages an answer is made of.
type expected struct {
	typ  uint16 // of those with a socket
	size int    // of their fixed part at least
	seq  uint32
	port uint32
}

// messages checks a datagram and gives its messages with a socket, which are
// the first ones, and tells whether the answer ends with it, by an error or not.
func (e *expected) messages(datagram []byte) (messages []byte, ended bool, err error) {
	for at := 0; ; {
		rest := datagram[at:]
		if len(rest) == 0 && at > 0 {
			return datagram, false, nil
		}
		if len(rest) < headerSize {
			return nil, false, errGarbled
		}
		size := int(native.Uint32(rest))
		if size < headerSize || size > len(rest) ||
			native.Uint32(rest[8:]) != e.seq || native.Uint32(rest[12:]) != e.port {
			return nil, false, errGarbled
		}
		if native.Uint16(rest[6:])&unix.NLM_F_DUMP_INTR != 0 {
			return nil, false, errInterrupted
		}
		payload := rest[headerSize:size]
		switch native.Uint16(rest[4:]) {
		case e.typ:
			if len(payload) < e.size {
				return nil, false, errGarbled
			}
		case unix.NLMSG_DONE:
			if err := refusal(payload); err != nil {
				return nil, true, err
			}
			return datagram[:at], true, nil
		case unix.NLMSG_ERROR:
			if err := refusal(payload); err != nil {
				return nil, true, err
			}
			return nil, false, errGarbled // nobody has asked for an acknowledgment
		default:
			return nil, false, errGarbled
		}
		at = min(at+align(size), len(datagram))
	}
}
