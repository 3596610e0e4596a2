package cli

import "io"

// visible is an output on which nothing but newlines, tabs and printable ASCII
// arrives: any other byte becomes a dot. Listings of several namespaces go
// through it. Their interface names and paths of sockets are chosen by whoever
// can make a namespace, which are all users of many hosts, and would send
// escape sequences to the terminal of whoever looks at all of them.
type visible struct {
	out io.Writer
	buf []byte
}

func (v *visible) Write(text []byte) (int, error) {
	v.buf = append(v.buf[:0], text...)
	for i, b := range v.buf {
		if (b < ' ' && b != '\n' && b != '\t') || b > '~' {
			v.buf[i] = '.'
		}
	}
	return v.out.Write(v.buf)
}
