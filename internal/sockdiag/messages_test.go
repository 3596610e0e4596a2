package sockdiag

import (
	"net/netip"
	"strings"
	"testing"
	"unsafe"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"github.com/gonetstat/gonetstat/internal/procnet"
)

// inetMessage is a struct nlmsghdr and a struct inet_diag_msg as a kernel of
// this machine has them in memory.
type inetMessage struct {
	unix.NlMsghdr
	Family, State, Timer, Retrans            uint8
	Sport, Dport                             [2]byte
	Src, Dst                                 [16]byte
	If                                       uint32
	Cookie                                   [2]uint32
	Expires, Rqueue, Wqueue, UserID, InodeNo uint32
}

// bytesOf gives a value as it is in memory.
func bytesOf[T any](value T) []byte {
	return append([]byte(nil), unsafe.Slice((*byte)(unsafe.Pointer(&value)), unsafe.Sizeof(value))...)
}

// attribute makes a struct nlattr, filled up.
func attribute(typ uint16, value []byte) []byte {
	b := append(bytesOf(unix.NlAttr{Len: uint16(unix.SizeofNlAttr + len(value)), Type: typ}), value...)
	for len(b)%unix.NLMSG_ALIGNTO != 0 {
		b = append(b, 0xee)
	}
	return b
}

const (
	testSeq  = 0x01020304
	testPort = 0x05060708
)

// testWant is what an answer in these tests is made of.
var testWant = expected{typ: unix.SOCK_DIAG_BY_FAMILY, size: msgSize, seq: testSeq, port: testPort}

// message makes a message with its header.
func message(typ, flags uint16, payload []byte) []byte {
	header := unix.NlMsghdr{Type: typ, Flags: flags, Seq: testSeq, Pid: testPort}
	header.Len = uint32(unix.SizeofNlMsghdr + len(payload))
	return append(bytesOf(header), payload...)
}

func row4() inetMessage {
	return inetMessage{
		Family: unix.AF_INET, State: established, Timer: 4, Retrans: 3,
		Sport: [2]byte{0x1f, 0x90}, Dport: [2]byte{0, 80},
		Src: [16]byte{127, 0, 0, 1}, Dst: [16]byte{192, 0, 2, 7},
		If: 0x01000002, Cookie: [2]uint32{0x11223344, 0x55667788},
		Expires: 70009, Rqueue: 0x0a0b0c0d, Wqueue: 0x01020304, UserID: 0x00010203, InodeNo: 0x81828384,
	}
}

func socketMessage(m inetMessage, attributes ...[]byte) []byte {
	var payload []byte
	payload = append(payload, bytesOf(m)[unix.SizeofNlMsghdr:]...)
	for _, a := range attributes {
		payload = append(payload, a...)
	}
	return message(unix.SOCK_DIAG_BY_FAMILY, unix.NLM_F_MULTI, payload)
}

func join(messages ...[]byte) (all []byte) {
	for _, m := range messages {
		all = append(all, m...)
	}
	return all
}

// parseAll gives the sockets in a datagram.
func parseAll(t *testing.T, datagram []byte) (sockets []whole, ended bool, err error) {
	t.Helper()
	messages, ended, err := testWant.messages(datagram)
	rows, plain := Rows{messages}, Rows{messages}
	var w whole
	var row procnet.Socket
	for rows.NextWhole(&w.Socket, &w.Extra) {
		sockets = append(sockets, w)
		require.True(t, plain.Next(&row))
		require.Equal(t, row, w.Socket)
	}
	require.False(t, plain.Next(&row))
	return sockets, ended, err
}

func TestIntegersAreInTheMachinesOrder(t *testing.T) {
	six := row4()
	six.Family, six.State, six.Timer = unix.AF_INET6, listen, 0
	six.Src, six.Dst = [16]byte{0x20, 1, 0xd, 0xb8, 15: 1}, [16]byte{}
	sockets, ended, err := parseAll(t, join(
		socketMessage(row4(),
			attribute(attrMark, bytesOf(uint32(0xa0b0c0d0))),
			attribute(attrCongestion, []byte("cubic\x00")),
			attribute(attrCgroupID, bytesOf(uint64(0x0102030405060708))),
			attribute(attrInfo, make([]byte, 104)),
		),
		socketMessage(six, attribute(attrV6Only, []byte{1})),
	))
	require.NoError(t, err)
	assert.False(t, ended)
	require.Len(t, sockets, 2)
	assert.Equal(t, procnet.Socket{
		Local: netip.MustParseAddrPort("127.0.0.1:8080"), Remote: netip.MustParseAddrPort("192.0.2.7:80"),
		Inode: 0x81828384, RxQueue: 0x0a0b0c0d, TxQueue: 0x01020304,
		Expires: 7000, Timer: 4, Timeout: 3, State: established, UID: 0x00010203,
	}, sockets[0].Socket)
	assert.Equal(t, Extra{
		Cookie: 0x5566778811223344, Device: 0x01000002,
		CgroupID: 0x0102030405060708, Mark: 0xa0b0c0d0, HasMark: true,
		Info: make(TCPInfo, 104), Congestion: []byte("cubic"),
	}, sockets[0].Extra)
	assert.Equal(t, netip.MustParseAddrPort("[2001:db8::1]:8080"), sockets[1].Local)
	assert.Equal(t, Extra{
		Cookie: 0x5566778811223344, Device: 0x01000002, BacklogLimit: 0x01020304, V6Only: true, HasV6Only: true,
	}, sockets[1].Extra)
	assert.Zero(t, sockets[1].TxQueue)
}

func TestRequestIsInTheMachinesOrder(t *testing.T) {
	request := Request{Protocol: UDP, Family: IPv6, States: 0x01020304, TCPInfo: true}
	got, typ := request.encode()
	putHeader(got, typ, testSeq)
	type id [48]byte // a struct inet_diag_sockid of nothing
	assert.Equal(t, bytesOf(struct {
		unix.NlMsghdr
		family, protocol, ext, pad uint8
		states                     uint32
		id
	}{
		unix.NlMsghdr{Len: 72, Type: 20, Flags: unix.NLM_F_REQUEST | unix.NLM_F_DUMP, Seq: testSeq},
		unix.AF_INET6, unix.IPPROTO_UDP, 1<<1 | 1<<3, 0, 0x01020304, id{},
	}), got)

	request = Request{Protocol: TCP, Family: BothFamilies, States: 0x01020304}
	got, typ = request.encode()
	putHeader(got, typ, testSeq)
	assert.Equal(t, bytesOf(struct {
		unix.NlMsghdr
		family, srcLen, dstLen, ext uint8
		id
		states, dbs uint32
	}{
		unix.NlMsghdr{Len: 76, Type: 18, Flags: unix.NLM_F_REQUEST | unix.NLM_F_DUMP, Seq: testSeq},
		0, 0, 0, 0, id{}, 0x01020304, 0,
	}), got)
}

func TestRequestForAConnectionHasNoDevice(t *testing.T) {
	m := row4()
	m.State, m.InodeNo = synRecv, 0
	sockets, _, err := parseAll(t, socketMessage(m))
	require.NoError(t, err)
	assert.Zero(t, sockets[0].Device)
	m.InodeNo = 1
	sockets, _, err = parseAll(t, socketMessage(m))
	require.NoError(t, err)
	assert.NotZero(t, sockets[0].Device)
}

func TestAnswerEnds(t *testing.T) {
	good := socketMessage(row4())
	done := message(unix.NLMSG_DONE, unix.NLM_F_MULTI, make([]byte, 4))
	sockets, ended, err := parseAll(t, join(good, good, done))
	require.NoError(t, err)
	assert.True(t, ended)
	assert.Len(t, sockets, 2)
	sockets, ended, err = parseAll(t, done)
	require.NoError(t, err)
	assert.True(t, ended)
	assert.Empty(t, sockets)
}

func TestRefusalIsTheKernelsError(t *testing.T) {
	absent := -int32(unix.ENOENT)
	for _, typ := range []uint16{unix.NLMSG_ERROR, unix.NLMSG_DONE} {
		for _, payload := range [][]byte{bytesOf(absent), append(bytesOf(absent), make([]byte, 72)...)} {
			sockets, ended, err := parseAll(t, join(socketMessage(row4()), message(typ, 0, payload)))
			assert.ErrorIs(t, err, unix.ENOENT)
			assert.True(t, ended)
			assert.Empty(t, sockets)
		}
	}
}

func TestBadAnswersAreErrors(t *testing.T) {
	good := socketMessage(row4())
	changed := func(change func(*unix.NlMsghdr)) []byte {
		b := append([]byte(nil), good...)
		change((*unix.NlMsghdr)(unsafe.Pointer(&b[0])))
		return b
	}
	for name, c := range map[string]struct {
		bad  []byte
		want error
	}{
		"interrupted":     {changed(func(h *unix.NlMsghdr) { h.Flags |= unix.NLM_F_DUMP_INTR }), errInterrupted},
		"other number":    {changed(func(h *unix.NlMsghdr) { h.Seq++ }), errGarbled},
		"other address":   {changed(func(h *unix.NlMsghdr) { h.Pid++ }), errGarbled},
		"other type":      {changed(func(h *unix.NlMsghdr) { h.Type = tcpDiagGetSock }), errGarbled},
		"too long":        {changed(func(h *unix.NlMsghdr) { h.Len++ }), errGarbled},
		"shorter":         {changed(func(h *unix.NlMsghdr) { h.Len = 16 + msgSize - 4 }), errGarbled},
		"no length":       {changed(func(h *unix.NlMsghdr) { h.Len = 0 }), errGarbled},
		"largest length":  {changed(func(h *unix.NlMsghdr) { h.Len = 0xffffffff }), errGarbled},
		"cut":             {good[:len(good)-1], errGarbled},
		"part of header":  {good[:15], errGarbled},
		"does nothing":    {message(unix.NLMSG_NOOP, 0, nil), errGarbled},
		"acknowledgment":  {message(unix.NLMSG_ERROR, 0, make([]byte, 20)), errGarbled},
		"error without":   {message(unix.NLMSG_ERROR, 0, nil), errGarbled},
		"end without":     {message(unix.NLMSG_DONE, 0, nil), errGarbled},
		"interrupted end": {message(unix.NLMSG_DONE, unix.NLM_F_DUMP_INTR, make([]byte, 4)), errInterrupted},
	} {
		for _, datagram := range [][]byte{c.bad, join(good, c.bad)} {
			sockets, ended, err := parseAll(t, datagram)
			assert.Equal(t, c.want, err, name)
			assert.Empty(t, sockets, name)
			assert.Equal(t, strings.HasSuffix(name, " without"), ended, name)
		}
	}
	_, _, err := parseAll(t, nil)
	assert.Equal(t, errGarbled, err)
}

func TestGarbledAttributesAreLeftOut(t *testing.T) {
	short := [][]byte{
		attribute(attrMark, []byte{1, 2, 3}), attribute(attrCgroupID, make([]byte, 7)),
		attribute(attrV6Only, nil), attribute(attrProtocol, nil), attribute(99, []byte{1}),
		{3, 0, 0, 0}, {0xff, 0xff, 0, 0}, {1},
	}
	sockets, _, err := parseAll(t, socketMessage(row4(), short...))
	require.NoError(t, err)
	assert.Equal(t, Extra{Cookie: 0x5566778811223344, Device: 0x01000002}, sockets[0].Extra)
}
