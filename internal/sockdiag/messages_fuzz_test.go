package sockdiag

import (
	"bytes"
	"encoding/binary"
	"io"
	"net/netip"
	"slices"
	"testing"
	"unsafe"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"github.com/gonetstat/gonetstat/internal/procnet"
)

// FuzzAnswer reads any bytes as a datagram of an answer: garbage, and good
// messages cut, changed and in any order. What it makes of them is what a plain
// parser makes of them.
func FuzzAnswer(f *testing.F) {
	full := socketMessage(row4(),
		attribute(8, []byte{3}), attribute(attrV6Only, []byte{1}), attribute(attrMark, bytesOf(uint32(7))),
		attribute(attrCgroupID, bytesOf(uint64(1))), attribute(attrInfo, make([]byte, 232)), attribute(attrCongestion, []byte("bbr\x00")))
	six := row4()
	six.Family, six.State = unix.AF_INET6, listen
	done := message(unix.NLMSG_DONE, unix.NLM_F_MULTI, make([]byte, 4))
	refused := message(unix.NLMSG_ERROR, 0, bytesOf(-int32(unix.ENOENT)))
	for _, datagram := range [][]byte{
		nil, full, done, refused, join(full, socketMessage(six), done), join(done, full), join(full, refused), join(full, full[:40]),
		message(unix.NLMSG_DONE, unix.NLM_F_DUMP_INTR, make([]byte, 4)), message(unix.NLMSG_NOOP, 0, nil), bytes.Repeat([]byte{0xff}, 100),
	} {
		f.Add(datagram, false)
		f.Add(datagram, true)
	}
	f.Fuzz(func(t *testing.T, datagram []byte, repaired bool) {
		if repaired {
			datagram = slices.Clone(datagram)
			repair(datagram)
		}
		original := slices.Clone(datagram)
		want, wantEnded, sound := plainAnswer(datagram)
		messages, ended, err := testWant.messages(datagram)
		require.Equal(t, sound, err == nil, "%v", err)
		if !sound {
			require.Empty(t, messages)
			return
		}
		require.Equal(t, wantEnded, ended)
		rows, plain := Rows{messages}, Rows{messages}
		var got whole
		var row procnet.Socket
		for _, payload := range want {
			require.True(t, rows.NextWhole(&got.Socket, &got.Extra))
			require.True(t, plain.Next(&row))
			require.Equal(t, row, got.Socket)
			require.Equal(t, plainSocket(payload), got.Socket)
			require.Equal(t, plainExtra(payload), got.Extra)
		}
		require.False(t, rows.NextWhole(&got.Socket, &got.Extra))
		require.False(t, plain.Next(&row))
		require.Equal(t, original, datagram)
	})
}

// repair gives the messages of a datagram the number and the address of the
// answer, and as a rule the type, so that more is read of a changed one.
func repair(datagram []byte) {
	for len(datagram) >= unix.SizeofNlMsghdr {
		header := (*unix.NlMsghdr)(unsafe.Pointer(&datagram[0]))
		header.Seq, header.Pid = testSeq, testPort
		if header.Type > unix.NLMSG_DONE {
			header.Type = unix.SOCK_DIAG_BY_FAMILY
		}
		if header.Len == 0 || int64(header.Len) > int64(len(datagram)) {
			return
		}
		datagram = datagram[min(align(int(header.Len)), len(datagram)):]
	}
}

// plainAnswer gives the payloads of the messages with sockets, and whether the
// answer ends, or false of a datagram that is not in order.
func plainAnswer(datagram []byte) (payloads [][]byte, ended, sound bool) {
	r := bytes.NewReader(datagram)
	for first := true; r.Len() > 0 || first; first = false {
		var header unix.NlMsghdr
		if binary.Read(r, binary.NativeEndian, &header) != nil || header.Len < 16 {
			return nil, false, false
		}
		payload := make([]byte, min(int64(header.Len)-16, int64(r.Len())+1))
		if _, err := io.ReadFull(r, payload); err != nil {
			return nil, false, false
		}
		r.Seek(int64(-header.Len&3), io.SeekCurrent)
		if header.Seq != testSeq || header.Pid != testPort || header.Flags&unix.NLM_F_DUMP_INTR != 0 {
			return nil, false, false
		}
		switch {
		case header.Type == unix.SOCK_DIAG_BY_FAMILY && len(payload) >= 72:
			payloads = append(payloads, payload)
		case header.Type == unix.NLMSG_DONE:
			return payloads, true, len(payload) >= 4 && bytes.Equal(payload[:4], make([]byte, 4))
		default:
			return nil, false, false
		}
	}
	return payloads, false, true
}

// plainMessage reads a struct inet_diag_msg.
func plainMessage(payload []byte) (m inetMessage, attributes *bytes.Reader) {
	r := bytes.NewReader(append(make([]byte, 16), payload...))
	if err := binary.Read(r, binary.NativeEndian, &m); err != nil {
		panic(err)
	}
	return m, r
}

func plainSocket(payload []byte) procnet.Socket {
	m, _ := plainMessage(payload)
	end := func(address [16]byte, port [2]byte) netip.AddrPort {
		length := map[bool]int{true: 16, false: 4}[m.Family == unix.AF_INET6]
		ip, _ := netip.AddrFromSlice(address[:length])
		return netip.AddrPortFrom(ip, uint16(port[0])<<8|uint16(port[1]))
	}
	row := procnet.Socket{
		Local: end(m.Src, m.Sport), Remote: end(m.Dst, m.Dport),
		State: int32(m.State), Timer: int32(m.Timer), Expires: uint64(m.Expires / 10),
		RxQueue: uint64(m.Rqueue), TxQueue: uint64(m.Wqueue), UID: m.UserID, Inode: uint64(m.InodeNo),
	}
	switch m.Timer {
	case 1, 3:
		row.Retransmits = uint64(m.Retrans)
	default:
		row.Timeout = int32(m.Retrans)
	}
	if m.State == 10 {
		row.TxQueue = 0
	}
	return row
}

func plainExtra(payload []byte) Extra {
	m, r := plainMessage(payload)
	extra := Extra{Cookie: uint64(m.Cookie[0]) + uint64(m.Cookie[1])<<32, Device: m.If}
	if m.State == 10 {
		extra.BacklogLimit = m.Wqueue
	}
	if m.State == 3 && m.InodeNo == 0 {
		extra.Device = 0
	}
	for {
		var header unix.NlAttr
		if binary.Read(r, binary.NativeEndian, &header) != nil || header.Len < 4 {
			break
		}
		value := make([]byte, header.Len-4)
		if _, err := io.ReadFull(r, value); err != nil {
			break
		}
		r.Seek(int64(-header.Len&3), io.SeekCurrent)
		v := bytes.NewReader(value)
		switch header.Type & 0x3fff {
		case 2:
			extra.Info = value
		case 4:
			extra.Congestion = bytes.SplitN(value, []byte{0}, 2)[0]
			extra.Congestion = extra.Congestion[:min(16, len(extra.Congestion))]
		case 10:
			_ = binary.Read(v, binary.NativeEndian, &extra.Protocol)
		case 11:
			if only, err := v.ReadByte(); err == nil {
				extra.HasV6Only, extra.V6Only = true, only != 0
			}
		case 15:
			if binary.Read(v, binary.NativeEndian, &extra.Mark) == nil {
				extra.HasMark = true
			}
		case 21:
			_ = binary.Read(v, binary.NativeEndian, &extra.CgroupID)
		}
	}
	if m.State == 10 {
		extra.Info = nil
	}
	return extra
}
