package nettools

import "github.com/gonetstat/gonetstat/internal/format"

// heading gives what stands above a section.
func (f *form) heading(s format.Section, in format.Space) string {
	rows := f.rows(in)
	switch s {
	case format.Internet:
		return "Active Internet connections " + f.which() + string(rows.AppendHeading(nil))
	case format.Unix:
		return "Active UNIX domain sockets " + f.which() + string(rows.AppendUnixHeading(nil))
	case format.IPX:
		return string(rows.AppendIPXHeading(nil))
	case format.InetRoutes:
		return "Kernel IP routing table\n" + string(rows.AppendRouteHeading(nil))
	case format.Neighbours:
		return "Kernel IPv6 Neighbour Cache\n" + string(rows.AppendNeighbourHeading(nil))
	case format.Interfaces:
		return f.interfaceHeading()
	case format.Summary:
		return string(rows.AppendCountHeading(nil))
	case format.Masquerades:
		return string(rows.AppendMasqueradeHeading(nil))
	}
	return headings[s]
}

// which tells which sockets are listed.
func (f *form) which() string {
	switch {
	case f.options.All:
		return "(servers and established)\n"
	case f.options.Listening:
		return "(only servers)\n"
	}
	return "(w/o servers)\n"
}

// interfaceHeading gives what stands above interfaces, of which the title comes
// once under -c.
func (f *form) interfaceHeading() string {
	title, columns := interfaceTitle, interfaceColumns
	if f.repeated {
		title = ""
	}
	if f.options.Extend > 0 {
		columns = ""
	}
	return title + columns
}

const (
	interfaceTitle   = "Kernel Interface table\n"
	interfaceColumns = "Iface             MTU    RX-OK RX-ERR RX-DRP RX-OVR    TX-OK TX-ERR TX-DRP TX-OVR Flg\n"
	route6Columns    = "Destination                    Next Hop                   Flag Met Ref  Use If\n"
)

// headings are what stands above sections of which it is always the same.
var headings = [...]string{
	format.Groups: "IPv6/IPv4 Group Memberships\n" +
		"Interface       RefCnt Group\n" +
		"--------------- ------ ---------------------\n",
	format.AX25: "Active AX.25 sockets\n" +
		"Dest       Source     Device  State        Vr/Vs    Send-Q  Recv-Q\n",
	format.X25: "Active X.25 sockets\n" +
		"Dest         Source          Device  LCI  State        Vr/Vs  Send-Q  Recv-Q\n",
	format.NetROM: "Active NET/ROM sockets\n" +
		"User       Dest       Source     Device  State        Vr/Vs    Send-Q  Recv-Q\n",
	format.Rose: "Active ROSE sockets\n" +
		"dest_addr   dest_call  src_addr    src_call  dev   lci neigh   state\n",
	format.Inet6Routes:     "Kernel IPv6 routing table\n" + route6Columns,
	format.InetRouteCache:  "Kernel IP routing cache\n",
	format.Inet6RouteCache: "Kernel IPv6 routing cache\n" + route6Columns,
	format.AX25Routes: "Kernel AX.25 routing table\n" +
		"Destination  Iface    Use\n",
	format.NetROMRoutes: "Kernel NET/ROM routing table\n" +
		"Destination  Mnemonic  Quality  Neighbour  Iface\n",
	format.RoseRoutes: "Kernel ROSE routing table\n" +
		"Destination  neigh1 callsign  device  neigh2 callsign  device  neigh3 callsign  device\n",
	format.X25Routes: "Kernel X.25 routing table\n" +
		"Destination          Iface\n",
	format.IPXRoutes: "Kernel IPX routing table\n" +
		"Destination               Router Net                Router Node\n",
	format.AppleTalkRoutes: "Destination     Gateway         Device          Flags\n",
	format.Masquerades:     "",
}
