package record

import "slices"

// A Key describes a key of rows, for documents.
type Key struct {
	Name    string
	Type    Type
	Null    bool   // the value may be null
	Members []Key  // of the object, or of the objects in the list, that is the value
	Option  bool   // a row has the key only if an option asks for it
	Meaning string // a phrase
	Unit    string // of a number that counts something, or ""
	Source  string // where the kernel tells it, a table being below /proc
}

// A Type is what JSON has as the value of a key.
type Type string

// The types of values.
const (
	Text    Type = "text"
	Integer Type = "integer"
	Decimal Type = "number" // with two decimals, or three of milliseconds
	Boolean Type = "boolean"
	Texts   Type = "list of texts"
	Object  Type = "object"
	Objects Type = "list of objects"
)

// typed gives the type of a shape, whether or not it may be null.
func (s shape) typed() Type {
	switch s &^ orNull {
	case isText:
		return Text
	case isInteger:
		return Integer
	case isDecimal, isMillis:
		return Decimal
	case isBoolean:
		return Boolean
	case isTexts:
		return Texts
	case isObject:
		return Object
	}
	return Objects
}

// A Chapter has the keys of what belongs together. No two of its keys have the
// same name but members of lists.
type Chapter struct {
	Title string
	Note  string // sentences about all of them, or ""
	Keys  []Key
}

// Chapters gives all keys.
func Chapters() (all []Chapter) {
	for _, c := range chapters() {
		described := Chapter{Title: c.title, Note: c.note}
		for _, d := range c.keys {
			described.Keys = append(described.Keys, d.describe())
		}
		all = append(all, described)
	}
	return all
}

// A Kind describes the rows of a kind.
type Kind struct {
	Name  string // a word, such as tcp or netrom_route
	Title string // what they are, such as sockets of TCP
	Lists string // options that list them
	Keys  []Key  // in the order of JSON
}

// Kinds gives all kinds of rows.
func Kinds() (all []Kind) {
	for k, about := range aboutKinds {
		keys := describeAll(slices.Concat([]key{keyNetNS, keyNetNSWorkload}, slices.Concat(keysOf(kind(k), Options{TCPInfo: true}, true)...)))
		for i := range keys {
			keys[i].Option = keys[i].Name == keyNames[keyTCPInfo]
		}
		all = append(all, Kind{Name: about.name, Title: about.title, Lists: about.lists, Keys: keys})
	}
	return all
}

// describeAll gives what the descriptions of keys say.
func describeAll(keys []key) (described []Key) {
	for _, k := range keys {
		for _, c := range chapters() {
			if i := slices.IndexFunc(c.keys, func(d description) bool { return d.key == k }); i >= 0 {
				described = append(described, c.keys[i].describe())
			}
		}
	}
	return described
}

// describe gives what a description says, and what those of members say.
func (d description) describe() Key {
	return Key{
		Name: keyNames[d.key], Type: d.value.typed(), Null: d.value&orNull != 0, Members: describeAll(members(d.key)),
		Meaning: d.meaning, Unit: d.unit, Source: d.source,
	}
}

// aboutKinds say what rows of a kind are called, what they are, and which
// options list them.
var aboutKinds = [numKinds]struct{ name, title, lists string }{
	kindTCP:            {"tcp", "sockets of TCP", "-t"},
	kindDatagram:       {"datagram", "sockets of UDP, UDP-Lite and raw IP", "-u, -U, -w"},
	kindSCTP:           {"sctp", "sockets and associations of SCTP", "-S"},
	kindUnix:           {"unix", "Unix domain sockets", "-x"},
	kindIPX:            {"ipx", "sockets of IPX", "--ipx"},
	kindAX25:           {"ax25", "sockets of AX.25", "--ax25"},
	kindX25:            {"x25", "sockets of X.25", "--x25"},
	kindNetROM:         {"netrom", "sockets of NET/ROM", "--netrom"},
	kindRose:           {"rose", "sockets of ROSE", "--rose"},
	kindGroup:          {"group", "multicast groups", "-g"},
	kindRoute:          {"route", "routes of IPv4", "-r"},
	kindRoute6:         {"route6", "routes of IPv6", "-r -6"},
	kindCachedRoute:    {"cached_route", "cached routes of IPv4", "-r -C"},
	kindNeighbour:      {"neighbour", "neighbours of IPv6", "-r -C -6, before Linux 2.4"},
	kindAX25Route:      {"ax25_route", "routes of AX.25", "-r --ax25"},
	kindNetROMRoute:    {"netrom_route", "routes of NET/ROM", "-r --netrom"},
	kindRoseRoute:      {"rose_route", "routes of ROSE", "-r --rose"},
	kindX25Route:       {"x25_route", "routes of X.25", "-r --x25"},
	kindIPXRoute:       {"ipx_route", "routes of IPX", "-r --ipx"},
	kindAppleTalkRoute: {"appletalk_route", "routes of AppleTalk", "-r --ddp"},
	kindInterface:      {"interface", "interfaces", "-i"},
	kindCounter:        {"counter", "counters", "-s"},
	kindMasquerade:     {"masquerade", "masqueraded connections", "-M"},
	kindCount:          {"count", "counts of a summary", "--summary"},
}
