package cli

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"syscall"
	"unicode"
	"unicode/utf8"

	"golang.org/x/sys/unix"

	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/format/nettools"
	"github.com/gonetstat/gonetstat/internal/netdev"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

// interfaces lists the interfaces of -i.
func (r *run) interfaces() int {
	sockets, err := netdev.Open(r.socket, netdev.Families{
		IPX:       r.hasTable("ipx"),
		AppleTalk: r.hasTable("appletalk"),
	})
	if err != nil && !errors.Is(err, unix.EAFNOSUPPORT) {
		r.complain(err)
		return statusRefused
	}
	if err != nil {
		// The reference ends with the error of the last table it missed.
		fmt.Fprintf(r.errs, "No usable address families found.\nsocket: %s\n", errorText(unix.ENOENT))
		return statusRefused
	}
	defer sockets.Close()
	if r.objects == nil {
		r.interfaceHeading()
	}
	if err := r.listInterfaces(sockets); err != nil {
		fmt.Fprintf(r.errs, "missing interface information: %s\n", errorText(err))
		return statusRefused
	}
	return statusOK
}

func (r *run) interfaceHeading() {
	if !r.repeated {
		r.out.WriteString(nettools.InterfaceTitle)
	}
	if r.opts.Extend == 0 {
		r.out.WriteString(nettools.InterfaceHeading)
	}
}

// hasTable tells whether the kernel has a table, and so the family it is of.
func (r *run) hasTable(name string) bool {
	file, err := r.tables.Open(name)
	if err != nil {
		return false
	}
	file.Close()
	return true
}

// listInterfaces prints the interfaces that net/dev or the kernel's list of
// IPv4 addresses names. Its error is why the list ended early.
func (r *run) listInterfaces(sockets *netdev.Sockets) error {
	counters, tableError := r.deviceCounters()
	names, namesError := sockets.Names()
	if namesError != nil {
		fmt.Fprintf(r.errs, "SIOCGIFCONF: %s\n", errorText(namesError))
	}
	if tableError != nil && namesError != nil {
		return namesError
	}
	for name := range counters {
		names = append(names, name)
	}
	slices.SortFunc(names, netdev.Compare)
	inet, inet6 := r.inetAddresses(), r.inet6Addresses()
	for _, name := range slices.Compact(names) {
		in, err := sockets.Interface(name)
		if err != nil {
			r.complainOfInterface(name, err)
			return err
		}
		if in.Flags&unix.IFF_UP == 0 && !r.opts.All {
			continue
		}
		found := &format.Interface{Interface: in, Counters: counters[name], Inet6: inet6[name]}
		if r.objects != nil {
			r.printInterfaceObject(sockets, found, inet[name])
		} else {
			r.printInterface(sockets, found)
		}
	}
	return nil
}

// deviceCounters gives the rows of net/dev by name.
func (r *run) deviceCounters() (map[string]*procnet.Device, error) {
	devices, err := procnet.ReadDevices(r.tables)
	if err != nil {
		// Named as it is named in the namespace that is listed.
		fmt.Fprintf(r.errs, "Warning: cannot open /proc/net/dev (%s). Limited output.\n", errorText(err))
		return nil, err
	}
	counters := make(map[string]*procnet.Device, len(devices))
	for i := range devices {
		counters[devices[i].Name] = &devices[i]
	}
	return counters, nil
}

// inetAddresses gives the IPv4 addresses of each interface, for objects.
func (r *run) inetAddresses() map[string][]netdev.Inet {
	if r.objects == nil {
		return nil
	}
	// Without rtnetlink there are those that ioctls give.
	addresses, _ := netdev.InetAddresses(r.socket)
	return addresses
}

// inet6Addresses gives the rows of net/if_inet6 by interface, for the forms
// of the list that show them.
func (r *run) inet6Addresses() map[string][]procnet.Inet6Address {
	if r.opts.Extend == 0 && r.objects == nil {
		return nil
	}
	// Without the table there are no IPv6 addresses.
	addresses, _ := procnet.ReadInet6Addresses(r.tables)
	byName := make(map[string][]procnet.Inet6Address)
	for _, a := range addresses {
		byName[a.Interface] = append(byName[a.Interface], a)
	}
	return byName
}

func (r *run) printInterface(sockets *netdev.Sockets, in *format.Interface) {
	if r.opts.Extend == 0 {
		r.out.Write(nettools.AppendInterfaceRow(nil, in))
		return
	}
	sockets.Details(in.Interface)
	r.out.Write(nettools.AppendInterface(nil, in))
}

func (r *run) printInterfaceObject(sockets *netdev.Sockets, in *format.Interface, inet []netdev.Inet) {
	sockets.Details(in.Interface)
	if len(inet) == 0 && in.Inet != nil {
		inet = []netdev.Inet{*in.Inet}
	}
	in.Index, in.All = sockets.Index(in.Name), inet
	r.objects.print(r.objects.AppendInterface(r.objects.text, in))
}

func (r *run) complainOfInterface(name string, err error) {
	text := errorText(err)
	if errors.Is(err, unix.ENODEV) {
		text = "Device not found"
	}
	io.WriteString(r.errs, name+": error fetching interface information: "+text+"\n")
}

// errorText gives the C library's text of a system call's error, which differs
// from Go's in its first letter.
func errorText(err error) string {
	errno, ok := errors.AsType[syscall.Errno](err)
	if !ok {
		return err.Error()
	}
	text := errno.Error()
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}
