package names

import (
	"errors"
	"strings"

	"github.com/gonetstat/gonetstat/internal/jsontext"
)

// maxDepth is how deep JSON may be nested, which is systemd's limit.
const maxDepth = 2048

// An object is a JSON object. Unlike a map it keeps a name's every field, in
// their order.
type object []field

type field struct {
	name  string
	value any // object, []any, string, numeral, bool or nil
}

// A numeral is a JSON number as it is written.
type numeral string

// fields gives the values of a name.
func (o object) fields(name string) (values []any) {
	for _, f := range o {
		if f.name == name {
			values = append(values, f.value)
		}
	}
	return values
}

// only tells whether the object has no fields but some, and none twice.
func (o object) only(names ...string) bool {
	for _, f := range o {
		found := false
		for _, name := range names {
			found = found || name == f.name
		}
		if !found || len(o.fields(f.name)) > 1 {
			return false
		}
	}
	return true
}

// fieldOf gives the first value of a name if it is of a type.
func fieldOf[T any](o object, name string) (value T, ok bool) {
	values := o.fields(name)
	if len(values) == 0 {
		return value, false
	}
	value, ok = values[0].(T)
	return value, ok
}

// has tells whether the object has a field, of whatever type.
func (o object) has(name string) bool { return len(o.fields(name)) > 0 }

// parseObject reads one JSON object as systemd does: it must be UTF-8, and no
// text in it may hold a NUL.
func parseObject(text []byte) (object, error) {
	if !jsontext.Valid(text, maxDepth) {
		return nil, errors.New("no JSON, or nested too deep")
	}
	value, ok := parseValue(jsontext.NewReader(text))
	if !ok {
		return nil, errors.New("text with a NUL")
	}
	o, ok := value.(object)
	if !ok {
		return nil, errors.New("no JSON object")
	}
	return o, nil
}

// parseValue reads a value in valid JSON, unless it holds a text with a NUL.
func parseValue(r *jsontext.Reader) (value any, ok bool) {
	switch r.Kind() {
	case '{':
		o := object{}
		for name := range r.Members() {
			f := field{name: string(name)}
			if f.value, ok = parseValue(r); !ok {
				return nil, false
			}
			o = append(o, f)
		}
		return o, true
	case '[':
		values := []any{}
		for range r.Elements() {
			if value, ok = parseValue(r); !ok {
				return nil, false
			}
			values = append(values, value)
		}
		return values, true
	case '"':
		text, _ := r.Text()
		return text, !strings.Contains(text, "\x00")
	}
	switch word := string(r.Word()); word {
	case "null":
		return nil, true
	case "true", "false":
		return word == "true", true
	default:
		return numeral(word), true
	}
}
