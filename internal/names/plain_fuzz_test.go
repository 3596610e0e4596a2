package names

import (
	"math/big"
	"net/netip"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Plain readers of name files, which are the grammars of their manual pages
// written as regular expressions, with the numbers of C's strtoul.

var (
	serviceLine  = regexp.MustCompile(`(?s)^([^ \t\n\v\f\r]+)[ \t\n\v\f\r]+([^/]*)(?:/+([^ \t\n\v\f\r]*).*)?$`)
	protocolLine = regexp.MustCompile(`(?s)^([^ \t\n\v\f\r]+)[ \t\n\v\f\r]+([^ \t\n\v\f\r]+)(?:[ \t\n\v\f\r].*)?$`)
	userLine     = regexp.MustCompile(`(?s)^([^:+-][^:]*|):[^:]*:([^:]*):([^:]*)(?::.*)?$`)
	networkText  = regexp.MustCompile(`^(?:(?:0[xX][0-9A-Fa-f]+|[0-9]+)(?:\.|$)){1,4}$`)

	decimalNumber = regexp.MustCompile(`^[ \t\n\v\f\r]*([-+]?)([0-9]+)$`)
	anyNumber     = regexp.MustCompile(`^[ \t\n\v\f\r]*([-+]?)(?:0[xX]([0-9A-Fa-f]+)|(0[0-7]*)|([1-9][0-9]*))$`)
)

// plainFile gives the lines of a file that are neither blank nor comments.
func plainFile(text string) (lines []string) {
	for _, line := range strings.Split(text, "\n") {
		line = strings.TrimLeft(strings.Split(line, "\x00")[0], " \t\n\v\f\r")
		if line != "" && line[0] != '#' {
			lines = append(lines, line)
		}
	}
	return lines
}

// plainNumber reads a whole number of 32 bits.
func plainNumber(text string, anyBase bool) (uint32, bool) {
	base, digits, sign := 10, "", ""
	if !anyBase {
		if found := decimalNumber.FindStringSubmatch(text); found != nil {
			sign, digits = found[1], found[2]
		}
	} else if found := anyNumber.FindStringSubmatch(text); found != nil {
		sign, digits = found[1], found[2]+found[3]+found[4]
		switch {
		case found[2] != "":
			base = 16
		case found[3] != "":
			base = 8
		}
	}
	value, ok := new(big.Int).SetString(digits, base)
	if !ok || value.BitLen() > 64 {
		return 0, false
	}
	if sign == "-" && value.Sign() > 0 {
		value.Sub(new(big.Int).Lsh(big.NewInt(1), 64), value)
	}
	return uint32(value.Uint64()), value.BitLen() <= 32
}

// plainName makes a name printable.
func plainName(name string) string {
	safe := ""
	for i := range len(name) {
		if name[i] < 0x20 || name[i] == 0x7f {
			safe += "."
		} else {
			safe += name[i : i+1]
		}
	}
	return safe
}

func withoutComment(line string) string { return strings.Split(line, "#")[0] }

// first sets the name of a key that has none.
func first[K comparable](names map[K]string, key K, name string) {
	if _, taken := names[key]; !taken {
		names[key] = plainName(name)
	}
}

func plainServices(text string) map[service]string {
	names := map[service]string{}
	for _, line := range plainFile(text) {
		if found := serviceLine.FindStringSubmatch(withoutComment(line)); found != nil {
			if port, ok := plainNumber(found[2], true); ok {
				names[service{uint16(port), found[3]}] = plainName(found[1])
			}
		}
	}
	return names
}

func plainProtocols(text string) map[uint16]string {
	names := map[uint16]string{}
	for _, line := range plainFile(text) {
		if found := protocolLine.FindStringSubmatch(withoutComment(line)); found != nil {
			if number, ok := plainNumber(found[2], false); ok {
				names[uint16(number)] = plainName(found[1])
			}
		}
	}
	return names
}

func plainUsers(text string) map[uint32]string {
	names := map[uint32]string{}
	for _, line := range plainFile(text) {
		if found := userLine.FindStringSubmatch(line); found != nil {
			uid, ok := plainNumber(found[2], false)
			if _, group := plainNumber(found[3], false); ok && group {
				first(names, uid, found[1])
			}
		}
	}
	return names
}

// plainFields gives the first two words of a line.
func plainFields(line string) (one, two string) {
	words := strings.FieldsFunc(withoutComment(line), func(c rune) bool { return strings.ContainsRune(" \t\n\v\f\r", c) })
	words = append(words, "", "")
	return words[0], words[1]
}

func plainNetworks(text string) map[netip.Addr]string {
	names := map[netip.Addr]string{}
	for _, line := range plainFile(text) {
		name, network := plainFields(line)
		bytes := [4]byte{255, 255, 255, 255}
		if networkText.MatchString(network) && !strings.HasSuffix(network, ".") {
			var read [4]byte
			whole := true
			for i, part := range strings.Split(network, ".") {
				number, ok := plainNumber(part, true)
				whole = whole && ok && number < 256
				read[i] = byte(number)
			}
			if whole {
				bytes = read
			}
		}
		first(names, netip.AddrFrom4(bytes), name)
	}
	return names
}

func plainHosts(text string) map[netip.Addr]string {
	names := map[netip.Addr]string{}
	for _, line := range plainFile(text) {
		address, name := plainFields(line)
		addr, err := netip.ParseAddr(address)
		if err != nil || strings.Contains(address, "%") {
			continue
		}
		first(names, addr, name)
		if addr == netip.MustParseAddr("::1") {
			addr = netip.MustParseAddr("127.0.0.1")
		}
		first(names, addr.Unmap(), name)
	}
	return names
}

// addRecorded adds the name files of the trees in the repository's testdata to
// what fuzzing starts from.
func addRecorded(f *testing.F, name string) {
	f.Helper()
	paths, err := filepath.Glob(filepath.Join("..", "..", "testdata", "*", "etc", name))
	require.NoError(f, err)
	require.NotEmpty(f, paths)
	for _, path := range paths {
		content, err := os.ReadFile(path)
		require.NoError(f, err)
		f.Add(string(content))
	}
}
