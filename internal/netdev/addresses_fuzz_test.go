package netdev

import (
	"encoding/binary"
	"net/netip"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

// answering gives what makes a socket on which each request gets the same
// answer, of one message or more.
func answering(t *testing.T, messages ...[]byte) func(domain, typ, proto int) (int, error) {
	t.Helper()
	ends, err := unix.Socketpair(unix.AF_UNIX, unix.SOCK_SEQPACKET|unix.SOCK_CLOEXEC, 0)
	require.NoError(t, err)
	t.Cleanup(func() { unix.Close(ends[1]) })
	for range 10 {
		for _, m := range messages {
			_, err = unix.Write(ends[1], m)
			require.NoError(t, err)
		}
	}
	return func(int, int, int) (int, error) { return ends[0], nil }
}

// dumpEnd is the message behind the last one.
var dumpEnd = message(unix.NLMSG_DONE, unix.NLM_F_MULTI, make([]byte, 4))

// A plainMessage is a struct nlmsghdr or a struct rtattr, with what belongs to
// it.
type plainMessage struct {
	typ, flags uint16
	data       []byte
}

// takeMessages takes messages apart, whose headers are of a size and begin with
// a length of so many bytes. Each is filled up to a multiple of four bytes.
// Otherwise it fails as a whole.
func takeMessages(text []byte, header, length int) (messages []plainMessage, ok bool) {
	for len(text) >= header {
		var size int
		m := plainMessage{}
		if length == 4 {
			size = int(binary.NativeEndian.Uint32(text))
			m.typ, m.flags = binary.NativeEndian.Uint16(text[4:]), binary.NativeEndian.Uint16(text[6:])
		} else {
			size = int(binary.NativeEndian.Uint16(text))
			m.typ = binary.NativeEndian.Uint16(text[2:])
		}
		whole := (size + 3) / 4 * 4
		if size < header || whole > len(text) {
			return nil, false
		}
		m.data = text[header:size]
		messages = append(messages, m)
		text = text[whole:]
	}
	return messages, true
}

// plainAddresses reads one answer. It has an error in place of addresses, or
// ends the dump, or does not.
func plainAddresses(answer []byte, addresses map[string][]Inet) (ended, changed bool, err error) {
	messages, ok := takeMessages(answer, 16, 4)
	if !ok {
		return true, false, unix.EINVAL
	}
	for _, m := range messages {
		changed = changed || m.flags&unix.NLM_F_DUMP_INTR != 0
		switch m.typ {
		case unix.NLMSG_DONE:
			return true, changed, nil
		case unix.NLMSG_ERROR:
			if len(m.data) < 4 {
				return true, changed, unix.EPROTO
			}
			return true, changed, unix.Errno(-int32(binary.NativeEndian.Uint32(m.data)))
		case unix.RTM_NEWADDR:
			if len(m.data) < 8 || len(m.data)%4 != 0 || m.data[0] != unix.AF_INET {
				continue
			}
			attributes, ok := takeMessages(m.data[8:], 4, 2)
			if !ok {
				continue
			}
			var inet Inet
			if m.data[1] <= 32 {
				var b [4]byte
				binary.BigEndian.PutUint32(b[:], uint32(uint64(0xFFFFFFFF)<<(32-m.data[1])))
				inet.Mask = netip.AddrFrom4(b)
			}
			label := ""
			for _, a := range attributes {
				var addr netip.Addr
				switch len(a.data) {
				case 4:
					addr = netip.AddrFrom4([4]byte(a.data))
				case 16:
					addr = netip.AddrFrom16([16]byte(a.data))
				}
				switch a.typ {
				case unix.IFA_LABEL:
					label, _, _ = strings.Cut(string(a.data), "\x00")
				case unix.IFA_LOCAL:
					inet.Addr = addr
				case unix.IFA_ADDRESS:
					inet.Peer = addr
				case unix.IFA_BROADCAST:
					inet.Broadcast = addr
				}
			}
			if inet.Peer == inet.Addr {
				inet.Peer = netip.Addr{}
			}
			if label != "" && inet.Addr.Is4() {
				addresses[label] = append(addresses[label], inet)
			}
		}
	}
	return false, changed, nil
}

// FuzzAddressAnswer takes any bytes for the kernel's answer, with an end behind
// them unless they have one: it means what a plain reader finds, or is refused
// for the same reason.
func FuzzAddressAnswer(f *testing.F) {
	lo := message(unix.RTM_NEWADDR, unix.NLM_F_MULTI, append([]byte{unix.AF_INET, 8, 0x80, 254, 1, 0, 0, 0},
		attribute(unix.IFA_ADDRESS, "\x7f\x00\x00\x01", attribute(unix.IFA_LOCAL, "\x7f\x00\x00\x01",
			attribute(unix.IFA_LABEL, "lo\x00\x00", attribute(unix.IFA_FLAGS, "\x80\x00\x00\x00", nil))))...))
	f.Add(lo)
	f.Add(append(lo, message(unix.NLMSG_DONE, unix.NLM_F_DUMP_INTR, make([]byte, 4))...))
	six := append([]byte(nil), lo...)
	six[unix.SizeofNlMsghdr] = unix.AF_INET6
	f.Add(six)
	f.Add(message(unix.NLMSG_ERROR, 0, []byte{0xff, 0xff, 0xff, 0xff}))
	f.Add(message(unix.NLMSG_ERROR, 0, nil))
	f.Add([]byte("\x00"))
	f.Add(append(message(unix.RTM_NEWADDR, 0, []byte{unix.AF_INET, 8, 0, 0, 1, 0, 0, 0, 5, 0, 3, 0, 'e'}), 0, 0, 0))
	f.Fuzz(func(t *testing.T, answer []byte) {
		if len(answer) > 4096 {
			return // the kernel's are not much longer
		}
		want := map[string][]Inet{}
		ended, changed, wantErr := plainAddresses(answer, want)
		messages := [][]byte{answer, dumpEnd}
		switch {
		case ended:
			messages = messages[:1]
		case len(answer) == 0: // no message of the kernel's is
			messages = messages[1:]
		}
		if wantErr == nil && changed { // so it is asked again, in vain
			wantErr = unix.EAGAIN
		}
		addresses, err := InetAddresses(answering(t, messages...))
		if wantErr != nil {
			require.ErrorIs(t, err, wantErr)
			require.Nil(t, addresses)
			return
		}
		require.NoError(t, err)
		require.Equal(t, want, addresses)
		for label := range addresses {
			require.NotContains(t, label, "\x00")
		}
	})
}

// attributeOf makes a struct rtattr with a value of any length.
func attributeOf(typ uint16, value []byte) []byte {
	b := binary.NativeEndian.AppendUint16(nil, uint16(4+len(value)))
	b = binary.NativeEndian.AppendUint16(b, typ)
	b = append(b, value...)
	return append(b, make([]byte, -len(value)&3)...)
}

// FuzzAddressMessage sends an address as inet_fill_ifaddr in the kernel's
// net/ipv4/devinet.c does: reading gives the same one.
func FuzzAddressMessage(f *testing.F) {
	f.Add("lo", uint32(0x7F000001), uint32(0x7F000001), uint32(0), uint8(8))
	f.Add("e\x1b[31m:1", uint32(0x0A020001), uint32(0x0A020009), uint32(0x0A0200FF), uint8(32))
	f.Fuzz(func(t *testing.T, label string, local, peer, broadcast uint32, bits uint8) {
		label, _, _ = strings.Cut(label, "\x00")
		label = label[:min(len(label), unix.IFNAMSIZ-1)]
		if label == "" {
			label = "eth0"
		}
		bits %= 33
		bytes := func(v uint32) []byte { return binary.BigEndian.AppendUint32(nil, v) }
		addr := func(v uint32) netip.Addr { return netip.AddrFrom4([4]byte(bytes(v))) }
		data := []byte{unix.AF_INET, bits, 0, 0, 1, 0, 0, 0}
		data = append(data, attributeOf(unix.IFA_ADDRESS, bytes(peer))...)
		data = append(data, attributeOf(unix.IFA_LOCAL, bytes(local))...)
		prefix, err := addr(0xFFFFFFFF).Prefix(int(bits))
		require.NoError(t, err)
		want := Inet{Addr: addr(local), Mask: prefix.Addr()}
		if broadcast != 0 {
			data = append(data, attributeOf(unix.IFA_BROADCAST, bytes(broadcast))...)
			want.Broadcast = addr(broadcast)
		}
		if peer != local {
			want.Peer = addr(peer)
		}
		data = append(data, attributeOf(unix.IFA_LABEL, append([]byte(label), 0))...)
		data = append(data, attributeOf(unix.IFA_FLAGS, make([]byte, 4))...)
		data = append(data, attributeOf(unix.IFA_CACHEINFO, make([]byte, 16))...)
		addresses, err := InetAddresses(answering(t, message(unix.RTM_NEWADDR, unix.NLM_F_MULTI, data), dumpEnd))
		require.NoError(t, err)
		require.Equal(t, map[string][]Inet{label: {want}}, addresses)
	})
}

// FuzzCompare puts any three names in an order, which is the same whatever
// order they come in.
func FuzzCompare(f *testing.F) {
	f.Add("eth0", "eth0:1", "eth10")
	f.Add("a", "a4294967296", "a-1")
	f.Add("eth0:1", "eth0:01", "eth0:4294967297")
	f.Add("a99999999999999999999", ":", "eth0:-1")
	f.Fuzz(func(t *testing.T, a, b, c string) {
		require.Equal(t, a == b, Compare(a, b) == 0)
		require.Equal(t, Compare(a, b), -Compare(b, a))
		if Compare(a, b) <= 0 && Compare(b, c) <= 0 {
			require.LessOrEqual(t, Compare(a, c), 0)
		}
	})
}
