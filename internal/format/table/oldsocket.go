package table

import (
	"fmt"

	"github.com/gonetstat/gonetstat/internal/procnet"
	"github.com/gonetstat/gonetstat/internal/states"
)

func ipxFields(o *Options) fields[*procnet.IPXSocket] {
	list := fields[*procnet.IPXSocket]{
		textField("Proto", func(*procnet.IPXSocket) string { return "ipx" }),
		numberField("Recv-Q", func(row *procnet.IPXSocket) uint64 { return row.ReceiveQueue }),
		numberField("Send-Q", func(row *procnet.IPXSocket) uint64 { return row.TransmitQueue }),
		textField("Local", func(row *procnet.IPXSocket) string { return ipxEnd(row.Local) }),
		textField("Peer", func(row *procnet.IPXSocket) string {
			if !row.Connected {
				return ""
			}
			return ipxEnd(row.Remote)
		}),
		stateField(func(row *procnet.IPXSocket) string { return states.IPX(row.State) }),
	}
	if o.extended() {
		list = append(list, field[*procnet.IPXSocket]{column{title: "User", short: shortenName()}, func(f *rows, dst []byte, row *procnet.IPXSocket) []byte {
			return f.AppendUser(dst, row.UID)
		}})
	}
	return list
}

// ipxEnd gives the text of an end as the kernel's ipx_seq_socket_show writes it:
// without a node if there is none.
func ipxEnd(end procnet.IPXEndpoint) string {
	if end.Node == [6]byte{} {
		return fmt.Sprintf("%08X:%04X", end.Network, end.Port)
	}
	return fmt.Sprintf("%08X:%X:%04X", end.Network, end.Node, end.Port)
}

// AppendIPX appends a row of net/ipx/socket.
func (f *rows) AppendIPX(dst []byte, row *procnet.IPXSocket) []byte {
	return f.ipx.appendRow(f, dst, row)
}

func ax25Fields() fields[*procnet.AX25Socket] {
	return fields[*procnet.AX25Socket]{
		textField("Dest", func(row *procnet.AX25Socket) string { return row.Destination }),
		textField("Source", func(row *procnet.AX25Socket) string { return row.Source }),
		textField("Device", func(row *procnet.AX25Socket) string { return row.Device }),
		stateField(func(row *procnet.AX25Socket) string { return states.AX25(row.State) }),
		numberField("Vr", func(row *procnet.AX25Socket) int32 { return row.ReceiveState }),
		numberField("Vs", func(row *procnet.AX25Socket) int32 { return row.SendState }),
		numberField("Send-Q", func(row *procnet.AX25Socket) int32 { return row.SendQueue }),
		numberField("Recv-Q", func(row *procnet.AX25Socket) int32 { return row.ReceiveQueue }),
	}
}

// AppendAX25 appends a row of net/ax25.
func (f *rows) AppendAX25(dst []byte, row *procnet.AX25Socket) []byte {
	return f.ax25.appendRow(f, dst, row)
}

func x25Fields() fields[*procnet.X25Socket] {
	return fields[*procnet.X25Socket]{
		textField("Dest", func(row *procnet.X25Socket) string { return row.Destination }),
		textField("Source", func(row *procnet.X25Socket) string { return row.Source }),
		textField("Device", func(row *procnet.X25Socket) string { return row.Device }),
		numberField("LCI", func(row *procnet.X25Socket) int32 { return row.Channel }),
		stateField(func(row *procnet.X25Socket) string { return states.X25(row.State) }),
		numberField("Vr", func(row *procnet.X25Socket) int32 { return row.ReceiveState }),
		numberField("Vs", func(row *procnet.X25Socket) int32 { return row.SendState }),
		numberField("Send-Q", func(row *procnet.X25Socket) int32 { return row.SendQueue }),
		numberField("Recv-Q", func(row *procnet.X25Socket) int32 { return row.ReceiveQueue }),
	}
}

// AppendX25 appends a row of net/x25.
func (f *rows) AppendX25(dst []byte, row *procnet.X25Socket) []byte {
	return f.x25.appendRow(f, dst, row)
}

func netromFields() fields[*procnet.NetROMSocket] {
	return fields[*procnet.NetROMSocket]{
		textField("User", func(row *procnet.NetROMSocket) string { return row.User }),
		textField("Dest", func(row *procnet.NetROMSocket) string { return row.Destination }),
		textField("Source", func(row *procnet.NetROMSocket) string { return row.Source }),
		textField("Device", func(row *procnet.NetROMSocket) string { return row.Device }),
		stateField(func(row *procnet.NetROMSocket) string { return states.NetROM(row.State) }),
		numberField("Vr", func(row *procnet.NetROMSocket) int32 { return row.ReceiveState }),
		numberField("Vs", func(row *procnet.NetROMSocket) int32 { return row.SendState }),
		numberField("Send-Q", func(row *procnet.NetROMSocket) int32 { return row.SendQueue }),
		numberField("Recv-Q", func(row *procnet.NetROMSocket) int32 { return row.ReceiveQueue }),
	}
}

// AppendNetROM appends a row of net/nr.
func (f *rows) AppendNetROM(dst []byte, row *procnet.NetROMSocket) []byte {
	return f.netrom.appendRow(f, dst, row)
}

func roseFields() fields[*procnet.RoseSocket] {
	return fields[*procnet.RoseSocket]{
		textField("Dest", func(row *procnet.RoseSocket) string { return row.DestinationAddress }),
		textField("Dest-Call", func(row *procnet.RoseSocket) string { return row.DestinationCallsign }),
		textField("Source", func(row *procnet.RoseSocket) string { return row.SourceAddress }),
		textField("Source-Call", func(row *procnet.RoseSocket) string { return row.SourceCallsign }),
		textField("Device", func(row *procnet.RoseSocket) string { return row.Device }),
		numberField("LCI", func(row *procnet.RoseSocket) int32 { return row.Channel }),
		numberField("Neighbour", func(row *procnet.RoseSocket) int32 { return row.Neighbour }),
		stateField(func(row *procnet.RoseSocket) string { return states.NetROM(row.State) }),
	}
}

// AppendRose appends a row of net/rose.
func (f *rows) AppendRose(dst []byte, row *procnet.RoseSocket) []byte {
	return f.rose.appendRow(f, dst, row)
}
