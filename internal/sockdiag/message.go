package sockdiag

import (
	"encoding/binary"
	"errors"
	"fmt"

	"golang.org/x/sys/unix"
)

// What can be wrong with an answer. All of it means that the table is to be
// read instead.
var (
	errBrokenOff   = errors.New("sock_diag: the answer breaks off without an end")
	errForeign     = errors.New("sock_diag: messages of others than the kernel come")
	errTruncated   = errors.New("sock_diag: a datagram is longer than the buffer")
	errGarbled     = errors.New("sock_diag: the answer is garbled")
	errInterrupted = errors.New("sock_diag: the answer is inconsistent, as sockets have changed meanwhile")
)

// native is the order of the integers in messages: the machine's. Only ports
// and addresses are in that of the network.
var native = binary.NativeEndian

// headerSize is the length of a struct nlmsghdr.
const headerSize = unix.SizeofNlMsghdr

// putHeader writes the struct nlmsghdr of a request for a dump.
func putHeader(request []byte, typ uint16, seq uint32) {
	native.PutUint32(request, uint32(len(request)))
	native.PutUint16(request[4:], typ)
	native.PutUint16(request[6:], unix.NLM_F_REQUEST|unix.NLM_F_DUMP)
	native.PutUint32(request[8:], seq)
	native.PutUint32(request[12:], 0)
}

// align rounds a length up as messages and attributes are, NLMSG_ALIGN.
func align(n int) int { return (n + unix.NLMSG_ALIGNTO - 1) &^ (unix.NLMSG_ALIGNTO - 1) }

// refusal reads the number that a struct nlmsgerr begins with, and that
// NLMSG_DONE has too: of an error, negated, such as ENOENT for a protocol that
// the kernel has no module for, or of none.
func refusal(payload []byte) error {
	if len(payload) < 4 {
		return errGarbled
	}
	if number := int32(native.Uint32(payload)); number != 0 {
		return fmt.Errorf("sock_diag: %w", unix.Errno(-number))
	}
	return nil
}

// nextMessage cuts the first message off a checked datagram and gives it
// without its header.
func nextMessage(messages []byte) (payload, rest []byte) {
	size := int(native.Uint32(messages))
	return messages[headerSize:size], messages[min(align(size), len(messages)):]
}

// attributes are a sequence of struct nlattr.
type attributes []byte

// all yields their types and values, up to one that is garbled.
func (a attributes) all(yield func(typ uint16, value []byte) bool) {
	for len(a) >= unix.SizeofNlAttr {
		size := int(native.Uint16(a))
		if size < unix.SizeofNlAttr || size > len(a) {
			return
		}
		typ := native.Uint16(a[2:]) &^ (unix.NLA_F_NESTED | unix.NLA_F_NET_BYTEORDER)
		if !yield(typ, a[unix.SizeofNlAttr:size]) {
			return
		}
		a = a[min(align(size), len(a)):]
	}
}
