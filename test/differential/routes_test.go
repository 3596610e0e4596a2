package differential

import (
	"fmt"
	"math/rand"
	"strings"
)

func init() {
	register(generator{"routes", 250, makeRoutes})
	register(generator{"route-names", 100, makeRouteNames})
	register(generator{"radio-routes", 120, makeRadioRoutes})
}

const (
	routeHeading      = "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT"
	routeCacheHeading = "Iface\tDestination\tGateway \tFlags\t\tRefCnt\tUse\tMetric\tSource\t\tMTU\tWindow\tIRTT\tTOS\tHHRef\tHHUptod\tSpecDst"
)

// makeRoutes makes trees of internet routes, printed with numbers.
func makeRoutes(r *rand.Rand) (tree, []string) {
	tr := tree{"net/": ""}
	for name, table := range map[string]func(*rand.Rand) string{"route": routeTable, "rt_cache": routeCacheTable, "ipv6_route": route6Table} {
		if r.Intn(12) > 0 {
			tr["net/"+name] = table(r)
		}
	}
	if r.Intn(10) == 0 {
		tr["net/ndisc"] = neighbourTable(r)
	}
	args := append([]string{"-r"}, someOf(r, 0.4, "-e", "-e", "-eee")...)
	args = append(args, numericOptions(r, tr)...)
	args = append(args, someOf(r, 0.3, "-F", "-C", "-4", "-6", "-Ainet,inet6", "--inet6")...)
	return tr, append(args, someOf(r, 0.1, "-v", "-W", "-a", "-e", "-Addp", "-Aunix", "-t", "-AFOO")...)
}

// interfaceName gives a name that the kernel allows, and sometimes one that
// it does not.
func interfaceName(r *rand.Rand) string {
	return pick(r, "eth0", "lo", "wlp0s20f3", "veth0123456789a", "a", "*", "-", "eth0:1", "if%s", "br-\xc3\xa9\xff", "0x1", "12", pick(r, "too-long-for-the-kernel", "\x1b[31m"))
}

func number(r *rand.Rand) string {
	return pick(r, "0", "0", "0", "1", "100", "1500", "65535", fmt.Sprint(r.Uint32()), fmt.Sprint(-r.Int31()), "99999999999999999999")
}

// address gives an IPv4 address as the kernel prints it.
func address(r *rand.Rand) string {
	return pick(r, "00000000", "0100007F", "FFFFFFFF", fmt.Sprintf("%08X", r.Uint32()), fmt.Sprintf("%08X", r.Uint32()&0xffff))
}

// routeFlags gives flags of a route, most often of one that is up.
func routeFlags(r *rand.Rand) uint32 {
	flags := pick(r, 1, 3, 5, 7, 0x201, 0x205, r.Uint32(), r.Uint32()&0xffff, 0)
	return flags | uint32(pick(r, 0, 1))
}

func routeTable(r *rand.Rand) string {
	text := heading(r, routeHeading)
	for i := range r.Intn(12) {
		row := strings.Join([]string{interfaceName(r), address(r), address(r), fmt.Sprintf("%04X", routeFlags(r)), number(r),
			number(r), number(r), pick(r, address(r), "00FFFFFF", "FFFFFFFF"), number(r), number(r), number(r)}, "\t")
		if i == 0 { // an odd row has what earlier rows left
			row = "eth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0"
		} else {
			row = oddRoute(r, shift(r, resize(r, row, "wxxxdddxddd")))
		}
		text += row + pick(r, "", "   ") + "\n"
	}
	return lastLine(r, text)
}

func routeCacheTable(r *rand.Rand) string {
	// Without the last columns the reference would print memory that it has
	// not set.
	text := routeCacheHeading + "\n"
	if r.Intn(10) == 0 {
		text = strings.Replace(text, pick(r, "Iface", "Destination", "Gateway", "Flags", "Metric"), "Xx", 1)
	}
	for range r.Intn(6) {
		row := strings.Join([]string{pick(r, "eth0", "lo", "wlp0s20f3"), address(r), address(r), fmt.Sprintf("%X", routeFlags(r)), number(r),
			number(r), number(r), address(r), number(r), number(r), number(r), number(r), number(r), number(r), address(r)}, "\t")
		text += resize(r, row, "-xxxdddxdddxddx") + "\n"
		if r.Intn(5) == 0 {
			text += pick(r, "", "garbage", row[:r.Intn(len(row))], row+" more") + "\n"
		}
	}
	return lastLine(r, text)
}

// heading gives a heading, or now and then one of another kernel.
func heading(r *rand.Rand, heading string) string {
	columns := strings.Fields(heading)
	switch r.Intn(25) {
	case 0:
		return pick(r, "", "\n", heading)
	case 1:
		i := r.Intn(len(columns))
		columns[i] = pick(r, "", "Xx", strings.ToLower(columns[i]), columns[i]+"x")
		return strings.Join(columns, pick(r, " ", "\t\t")) + "\n"
	case 2:
		return strings.Repeat(" ", r.Intn(600)) + heading + "\n"
	}
	return heading + pick(r, "", strings.Repeat(" ", 55)) + "\n"
}

// oddRoute garbles a row of net/route now and then, short of what makes the
// reference read memory that it has not set.
func oddRoute(r *rand.Rand, row string) string {
	if r.Intn(12) > 0 {
		return row
	}
	switch r.Intn(7) {
	case 0:
		return row[:r.Intn(40)]
	case 1:
		return pick(r, "", "garbage", "more words than there are columns in this table of routes, or not")
	case 2:
		return row + "\r"
	case 3:
		return strings.Replace(row, "\t", "\t\x00", 1)
	case 4:
		return strings.Repeat(" ", r.Intn(2000)) + row
	case 5:
		return row[:strings.LastIndexByte(row, '\t')]
	}
	return row + strings.Repeat(" 7", r.Intn(1000))
}

func lastLine(r *rand.Rand, text string) string {
	if r.Intn(8) == 0 {
		return strings.TrimSuffix(text, "\n")
	}
	return text
}

// address6 gives an IPv6 address as the kernel prints it.
func address6(r *rand.Rand) string {
	word := func() uint32 { return pick(r, 0, 0, 1, 0xfe800000, 0xffff, r.Uint32(), r.Uint32()&0xff00ff) }
	if r.Intn(6) == 0 {
		return strings.Repeat("0", 20) + pick(r, "ffff", "0000") + address(r)
	}
	return fmt.Sprintf("%08x%08x%08x%08x", word(), word(), word(), word())
}

func hexNumber(r *rand.Rand) uint32 {
	return pick(r, 0, 1, 256, 1024, 0xffffffff, r.Uint32(), r.Uint32()>>20)
}

func route6Table(r *rand.Rand) string {
	if r.Intn(20) == 0 {
		return ""
	}
	var text string
	for i := range 1 + r.Intn(12) {
		flags := pick(r, 1, 3, 0x80200001, 0x200200, 0x1000003, 0x40001, r.Uint32())
		if i < 2 { // an odd row has what earlier rows of its table left
			flags = []uint32{1, 0x1000003}[i]
		}
		row := fmt.Sprintf("%s %02x %032d %02x %s %08x %08x %08x %08x %8s", address6(r), pick(r, 0, 64, 128, r.Intn(256)), 0,
			pick(r, 0, 0, 64), address6(r), hexNumber(r), hexNumber(r), hexNumber(r), flags, interfaceName(r))
		if i > 1 {
			row = shift(r, resize(r, row, "6x6x6xxxxw"))
		}
		if i > 1 && r.Intn(12) == 0 {
			row = pick(r, "", "garbage", row[:r.Intn(len(row))], strings.Repeat(" ", r.Intn(2000))+row, row+"\r",
				strings.Replace(row, "0", "g", 1+r.Intn(3)), strings.ToUpper(row), row[r.Intn(50):], strings.Replace(row, " ", "\x00", 1))
		}
		text += row + "\n"
	}
	return lastLine(r, text)
}

func neighbourTable(r *rand.Rand) string {
	var text string
	for range r.Intn(8) {
		text += resize(r, fmt.Sprintf("%s 01 %02x 40 %02x %08x %08x %08x %04x %04x %04x %8s %012x", address6(r), r.Intn(256), 1<<r.Intn(8)>>r.Intn(2),
			hexNumber(r), hexNumber(r), hexNumber(r), pick(r, r.Intn(3), r.Intn(1<<16)), pick(r, 0, 1, 2), r.Intn(256), pick(r, "eth0", "lo"), r.Int63n(1<<48)), "6xxxxxxxxxx") + "\n"
	}
	return text
}

// makeRouteNames makes trees of routes to hosts and networks that have names.
func makeRouteNames(r *rand.Rand) (tree, []string) {
	le := func(a, b, c, d int) string { return fmt.Sprintf("%02X%02X%02X%02X", d, c, b, a) }
	octet := func() int { return pick(r, 0, 0, 1, 2) }
	var hosts, networks strings.Builder
	for range 40 {
		name := pick(r, "router", "gw.example.org", "a-host-with-a-very-long-name.example.org", "UPPER", "under_score")
		fmt.Fprintf(&hosts, "%d.%d.%d.%d %s %s\n", pick(r, 10, 172, 192), octet(), octet(), octet(), name, pick(r, "", "alias", "# comment"))
		fmt.Fprintf(&hosts, "fd00:%d::%d %s6\n", octet(), octet(), name)
		fmt.Fprintf(&networks, "%s%d %d%s\n", pick(r, "net", "a-network-with-a-very-long-name"), r.Intn(9), pick(r, 10, 172, 192),
			pick(r, "", fmt.Sprintf(".%d", octet()), fmt.Sprintf(".%d.%d", octet(), octet()), fmt.Sprintf(".%d.%d.%d", octet(), octet(), octet())))
	}
	text, text6 := routeHeading+"\n", ""
	for range 12 {
		addr := func() string { return pick(r, "00000000", le(pick(r, 10, 172, 192), octet(), octet(), octet())) }
		text += strings.Join([]string{"eth0", addr(), addr(), fmt.Sprintf("%04X", pick(r, 1, 3, 5, 7, 0x201, 0x205)), "0", "0", "0",
			pick(r, "00000000", "000000FF", "0000FFFF", "00FFFFFF", "FFFFFFFF"), "0", "0", "0"}, "\t") + "\n"
		addr6 := func() string {
			return pick(r, strings.Repeat("0", 32), fmt.Sprintf("fd00%04x%024x", octet(), octet()), strings.Repeat("0", 20)+"ffff0a000001")
		}
		text6 += fmt.Sprintf("%s %02x %032d 00 %s %08x %08x %08x %08x eth0\n", addr6(), pick(r, 0, 64, 128), 0, addr6(), 1024, 1, 0, 3)
	}
	tr := tree{
		"net/route": text, "net/ipv6_route": text6,
		"/etc/hosts": hosts.String(), "/etc/networks": networks.String(), "/etc/nsswitch.conf": "hosts: files\nnetworks: files\n",
	}
	args := append([]string{"-r"}, someOf(r, 0.3, "-e", "-e", "-N", "--numeric-ports", "--numeric-users", "-v")...)
	return tr, append(args, pick(r, "-4", "-6", "-Ainet,inet6", "-A"+pick(r, "inet", "ip", "ip6")))
}

// filled gives a heading that fills the buffer through which net-tools reads a
// table by position, as fixedHeading does.
func filled(heading string) string { return heading + " " + fixedHeading[len(heading)+1:] }

// isOnLine tells of a row of net/nr_nodes that the best of its ways, whose
// number stands in the 20th column, is one that net-tools finds on the line.
func isOnLine(row string) bool {
	const column, most = 19, 15
	if len(row) < column {
		return true
	}
	var best int
	fmt.Sscanf(row[column:], "%d", &best)
	return 0 <= best && best <= most
}

// makeRadioRoutes makes trees of routes of the families other than IP's.
func makeRadioRoutes(r *rand.Rand) (tree, []string) {
	tr := tree{"net/": ""}
	callsign := func() string { return pick(r, "G4KLX-3", "G1AAA", "DB0XYZ-15", "*", "default") }
	device := func() string { return pick(r, "ax0", "nr12", "rose0", "a", "averylongdevice") }
	add := func(heading string, row func(i int) string, names ...string) {
		if r.Intn(8) == 0 {
			return
		}
		text := filled(heading)
		for i := range r.Intn(8) {
			line := row(i)
			if odd := shift(r, line); names[0] != "nr_nodes" || isOnLine(odd) {
				line = odd
			}
			text += line + "\n"
		}
		tr["net/"+pick(r, names...)] = text
	}
	add("callsign  dev  mode digipeaters", func(int) string {
		return fmt.Sprintf("%-9s %-4s %s", callsign(), device(), pick(r, "ip", "vc", "*", "*  G1AAA-1", "12"))
	}, "ax25_route")
	add("callsign  mnemonic w n qual obs neigh qual obs neigh qual obs neigh", func(int) string {
		row := fmt.Sprintf("%-9s %-7s  %d 3", callsign(), pick(r, "*", "KLXX"), 1+r.Intn(3))
		for range 3 {
			row += fmt.Sprintf("  %3d   %d %05d", r.Intn(256), r.Intn(7), 1+r.Intn(5))
		}
		return row
	}, "nr_nodes")
	add("addr  callsign  dev  qual lock count failed digipeaters", func(i int) string {
		return fmt.Sprintf("%05d %-9s %-4s  %3d    %d    %3d    %3d", i, callsign(), device(), r.Intn(256), r.Intn(2), r.Intn(9), r.Intn(9))
	}, "nr_neigh")
	add("address    mask n neigh neigh neigh", func(int) string {
		n := r.Intn(4)
		row := fmt.Sprintf("%010d %04d %d", r.Int63n(1e10), r.Intn(11), n)
		for range n {
			row += fmt.Sprintf(" %05d", 1+r.Intn(5))
		}
		return pick(r, row, row, row, row[:r.Intn(len(row))])
	}, "rose_nodes")
	tr["net/rose_neigh"] = filled("addr  callsign  dev  count use mode restart  t0  tf digipeaters") // without it the reference crashes
	for i := range r.Intn(6) {
		tr["net/rose_neigh"] += shift(r, fmt.Sprintf("%05d %-9s %-4s   %3d %3d  %3s     %3s %3d %3d", i, callsign(), device(), 1, 0, "DTE", "yes", 0, 0)) + "\n"
	}
	add("Address          Digits  Device", func(int) string {
		return fmt.Sprintf("%-15s  %-6d  %-5s", pick(r, "123456", "1", "*", "123456789012345"), r.Intn(17), device())
	}, "x25/route", "x25_routes")
	add("Network    Router_Net   Router_Node", func(int) string {
		return fmt.Sprintf("%08X   %s", r.Uint32()>>pick(r, 0, 16, 31), pick(r, "Directly     Connected",
			fmt.Sprintf("%08X     %012X", r.Uint32(), r.Int63n(1<<48)), "00000000 0", "FFFFFFFF x", "12"))
	}, "ipx/route", "ipx_route")
	add("Target        Router  Flags Dev", func(int) string {
		return fmt.Sprintf("%04X:%02X     %04X:%02X  %-4d  %s", r.Intn(1<<16), r.Intn(256), r.Intn(1<<16), r.Intn(256), r.Int31()>>r.Intn(31), device())
	}, "atalk_route")
	args := append(numericOptions(r, tr), "-r", "-A"+pick(r, "ax25", "netrom", "rose", "x25", "ipx", "ddp", "ax25,x25", "x25,rose,netrom", "ipx,ec"))
	return tr, append(args, someOf(r, 0.2, "-e", "-C", "-F", "-v", "--ipx", "--x25", "--ax25", "--ddp", "--rose")...)
}
