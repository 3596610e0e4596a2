package names

import (
	"slices"
	"strconv"
	"strings"
)

// A userRecord is a JSON user record, of https://systemd.io/USER_RECORD, as the
// host with some machine-id(5) reads it: as permissive as systemd about most
// fields, and as strict about the name.
type userRecord struct {
	object
	machine string
}

// name gives the user's name, the first that is text, if the record is in order.
func (r userRecord) name() (name string, ok bool) {
	name, ok = r.text("userName")
	return name, ok && isUserName(name) && r.isInOrder()
}

// text gives the first text of a name.
func (r userRecord) text(name string) (text string, ok bool) {
	for _, value := range r.fields(name) {
		if text, ok = value.(string); ok {
			return text, true
		}
	}
	return "", false
}

// isUserName tells whether systemd takes a text for the name of a user.
func isUserName(name string) bool {
	return name != "" && name != "." && name != ".." &&
		strings.Trim(name, whitespace) == name &&
		!strings.ContainsFunc(name, func(c rune) bool { return c < ' ' || c == 0x7f || c == ':' || c == '/' }) &&
		strings.Trim(strings.TrimPrefix(name, "-"), "0123456789") != ""
}

// isInOrder tells whether the sections that differ by host have the right form.
// On a host without an id, none may be there that has to be looked into by it.
func (r userRecord) isInOrder() bool {
	for _, section := range []string{"binding", "status"} {
		if _, isObject := fieldOf[object](r.object, section); r.has(section) && (!isObject || r.machine == "") {
			return false
		}
	}
	machines, isList := fieldOf[[]any](r.object, "perMachine")
	return isList == r.has("perMachine") && !slices.ContainsFunc(machines, func(value any) bool {
		machine, isObject := value.(object)
		return !isObject || machine.has("matchMachineId") && r.machine == ""
	})
}

// section gives the part of a section that is about this host.
func (r userRecord) section(name string) object {
	all, _ := fieldOf[object](r.object, name)
	mine, _ := fieldOf[object](all, r.machine)
	return mine
}

// hasService tells whether the record says which service it comes from.
func (r userRecord) hasService() bool {
	_, said := r.text("service")
	_, status := userRecord{r.section("status"), ""}.text("service")
	return said || status
}

// uid gives the user's number, or one that is none's.
func (r userRecord) uid() uint64 {
	const none = 1 << 32
	for _, from := range []object{r.section("binding"), r.object} {
		written, ok := fieldOf[numeral](from, "uid")
		if !ok {
			continue
		}
		if uid, err := strconv.ParseUint(strings.TrimSuffix(string(written), ".0"), 10, 32); err == nil {
			return uid
		}
	}
	return none
}
