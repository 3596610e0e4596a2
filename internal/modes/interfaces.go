package modes

import (
	"errors"
	"fmt"
	"io"

	"golang.org/x/sys/unix"

	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/netdev"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

// interfaces lists the interfaces of -i.
type interfaces struct {
	down bool // those too that are not up
	form format.Form
}

func (m *interfaces) list(s space, errs io.Writer) int {
	sockets, err := netdev.Open(s.socket, netdev.Families{
		IPX:       hasTable(s.tables, "ipx"),
		AppleTalk: hasTable(s.tables, "appletalk"),
	})
	if err != nil && !errors.Is(err, unix.EAFNOSUPPORT) {
		fmt.Fprintf(errs, "gonetstat: %v\n", err)
		return statusRefused
	}
	if err != nil {
		// The reference ends with the error of the last table it missed.
		fmt.Fprintf(errs, "No usable address families found.\nsocket: %s\n", errorText(unix.ENOENT))
		return statusRefused
	}
	defer sockets.Close()
	m.form.Begin(format.Interfaces, s.in)
	if err := m.print(s, sockets, errs); err != nil {
		fmt.Fprintf(errs, "missing interface information: %s\n", errorText(err))
		return statusRefused
	}
	return statusOK
}

// hasTable tells whether the kernel has a table, and so the family it is of.
func hasTable(tables procnet.Tables, name string) bool {
	file, err := tables.Open(name)
	if err != nil {
		return false
	}
	file.Close()
	return true
}

// print prints the interfaces that net/dev or the kernel's list of IPv4
// addresses names. Its error is why the list ended early.
func (m *interfaces) print(s space, sockets *netdev.Sockets, errs io.Writer) error {
	counters, tableError := deviceCounters(s.tables, errs)
	names, namesError := sockets.Names()
	if namesError != nil {
		fmt.Fprintf(errs, "SIOCGIFCONF: %s\n", errorText(namesError))
	}
	if tableError != nil && namesError != nil {
		return namesError
	}
	for name := range counters {
		names = append(names, name)
	}
	needs := m.form.Needs()
	details := detailsOf(s, needs)
	rows := m.form.Rows(s.in)
	for _, name := range netdev.InOrder(names) {
		in, err := sockets.Interface(name)
		if err != nil {
			complainOfInterface(errs, name, err)
			return err
		}
		if in.Flags&unix.IFF_UP == 0 && !m.down {
			continue
		}
		found := &format.Interface{Interface: in, Counters: counters[name]}
		if needs.Interface || needs.Whole {
			sockets.Details(in)
			details.add(found)
		}
		if needs.Whole {
			found.Index = sockets.Index(name)
		}
		m.form.Print(rows.AppendInterface(nil, found))
	}
	return nil
}

// deviceCounters gives the rows of net/dev by name.
func deviceCounters(tables procnet.Tables, errs io.Writer) (map[string]*procnet.Device, error) {
	devices, err := procnet.ReadDevices(tables)
	if err != nil {
		// Named as it is named in the namespace that is listed.
		fmt.Fprintf(errs, "Warning: cannot open /proc/net/dev (%s). Limited output.\n", errorText(err))
		return nil, err
	}
	counters := make(map[string]*procnet.Device, len(devices))
	for i := range devices {
		counters[devices[i].Name] = &devices[i]
	}
	return counters, nil
}

func complainOfInterface(errs io.Writer, name string, err error) {
	text := errorText(err)
	if errors.Is(err, unix.ENODEV) {
		text = "Device not found"
	}
	io.WriteString(errs, name+": error fetching interface information: "+text+"\n")
}
