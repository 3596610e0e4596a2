package record

import "github.com/gonetstat/gonetstat/internal/procnet"

// AppendGroup appends a multicast group that an interface has joined as an
// object. In a list that has sockets too, the key group tells it from them:
//
//	netns            see Objects
//	family           inet or inet6
//	iface            name of the interface
//	refcount         how often the group was joined
//	group            the group's address
func (o *Objects) AppendGroup(dst []byte, row *procnet.Group) []byte {
	family := "inet"
	if row.Addr.Is6() {
		family = "inet6"
	}
	dst = o.begin(dst)
	dst = appendKeyText(dst, "family", family)
	dst = appendKeyText(dst, "iface", row.Interface)
	dst = appendKeyInt(dst, "refcount", int64(row.Users))
	dst = appendKeyAddr(dst, "group", row.Addr)
	return o.end(dst)
}
