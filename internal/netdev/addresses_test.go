package netdev

import (
	"encoding/binary"
	"net/netip"
	"os/exec"
	"runtime"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"github.com/gonetstat/gonetstat/internal/testkit"
)

func TestInetAddressesAreThoseOfTheLoopback(t *testing.T) {
	sockets := open(t)
	lo, err := sockets.Interface("lo")
	require.NoError(t, err)
	sockets.Details(lo)
	if lo.Inet == nil {
		testkit.Lacking(t, "the loopback is down here")
	}
	addresses, err := InetAddresses(unix.Socket)
	require.NoError(t, err)
	require.NotEmpty(t, addresses["lo"])
	assert.Equal(t, lo.Inet.Addr, addresses["lo"][0].Addr)
	assert.Equal(t, lo.Inet.Mask, addresses["lo"][0].Mask)
	assert.Equal(t, int32(1), sockets.Index("lo"))
	assert.Zero(t, sockets.Index("no-such-device"))
}

func TestInetAddressesAreAllOfAnInterfaceAndOfItsAliases(t *testing.T) {
	testkit.NeedNamespaces(t)
	// The thread, and the namespace with it, ends with the goroutine.
	done := make(chan struct{})
	var noNamespace error
	go func() {
		defer close(done)
		runtime.LockOSThread()
		if noNamespace = unix.Unshare(unix.CLONE_NEWNET); noNamespace != nil {
			return
		}
		for _, command := range []string{
			"ip address add 10.1.0.1/24 broadcast 10.1.0.255 dev lo",
			"ip address add 10.1.0.2/24 dev lo",
			"ip address add 10.2.0.1 peer 10.2.0.9/32 dev lo",
			"ip address add 10.3.0.1/8 label lo:a dev lo",
		} {
			if text, err := exec.Command("/bin/sh", "-c", command).CombinedOutput(); !assert.NoError(t, err, "%s", text) {
				return
			}
		}
		addresses, err := InetAddresses(unix.Socket)
		assert.NoError(t, err)
		addr := netip.MustParseAddr
		assert.Equal(t, map[string][]Inet{
			"lo": {
				{Addr: addr("10.1.0.1"), Mask: addr("255.255.255.0"), Broadcast: addr("10.1.0.255")},
				{Addr: addr("10.2.0.1"), Mask: addr("255.255.255.255"), Peer: addr("10.2.0.9")},
				{Addr: addr("10.1.0.2"), Mask: addr("255.255.255.0")},
			},
			"lo:a": {{Addr: addr("10.3.0.1"), Mask: addr("255.0.0.0")}},
		}, addresses)
	}()
	<-done
	require.NoError(t, noNamespace)
}

func TestInetAddressesNeedASocket(t *testing.T) {
	_, err := InetAddresses(func(int, int, int) (int, error) { return -1, unix.EAFNOSUPPORT })
	assert.ErrorIs(t, err, unix.EAFNOSUPPORT)
}

// fakeKernel answers each request on a socket with one dump, whose last message
// has these flags in turn, and gives what makes that socket.
func fakeKernel(t *testing.T, flags ...uint16) func(domain, typ, proto int) (int, error) {
	t.Helper()
	ends, err := unix.Socketpair(unix.AF_UNIX, unix.SOCK_SEQPACKET|unix.SOCK_CLOEXEC, 0)
	require.NoError(t, err)
	go func() {
		defer unix.Close(ends[1])
		for i, flag := range flags {
			request := make([]byte, 4096)
			if _, err := unix.Read(ends[1], request); err != nil {
				return
			}
			address := message(unix.RTM_NEWADDR, 0, append([]byte{unix.AF_INET, 8, 0, 0, 1, 0, 0, 0},
				attribute(unix.IFA_LABEL, "lo\x00\x00", attribute(unix.IFA_LOCAL, string([]byte{127, 0, 0, byte(i)}), nil))...))
			if _, err := unix.Write(ends[1], append(address, message(unix.NLMSG_DONE, flag, make([]byte, 4))...)); err != nil {
				return
			}
		}
	}()
	return func(int, int, int) (int, error) { return ends[0], nil }
}

func message(typ, flags uint16, data []byte) []byte {
	b := binary.NativeEndian.AppendUint32(nil, uint32(unix.SizeofNlMsghdr+len(data)))
	b = binary.NativeEndian.AppendUint16(b, typ)
	b = binary.NativeEndian.AppendUint16(b, flags)
	return append(append(b, make([]byte, 8)...), data...)
}

// attribute makes a struct rtattr with a value of four bytes, and others behind it.
func attribute(typ uint16, value string, others []byte) []byte {
	b := binary.NativeEndian.AppendUint16(nil, 8)
	b = binary.NativeEndian.AppendUint16(b, typ)
	return append(append(b, value...), others...)
}

func TestInetAddressesAreAskedForAgainWhenTheyChange(t *testing.T) {
	addresses, err := InetAddresses(fakeKernel(t, unix.NLM_F_DUMP_INTR, unix.NLM_F_DUMP_INTR, 0))
	require.NoError(t, err)
	require.Len(t, addresses["lo"], 1)
	assert.Equal(t, netip.MustParseAddr("127.0.0.2"), addresses["lo"][0].Addr)

	always := make([]uint16, 20)
	for i := range always {
		always[i] = unix.NLM_F_DUMP_INTR
	}
	_, err = InetAddresses(fakeKernel(t, always...))
	assert.ErrorIs(t, err, unix.EAGAIN)
}
