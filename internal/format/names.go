package format

import (
	"context"
	"net/netip"
	"strconv"

	"github.com/gonetstat/gonetstat/internal/names"
)

// Names turns numbers into the names that options ask for.
type Names struct {
	NumericHosts, NumericPorts, NumericUsers bool
	// NumericSCTP is for hosts of sctp, of which net-tools shows the number as
	// soon as anything is asked for as one, and with -N.
	NumericSCTP bool
	// Ahead says that the text is thrown away: names of hosts are looked up
	// without waiting for them.
	Ahead bool
	Cache *names.Cache
}

// AppendHost appends the name or the number of the host of a socket.
func (n *Names) AppendHost(dst []byte, addr netip.Addr) []byte {
	if n.NumericHosts {
		return AppendAddr(dst, addr.Unmap())
	}
	if addr.IsUnspecified() {
		if addr.Is4() {
			return append(dst, "0.0.0.0"...)
		}
		return append(dst, "[::]"...)
	}
	if n.Ahead {
		n.Cache.Prefetch(context.Background(), addr)
	} else if name, ok := n.Cache.Endpoint(context.Background(), addr); ok {
		return append(dst, name...)
	}
	return AppendAddr(dst, addr.Unmap())
}

// AppendSCTPHost appends the name or the number of a host of sctp.
func (n *Names) AppendSCTPHost(dst []byte, addr netip.Addr) []byte {
	if n.NumericSCTP {
		return AppendAddr(dst, addr.Unmap())
	}
	return n.AppendHost(dst, addr)
}

// AppendPort appends a port's name or number. With "raw" for proto it is that of
// an IP protocol.
func (n *Names) AppendPort(dst []byte, port uint16, proto string) []byte {
	if port != 0 && !n.NumericPorts {
		var name string
		var ok bool
		if proto == "raw" {
			name, ok = n.Cache.Protocol(int(port))
		} else {
			name, ok = n.Cache.Service(port, proto)
		}
		if ok {
			return append(dst, name...)
		}
	}
	return AppendPortNumber(dst, port)
}

// AppendPortNumber appends a port as a number, a star for none.
func AppendPortNumber(dst []byte, port uint16) []byte {
	if port == 0 {
		return append(dst, '*')
	}
	return strconv.AppendUint(dst, uint64(port), 10)
}

// AppendUser appends a user's name or, as the signed number that net-tools takes
// it for, the number.
func (n *Names) AppendUser(dst []byte, uid uint32) []byte {
	if !n.NumericUsers {
		if name, ok := n.Cache.User(uid); ok {
			return append(dst, name...)
		}
	}
	return strconv.AppendInt(dst, int64(int32(uid)), 10)
}
