package cli

import (
	"fmt"
	"slices"

	"github.com/gonetstat/gonetstat/internal/format/record"
)

// objects prints what a mode lists as JSON objects.
type objects struct {
	record.Objects
	out  form
	text []byte // room for the next objects
}

// objectsTo gives what the modes print objects through, or nil for a form of
// output that has none.
func (r *run) objectsTo(out form) *objects {
	shape, ok := recordForms[r.opts.Output]
	if !ok {
		return nil
	}
	return &objects{Objects: record.Objects{Form: shape}, out: out}
}

// print prints objects that have been appended to o.text.
func (o *objects) print(text []byte) {
	o.out.rows(text)
	o.text = text[:0]
}

// checkOutput refuses a form of output that there is not for what is listed.
func (o *Options) checkOutput() error {
	option, forms := o.listed()
	if slices.Contains(forms, o.Output) {
		return nil
	}
	want := forms[0]
	if len(forms) > 1 {
		want = oneOf(forms)
	}
	return fmt.Errorf("--output=%s: want %s with %s", o.Output, want, option)
}

// listed gives an option that says what is listed, and the forms of output that
// there are for it.
func (o *Options) listed() (option string, forms []string) {
	netTools := outputs[:1]
	objects := []string{outputs[0], "json", "ndjson"}
	family := o.oldFamily()
	switch {
	case o.Routes && o.Cache:
		return "-C", netTools
	case o.Routes && family != "":
		return "--" + family, netTools
	case o.Routes:
		return "-r", objects
	case o.Interfaces:
		return "-i", objects
	case o.Statistics:
		return "-s", objects
	case o.Masquerade:
		return "-M", netTools
	case family != "":
		return "--" + family, netTools
	case o.Groups:
		return "-g", objects
	}
	return "", outputs
}

// oldFamily gives the first address family named of which there are no objects,
// or "".
func (o *Options) oldFamily() string {
	for _, name := range o.Families {
		switch name {
		case "ipx", "ax25", "x25", "netrom", "rose":
			return name
		case "ddp": // has routes, but its sockets are not listed
			if o.Routes {
				return name
			}
		}
	}
	return ""
}
