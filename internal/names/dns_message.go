package names

import (
	"encoding/binary"
	"errors"
	"io"
	"net/netip"
	"runtime"
	"strconv"
)

// What a DNS message consists of, RFC 1035.
const (
	dnsHeader   = 12   // bytes
	maxDatagram = 4096 // bytes, more than a server sends to who does not ask for it

	// Flags.
	isResponse      = 1 << 15
	isAuthoritative = 1 << 10
	isTruncated     = 1 << 9
	recursionWanted = 1 << 8
	recursionThere  = 1 << 7

	// The code of a response, in the flags.
	codeMask       = 0xf
	serverFailure  = 2
	notImplemented = 4
	refused        = 5

	typeCNAME     = 5
	typePTR       = 12
	classInternet = 1
)

var errNoAnswer = errors.New("no answer to the question")

// A question is a message that asks for the name of an address.
type question []byte

// newQuestion asks for the record PTR of, say, 1.2.0.192.in-addr.arpa (RFC 1035,
// 3.5) or 1.0.0. and so on .ip6.arpa (RFC 3596, 2.5).
func newQuestion(id uint16, addr netip.Addr) question {
	q := binary.BigEndian.AppendUint16(nil, id)
	q = binary.BigEndian.AppendUint16(q, recursionWanted)
	q = append(q, 0, 1, 0, 0, 0, 0, 0, 0) // one question
	bytes := addr.AsSlice()
	for i := len(bytes) - 1; i >= 0; i-- {
		if b := bytes[i]; addr.Is4() {
			q = appendLabel(q, strconv.Itoa(int(b)))
		} else {
			const digits = "0123456789abcdef"
			q = append(q, 1, digits[b&0xf], 1, digits[b>>4])
		}
	}
	if addr.Is4() {
		q = appendLabel(q, "in-addr")
	} else {
		q = appendLabel(q, "ip6")
	}
	q = append(appendLabel(q, "arpa"), 0)
	return append(q, 0, typePTR, 0, classInternet)
}

func appendLabel(dst []byte, label string) []byte {
	return append(append(dst, byte(len(label))), label...)
}

// overDatagrams asks by UDP. What is no answer to the question is passed over,
// whoever sends it; conn ends that by its time and its size.
func (q question) overDatagrams(conn io.ReadWriter) (answer, error) {
	if _, err := conn.Write(q); err != nil {
		return answer{}, err
	}
	runtime.Gosched() // others send their questions before anybody waits
	buf := make([]byte, maxDatagram)
	for {
		n, err := conn.Read(buf)
		if err != nil {
			return answer{}, err
		}
		if a, ok := q.answeredBy(buf[:n]); ok {
			return a, nil
		}
	}
}

// overStream asks by TCP, where its length goes before each message.
func (q question) overStream(conn io.ReadWriter) (answer, error) {
	if _, err := conn.Write(append(binary.BigEndian.AppendUint16(nil, uint16(len(q))), q...)); err != nil {
		return answer{}, err
	}
	var size [2]byte
	if _, err := io.ReadFull(conn, size[:]); err != nil {
		return answer{}, err
	}
	text := make([]byte, binary.BigEndian.Uint16(size[:]))
	if _, err := io.ReadFull(conn, text); err != nil {
		return answer{}, err
	}
	a, ok := q.answeredBy(text)
	if !ok {
		return answer{}, errNoAnswer
	}
	return a, nil
}
