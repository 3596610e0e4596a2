package record

import (
	"strings"

	"golang.org/x/sys/unix"

	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/netdev"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

// AppendInterface appends an interface, or an alias such as eth0:1.
func (r *rows) AppendInterface(dst []byte, in *format.Interface) []byte {
	w := r.row(kindInterface)
	dst = r.begin(&w, dst)
	dst = w.text(dst, keyIface, in.Name)
	if in.Index != 0 {
		dst = w.signed(dst, keyIndex, int64(in.Index))
	} else {
		dst = w.null(dst, keyIndex)
	}
	dst = appendInterfaceFlags(&w, dst, in.Flags)
	dst = w.signed(dst, keyMTU, int64(in.MTU))
	if in.QueueLength != -1 {
		dst = w.signed(dst, keyTxQueueLen, int64(in.QueueLength))
	} else {
		dst = w.null(dst, keyTxQueueLen)
	}
	dst = appendHardware(&w, dst, in.Interface)
	dst = appendInet(&w, dst, in.All)
	dst = appendInet6(&w, dst, in.Inet6)
	dst = appendTraffic(&w, dst, in.Counters)
	dst = w.unsigned(dst, keyInterrupt, uint64(in.Map.Interrupt))
	dst = w.unsigned(dst, keyIOBase, uint64(in.Map.Base))
	dst = w.unsigned(dst, keyMemoryStart, in.Map.MemoryStart)
	dst = w.unsigned(dst, keyMemoryEnd, in.Map.MemoryEnd)
	return w.end(w.unsigned(dst, keyDMA, uint64(in.Map.DMA)))
}

func appendInterfaceFlags(w *writer, dst []byte, flags uint16) []byte {
	dst = w.boolean(dst, keyUp, flags&unix.IFF_UP != 0)
	dst = w.openList(dst, keyInterfaceFlags)
	for _, f := range format.InterfaceFlags {
		if flags&f.Bit != 0 {
			dst = w.wordValue(w.item(dst), f.Name)
		}
	}
	return w.unsigned(w.closeList(dst), keyInterfaceFlagBits, uint64(flags))
}

func appendHardware(w *writer, dst []byte, in *netdev.Interface) []byte {
	kind, known := format.HardwareOf(in.Hardware)
	if !known {
		kind.AppendAddress = format.AppendUnknownAddress
	}
	var address []byte
	if kind.AppendAddress != nil && (in.Address != [8]byte{} || in.Hardware == unix.ARPHRD_ETHER) {
		address = kind.AppendAddress(nil, &in.Address)
	}
	dst = w.word(dst, keyHardware, kind.Name)
	dst = w.unsigned(dst, keyHardwareType, uint64(in.Hardware))
	return w.bytes(dst, keyHardwareAddress, address)
}

func appendInet(w *writer, dst []byte, addresses []netdev.Inet) []byte {
	dst = w.openList(dst, keyInet)
	for _, a := range addresses {
		dst = w.memberAddress(w.openObject(dst), keyInetAddress, a.Addr)
		length, ok := format.PrefixLength(a.Mask)
		if ok || w.whole {
			dst = w.memberSigned(dst, keyPrefixLength, length, ok)
		}
		if w.whole {
			dst = w.memberAddress(dst, keyBroadcast, setAddr(a.Broadcast))
			dst = w.memberAddress(dst, keyPeer, setAddr(a.Peer))
		}
		dst = w.closeObject(dst)
	}
	return w.closeList(dst)
}

func appendInet6(w *writer, dst []byte, addresses []procnet.Inet6Address) []byte {
	dst = w.openList(dst, keyInet6)
	for _, a := range addresses {
		dst = w.memberAddress(w.openObject(dst), keyInetAddress, a.Addr)
		dst = w.memberSigned(dst, keyPrefixLength, int64(a.Prefix), true)
		if w.whole {
			dst = w.memberText(dst, keyScope, strings.Trim(string(format.AppendScopeNames(nil, a.Scope)), "<>"))
		}
		dst = w.closeObject(dst)
	}
	return w.closeList(dst)
}

func appendTraffic(w *writer, dst []byte, d *procnet.Device) []byte {
	if d == nil {
		return w.nulls(dst, keyRxBytes, keyRxPackets, keyRxErrors, keyRxDropped, keyRxOverruns, keyRxFrame, keyRxCompressed, keyRxMulticast,
			keyTxBytes, keyTxPackets, keyTxErrors, keyTxDropped, keyTxOverruns, keyTxCollisions, keyTxCarrier, keyTxCompressed)
	}
	rx, tx := &d.Receive, &d.Transmit
	dst = w.unsigned(dst, keyRxBytes, rx.Bytes)
	dst = w.unsigned(dst, keyRxPackets, rx.Packets)
	dst = w.unsigned(dst, keyRxErrors, rx.Errors)
	dst = w.unsigned(dst, keyRxDropped, rx.Dropped)
	dst = w.unsigned(dst, keyRxOverruns, rx.Overruns)
	dst = w.unsigned(dst, keyRxFrame, rx.Frame)
	dst = w.unsigned(dst, keyRxCompressed, rx.Compressed)
	dst = w.unsigned(dst, keyRxMulticast, rx.Multicast)
	dst = w.unsigned(dst, keyTxBytes, tx.Bytes)
	dst = w.unsigned(dst, keyTxPackets, tx.Packets)
	dst = w.unsigned(dst, keyTxErrors, tx.Errors)
	dst = w.unsigned(dst, keyTxDropped, tx.Dropped)
	dst = w.unsigned(dst, keyTxOverruns, tx.Overruns)
	dst = w.unsigned(dst, keyTxCollisions, tx.Collisions)
	dst = w.unsigned(dst, keyTxCarrier, tx.Carrier)
	return w.unsigned(dst, keyTxCompressed, tx.Compressed)
}
