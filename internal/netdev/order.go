package netdev

import (
	"cmp"
	"slices"
	"sort"
	"strconv"
	"strings"
)

// InOrder sorts names of interfaces in place as people count them, and gives each
// once.
func InOrder(names []string) []string {
	sort.Sort(counted(names))
	return slices.Compact(names)
}

// counted is names in the order of Compare.
type counted []string

func (n counted) Len() int           { return len(n) }
func (n counted) Less(i, j int) bool { return Compare(n[i], n[j]) < 0 }
func (n counted) Swap(i, j int)      { n[i], n[j] = n[j], n[i] }

// Compare orders names of interfaces as people count them: eth2 comes before
// eth10, and eth0:1, an alias, between eth0 and eth1.
func Compare(a, b string) int {
	baseA, aliasA := splitAlias(a)
	baseB, aliasB := splitAlias(b)
	prefixA, numberA := splitNumber(baseA)
	prefixB, numberB := splitNumber(baseB)
	return cmp.Or(
		strings.Compare(prefixA, prefixB),
		cmp.Compare(numberA, numberB),
		strings.Compare(baseA, baseB),
		cmp.Compare(aliasA, aliasB),
		strings.Compare(a, b),
	)
}

// splitAlias splits "eth0:1" into "eth0" and 1. What is no alias is a base,
// and its alias is 0.
func splitAlias(name string) (base string, alias int32) {
	before, number := splitNumber(name)
	if len(before) < len(name) && strings.HasSuffix(before, ":") {
		return before[:len(before)-1], number
	}
	return name, 0
}

// splitNumber splits "eth10" into "eth" and 10. No digits are 0, and a number
// keeps 32 bits, as C's int does.
func splitNumber(name string) (prefix string, number int32) {
	prefix = strings.TrimRight(name, "0123456789")
	// The names of interfaces are too short for more than 64 bits.
	n, _ := strconv.ParseInt(name[len(prefix):], 10, 64)
	return prefix, int32(n)
}
