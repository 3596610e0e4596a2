package differential

import (
	"encoding/binary"
	"fmt"
	"math/rand"
	"net/netip"
	"testing"

	"golang.org/x/sys/unix"
)

// TestFakedInterfaces compares lists of interfaces of every kind there is a
// number for, on a kernel that says so.
func TestFakedInterfaces(t *testing.T) {
	requireFakeKernel(t)
	eachSeed(t, 300, func(t *testing.T, r *rand.Rand) {
		tr, k, args := makeFaked(r)
		compareFaked(t, tr, k, args...)
	})
}

// TestFakedHardware compares the long form of each type of hardware.
func TestFakedHardware(t *testing.T) {
	requireFakeKernel(t)
	k := &kernel{Families: map[int]bool{unix.AF_INET: true}, Devices: map[string]*device{}}
	r := rand.New(rand.NewSource(1))
	for kind := range 1100 {
		d := makeDevice(r)
		d.Hardware, d.Errors = uint16(kind), nil
		name := fmt.Sprintf("type%d", kind)
		k.Devices[name] = d
		k.Listed = append(k.Listed, name)
	}
	compareFaked(t, tree{"net/dev": devHeadings[0]}, k, "-iea")
}

// fakeNames order and garble well.
var fakeNames = []string{"eth0", "eth1", "eth2", "eth10", "eth010", "eth0:1", "eth0:10", "eth0:2", "eth1:0", "eth0:a", "eth:1", "lo", "lo:0",
	"sl0", "sl1", "cslip3", "wlan0", "en-1", "en-10", "en0p1", "en0p10", "a4294967295", "a4294967296", "a", "0123456789abcd", "0123456789abcde",
	"10", "9", "x\x01", "e:1:2", ":"}

func makeFaked(r *rand.Rand) (tree, *kernel, []string) {
	k := &kernel{
		Families: map[int]bool{unix.AF_INET: true, unix.AF_INET6: r.Intn(10) > 0, unix.AF_IPX: r.Intn(2) > 0, unix.AF_APPLETALK: r.Intn(2) > 0},
		Devices:  map[string]*device{},
	}
	if r.Intn(40) == 0 {
		k.Families = nil
	}
	if r.Intn(20) == 0 {
		k.ListErr = []unix.Errno{unix.EPERM, unix.EINVAL, unix.ENODEV}[r.Intn(3)]
	}
	var names []string
	for range 1 + r.Intn(6) {
		name := fakeNames[r.Intn(len(fakeNames))]
		names = append(names, name)
		k.Devices[name] = makeDevice(r)
		if r.Intn(3) > 0 {
			k.Listed = append(k.Listed, name)
		}
	}
	if r.Intn(10) == 0 {
		for i := range 25 + r.Intn(60) {
			name := fmt.Sprintf("veth%d", i)
			k.Devices[name] = makeDevice(r)
			k.Listed = append(k.Listed, name)
		}
	}
	if r.Intn(10) == 0 {
		names = append(names, "absent")
	}
	// Without the directory the reference takes every family for present.
	tr := tree{"net/": ""}
	if r.Intn(12) > 0 {
		tr["net/dev"] = devTable(r, names)
	}
	if r.Intn(8) > 0 {
		tr["net/if_inet6"] = inet6Table(r, names)
	}
	for _, name := range someOf(r, 0.3, "ipx", "appletalk") {
		tr["net/"+name] = ""
	}
	return tr, k, interfaceFlags(r)
}

// makeDevice makes an interface of a type that net-tools knows, as a rule. Of an
// Ash address the reference prints memory that it has not written.
func makeDevice(r *rand.Rand) *device {
	kinds := []uint16{unix.ARPHRD_NETROM, unix.ARPHRD_ETHER, unix.ARPHRD_AX25, unix.ARPHRD_ARCNET, unix.ARPHRD_DLCI, unix.ARPHRD_EUI64,
		unix.ARPHRD_SLIP, unix.ARPHRD_CSLIP, unix.ARPHRD_SLIP6, unix.ARPHRD_CSLIP6, unix.ARPHRD_ADAPT, unix.ARPHRD_ROSE, unix.ARPHRD_X25,
		unix.ARPHRD_PPP, unix.ARPHRD_CISCO, unix.ARPHRD_LAPB, unix.ARPHRD_TUNNEL, unix.ARPHRD_FRAD, unix.ARPHRD_LOOPBACK, unix.ARPHRD_FDDI,
		unix.ARPHRD_SIT, unix.ARPHRD_HIPPI, unix.ARPHRD_ECONET, unix.ARPHRD_IRDA, unix.ARPHRD_INFINIBAND, unix.ARPHRD_NONE, unix.ARPHRD_VOID}
	d := &device{
		Flags:    uint16(r.Uint32()) | uint16(r.Intn(3)&1),
		MTU:      []int32{1500, 65536, 0, -1, 68, 2147483647, 9000}[r.Intn(7)],
		Queue:    []int32{1000, 0, -1, -2, 500}[r.Intn(5)],
		Hardware: kinds[r.Intn(len(kinds))],
		Other:    map[int][14]byte{},
		Errors:   map[uint64]unix.Errno{},
	}
	if r.Intn(6) == 0 {
		d.Flags = []uint16{0, 1, 1 << r.Intn(16), 0x1043, 0x6000}[r.Intn(5)]
	}
	// Bytes that are 0, blanks and the like are what addresses are cut by.
	for i := range d.Address {
		d.Address[i] = byte(r.Intn(256))
		if r.Intn(3) == 0 {
			d.Address[i] = []byte{0, 0x40, 0x01, 0xff}[r.Intn(4)]
		}
	}
	if r.Intn(6) == 0 {
		d.Address = [14]byte{}
	}
	d.Map = makeMap(r)
	d.Outfill, d.Keepalive = r.Uint64()>>r.Intn(64)*uint64(r.Intn(2)), r.Uint64()>>r.Intn(64)*uint64(r.Intn(2))
	for _, a := range []*netip.Addr{&d.Inet, &d.Mask, &d.Broadcast, &d.Peer} {
		if r.Intn(4) > 0 {
			*a = netip.AddrFrom4([4]byte{byte(r.Intn(256)), byte(r.Intn(256)), 0, byte(r.Intn(256))})
		}
	}
	for _, key := range []int{unix.AF_APPLETALK, -1, -2, -3, -4} {
		if r.Intn(2) == 0 {
			var a [14]byte
			r.Read(a[r.Intn(14):])
			d.Other[key] = a
		}
	}
	for range r.Intn(3) / 2 {
		requests := []uint64{unix.SIOCGIFFLAGS, unix.SIOCGIFMTU, unix.SIOCGIFMAP, unix.SIOCGIFTXQLEN, unix.SIOCGIFADDR, unix.SIOCGIFDSTADDR, getOutfill}
		d.Errors[requests[r.Intn(len(requests))]] = []unix.Errno{unix.EPERM, unix.EINVAL, unix.ENODEV, unix.EOPNOTSUPP}[r.Intn(4)]
	}
	return d
}

// makeMap makes a struct ifmap.
func makeMap(r *rand.Rand) (m [24]byte) {
	order := binary.NativeEndian
	if r.Intn(2) == 0 {
		return m
	}
	if r.Intn(2) == 0 {
		order.PutUint64(m[0:], r.Uint64()>>r.Intn(64))
		order.PutUint64(m[8:], r.Uint64()>>r.Intn(64))
	}
	order.PutUint16(m[16:], uint16(r.Intn(0x400))*uint16(r.Intn(2)))
	m[18], m[19] = byte(r.Intn(256)*r.Intn(2)), byte(r.Intn(256)*r.Intn(2))
	// The reference reads outside its table of connectors from 8 on.
	m[20] = byte(r.Intn(8))
	return m
}
