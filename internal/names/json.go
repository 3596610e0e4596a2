package names

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"unicode/utf8"
)

// maxDepth is how deep JSON may be nested, which is systemd's limit.
const maxDepth = 2048

// An object is a JSON object. Unlike a map it keeps a name's every field, in
// their order.
type object []field

type field struct {
	name  string
	value any // object, []any, string, json.Number, bool or nil
}

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
	if !utf8.Valid(text) || !json.Valid(text) {
		return nil, errors.New("no JSON")
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	value, err := parseValue(decoder, maxDepth)
	if err != nil {
		return nil, err
	}
	o, ok := value.(object)
	if !ok {
		return nil, errors.New("no JSON object")
	}
	return o, nil
}

func parseValue(decoder *json.Decoder, depth int) (any, error) {
	token, err := decoder.Token()
	if err != nil {
		return nil, err
	}
	if depth == 0 {
		return nil, errors.New("JSON is nested too deep")
	}
	switch token {
	case json.Delim('{'):
		o := object{}
		for decoder.More() {
			name, err := decoder.Token()
			if err != nil {
				return nil, err
			}
			value, err := parseValue(decoder, depth-1)
			if err != nil {
				return nil, err
			}
			o = append(o, field{name.(string), value})
		}
		_, err := decoder.Token()
		return o, err
	case json.Delim('['):
		values := []any{}
		for decoder.More() {
			value, err := parseValue(decoder, depth-1)
			if err != nil {
				return nil, err
			}
			values = append(values, value)
		}
		_, err := decoder.Token()
		return values, err
	}
	if text, ok := token.(string); ok && strings.ContainsRune(text, 0) {
		return nil, errors.New("text with a NUL")
	}
	return token, nil
}
