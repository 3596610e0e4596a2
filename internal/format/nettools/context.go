package nettools

// The column of SELinux contexts is 50 wide. A context that leaves no blank
// there is cut to its last 48 characters.
const (
	contextWidth = 50
	contextTail  = 48
)

// appendContextHeading appends the heading of the column of contexts, if there
// is one.
func (f *Sockets) appendContextHeading(dst []byte) []byte {
	if f.Contexts == nil {
		return dst
	}
	return appendLeft(dst, " Security Context", contextWidth)
}

// appendContext appends the column of contexts, if there is one.
func (f *Sockets) appendContext(dst []byte, context string) []byte {
	switch {
	case f.Contexts == nil:
		return dst
	case context == "":
		context = "-"
	case len(context) >= contextWidth:
		context = context[len(context)-contextTail:]
	}
	return appendLeft(append(dst, ' '), context, contextWidth)
}
