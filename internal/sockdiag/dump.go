package sockdiag

import (
	"errors"
	"io"
)

// Dump is the kernel's answer to a Request.
type Dump struct {
	conn    *Conn
	request Request
	answer  answer
	given   *seam[uint64] // the cookies of rows given; nil for a dump without TCPInfo
	again   bool          // this is the second answer
}

// Dump asks for sockets. That the kernel cannot tell of them, or may not, is
// the error of the first call of Next, if it is not this one's. Before another
// dump is asked for, this one has to be read to its end.
func (c *Conn) Dump(request Request) (*Dump, error) {
	d := &Dump{conn: c, request: request}
	if request.TCPInfo {
		d.given = &seam[uint64]{}
	}
	return d, d.ask()
}

// ask sends the request.
func (d *Dump) ask() (err error) {
	message, typ := d.request.encode()
	d.answer, err = d.conn.start(typ, message, msgSize)
	return err
}

// Next reads the next sockets into buf, of ChunkSize bytes, to which they
// belong. The error is io.EOF behind the last ones. Any other means that the
// table in /proc is to be read instead; if sockets have been given out before
// it, which takes a kernel that has no memory left or that unloads the module
// meanwhile, a Seam goes on where they end.
func (d *Dump) Next(buf []byte) (Rows, error) {
	for {
		messages, err := d.answer.next(buf)
		switch {
		case d.given == nil:
			return Rows{messages}, err
		case !d.again && err == io.EOF:
			if err := d.askAgain(); err != nil {
				return Rows{}, err
			}
			continue
		case d.again && err == io.EOF && d.given.lost():
			return Rows{}, errLost
		case err != nil:
			return Rows{}, err
		case d.again:
			messages = d.behind(messages)
			if len(messages) == 0 {
				continue
			}
		default:
			for rest := messages; len(rest) > 0; {
				var msg []byte
				msg, rest = nextMessage(rest)
				d.given.given(cookie(msg))
			}
		}
		return Rows{messages}, nil
	}
}

// errLost is the error of a dump whose end is not found again.
var errLost = errors.New("sock_diag: sockets change faster than they are listed")

// askAgain asks once more, without what makes the message of a socket long. A
// message that does not fit in a datagram ends the kernel's answer without an
// error (inet_diag_dump_icsk in net/ipv4/inet_diag.c): that of a socket with
// some hundred keys of TCP_MD5SIG, which come with INET_DIAG_INFO for a process
// with CAP_NET_ADMIN. Any user can make such a socket, and must not hide those
// behind it.
func (d *Dump) askAgain() error {
	d.again = true
	d.request.TCPInfo = false
	return d.ask()
}

// behind gives those of the messages that the first answer has not had, moved
// to their beginning.
func (d *Dump) behind(messages []byte) []byte {
	kept := messages[:0]
	for rest := messages; len(rest) > 0; {
		message := rest
		var msg []byte
		msg, rest = nextMessage(rest)
		if d.given.behind(cookie(msg)) {
			kept = append(kept, message[:len(message)-len(rest)]...)
		}
	}
	return kept
}

// cookie gives the cookie of a struct inet_diag_msg.
func cookie(msg []byte) uint64 {
	return uint64(native.Uint32(msg[msgCookie:])) | uint64(native.Uint32(msg[msgCookie+4:]))<<32
}
