package procnet

import (
	"bytes"
	"io"
)

// DeviceLimit is how many bytes of an interface's name net-tools holds,
// IFNAMSIZ less the NUL that ends a string in C.
const DeviceLimit = 15

// deviceLineLimit is how many bytes of net/dev net-tools takes at a time; what
// follows in the same line is taken for a line of its own.
const deviceLineLimit = 511

// A Device is a row of net/dev: what an interface has received and sent since
// it was made. The columns are written by dev_seq_printf_stats() in
// net/core/net-procfs.c.
type Device struct {
	Name     string
	Receive  DeviceReceive
	Transmit DeviceTransmit
}

// DeviceReceive counts what came in.
type DeviceReceive struct {
	Bytes      uint64
	Packets    uint64
	Errors     uint64
	Dropped    uint64
	Overruns   uint64 // fifo
	Frame      uint64 // length, frame and checksum errors
	Compressed uint64
	Multicast  uint64
}

// DeviceTransmit counts what went out.
type DeviceTransmit struct {
	Bytes      uint64
	Packets    uint64
	Errors     uint64
	Dropped    uint64
	Overruns   uint64 // fifo
	Collisions uint64
	Carrier    uint64
	Compressed uint64
}

// columns gives the counters in the order of net/dev's columns. Kernels before
// 2.2 had no column of compressed packets, those before 2.0 no bytes either.
func (d *Device) columns(withBytes, withCompressed bool) []*uint64 {
	rx, tx := &d.Receive, &d.Transmit
	var list []*uint64
	if withBytes {
		list = append(list, &rx.Bytes)
	}
	list = append(list, &rx.Packets, &rx.Errors, &rx.Dropped, &rx.Overruns, &rx.Frame)
	if withCompressed {
		list = append(list, &rx.Compressed, &rx.Multicast)
	}
	if withBytes {
		list = append(list, &tx.Bytes)
	}
	list = append(list, &tx.Packets, &tx.Errors, &tx.Dropped, &tx.Overruns, &tx.Collisions, &tx.Carrier)
	if withCompressed {
		list = append(list, &tx.Compressed)
	}
	return list
}

// ReadDevices reads net/dev. The error is that of opening the table; one that
// cannot be read to its end has the rows before it. A counter that is missing
// from a row is 0. A second row of an interface replaces what it counts.
func ReadDevices(tables Tables) ([]Device, error) {
	content, err := readTable(tables, "dev")
	if err != nil {
		return nil, err
	}
	_, content = deviceLine(content)
	heading, content := deviceLine(content)
	withCompressed := bytes.Contains(heading, []byte("compressed"))
	withBytes := withCompressed || bytes.Contains(heading, []byte("bytes"))
	var devices []Device
	places := make(map[string]int)
	for len(content) > 0 {
		var line []byte
		line, content = deviceLine(content)
		name, rest := deviceName(line)
		place, known := places[string(name)]
		if !known {
			place = len(devices)
			places[string(name)] = place
			devices = append(devices, Device{Name: string(name)})
		}
		s := scan(rest)
		for _, counter := range devices[place].columns(withBytes, withCompressed) {
			if v := s.ulong(); !s.failed {
				*counter = v
			}
		}
	}
	return devices, nil
}

// readTable reads a table that is short enough to be held.
func readTable(tables Tables, name string) ([]byte, error) {
	file, err := tables.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	// A table that cannot be read is like one that ends there, as it is for
	// the reference.
	content, _ := io.ReadAll(file)
	return content, nil
}

// deviceLine takes the first line off the content of net/dev. A NUL ends the
// line early, as it ends a string in C.
func deviceLine(content []byte) (line, rest []byte) {
	end := min(len(content), deviceLineLimit)
	if newline := bytes.IndexByte(content[:end], '\n'); newline >= 0 {
		end = newline + 1
	}
	return beforeNUL(content[:end]), content[end:]
}

// deviceName takes the name of the interface off a row. It ends at a colon,
// at a blank, or when it is too long. A name may hold one colon itself, when
// only digits and another colon follow: that of an alias, which kernels before
// 2.2 listed here.
func deviceName(line []byte) (name, rest []byte) {
	line = bytes.TrimLeft(line, " \t\n\v\f\r")
	for i, c := range line[:min(len(line), DeviceLimit)] {
		if isBlank(c) {
			return line[:i], line[i:]
		}
		if c != ':' {
			continue
		}
		end := i + 1
		for end < len(line) && line[end] >= '0' && line[end] <= '9' {
			end++
		}
		switch {
		case end == len(line) || line[end] != ':':
			return line[:i], line[i+1:]
		case end > DeviceLimit:
			return line[:DeviceLimit], line[DeviceLimit:]
		}
		return line[:end], line[end+1:]
	}
	end := min(len(line), DeviceLimit)
	return line[:end], line[end:]
}
