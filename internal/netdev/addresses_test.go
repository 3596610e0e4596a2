package netdev

import (
	"net/netip"
	"os/exec"
	"runtime"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

func TestInetAddressesAreThoseOfTheLoopback(t *testing.T) {
	sockets := open(t)
	lo, err := sockets.Interface("lo")
	require.NoError(t, err)
	sockets.Details(lo)
	if lo.Inet == nil {
		t.Skip("the loopback is down here")
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
	if noNamespace != nil {
		t.Skip(noNamespace)
	}
}

func TestInetAddressesNeedASocket(t *testing.T) {
	_, err := InetAddresses(func(int, int, int) (int, error) { return -1, unix.EAFNOSUPPORT })
	assert.ErrorIs(t, err, unix.EAFNOSUPPORT)
}
