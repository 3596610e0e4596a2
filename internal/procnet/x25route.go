package procnet

import "bytes"

// X25AddressLimit is how many digits an X.25 address has at most.
const X25AddressLimit = 15

// An X25Route is a row of net/x25/route, printed by x25_seq_route_show in the
// kernel's net/x25/x25_proc.c.
type X25Route struct {
	Address string // its first Digits digits
	Digits  int    // 0 for any address
	Device  string
}

// X25Routes gives the rows of net/x25/route.
func X25Routes(table []byte) []X25Route {
	const digits, digitsEnd, device, deviceEnd = 17, 24, 25, 35
	var routes []X25Route
	lines := fixedLines{table, new(lineBuffer)}
	lines.next() // the heading
	for lines.next() {
		if newline := bytes.IndexByte(beforeNUL(lines.buffer[:]), '\n'); newline >= 0 {
			lines.end(newline)
		}
		lines.end(X25AddressLimit, digitsEnd, deviceEnd)
		route := X25Route{Digits: int(lines.number(digits)), Device: lines.text(device)}
		if route.Digits < 0 || route.Digits > X25AddressLimit {
			route.Digits = X25AddressLimit
		}
		lines.end(route.Digits)
		route.Address = lines.text(0)
		routes = append(routes, route)
	}
	return routes
}
