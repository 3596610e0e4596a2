package procnet

import "bytes"

// An AppleTalkRoute is a row of net/atalk_route, which Linux does not have
// below that name: its own is net/atalk/route.
type AppleTalkRoute struct {
	Target  string
	Gateway string
	Flags   uint32 // RTF_* of include/uapi/linux/route.h
	Device  string
}

// AppleTalkRoutes gives the rows of net/atalk_route. Any four words are a row;
// the first four are the heading.
func AppleTalkRoutes(table []byte) []AppleTalkRoute {
	const columns = 4
	var routes []AppleTalkRoute
	words := bytes.FieldsFunc(table, func(c rune) bool { return c < 0x80 && isBlank(byte(c)) })
	for i := columns; i+columns <= len(words); i += columns {
		flags := scan(beforeNUL(words[i+2]))
		routes = append(routes, AppleTalkRoute{
			Target:  string(beforeNUL(words[i])),
			Gateway: string(beforeNUL(words[i+1])),
			Flags:   uint32(flags.int()),
			Device:  string(beforeNUL(words[i+3])),
		})
	}
	return routes
}
