package netdev

import (
	"net/netip"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"github.com/gonetstat/gonetstat/internal/testkit"
)

func open(t *testing.T) *Sockets {
	t.Helper()
	sockets, err := Open(unix.Socket, Families{IPX: true, AppleTalk: true})
	require.NoError(t, err)
	t.Cleanup(sockets.Close)
	return sockets
}

func TestTheLoopbackIsAsEveryKernelMakesIt(t *testing.T) {
	sockets := open(t)
	lo, err := sockets.Interface("lo")
	require.NoError(t, err)
	assert.NotZero(t, lo.Flags&unix.IFF_LOOPBACK)
	assert.Positive(t, lo.MTU)
	sockets.Details(lo)
	assert.Equal(t, uint16(unix.ARPHRD_LOOPBACK), lo.Hardware)
	assert.Zero(t, lo.Address)
	assert.Zero(t, lo.Map)
	if lo.Inet == nil {
		testkit.Lacking(t, "the loopback is down here")
	}
	assert.True(t, lo.Inet.Addr.IsLoopback())
	assert.Equal(t, netip.MustParseAddr("255.0.0.0"), lo.Inet.Mask)
	names, err := sockets.Names()
	require.NoError(t, err)
	assert.Contains(t, names, "lo")
}

func TestAnInterfaceThatIsNotThereIsENODEV(t *testing.T) {
	_, err := open(t).Interface("no-such-device")
	assert.ErrorIs(t, err, unix.ENODEV)
}

func TestANameTooLongForTheKernelIsRefused(t *testing.T) {
	_, err := open(t).Interface("sixteen-letters!")
	assert.ErrorIs(t, err, unix.EINVAL)
}

func TestOpenNeedsOnlyIPv4(t *testing.T) {
	only := func(wanted int) func(domain, typ, proto int) (int, error) {
		return func(domain, typ, proto int) (int, error) {
			if domain != wanted {
				return -1, unix.EAFNOSUPPORT
			}
			return unix.Socket(domain, typ, proto)
		}
	}
	sockets, err := Open(only(unix.AF_INET), Families{IPX: true, AppleTalk: true})
	require.NoError(t, err)
	sockets.Close()
	_, err = Open(only(unix.AF_UNIX), Families{})
	assert.ErrorIs(t, err, unix.EAFNOSUPPORT)
}
