package procnet

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// countersIn makes a directory with one table.
func countersIn(t *testing.T, table, content string) Tables {
	t.Helper()
	dir := t.TempDir()
	file := filepath.Join(dir, table)
	require.NoError(t, os.MkdirAll(filepath.Dir(file), 0o755))
	require.NoError(t, os.WriteFile(file, []byte(content), 0o644))
	return Dir(dir)
}

func TestReadSNMPPairsNamesWithValues(t *testing.T) {
	groups, err := ReadSNMP(countersIn(t, "snmp", "Ip: Forwarding InReceives\nIp: 2 2176\nTcp: MaxConn\nTcp: -1\n"), "snmp")
	require.NoError(t, err)
	assert.Equal(t, []CounterGroup{
		{"Ip", []Counter{{"Forwarding", 2}, {"InReceives", 2176}}},
		{"Tcp", []Counter{{"MaxConn", 1<<64 - 1}}},
	}, groups)
}

func TestReadSNMPOfOddTables(t *testing.T) {
	one := func(values ...uint64) []CounterGroup {
		group := CounterGroup{Protocol: "A"}
		for i, v := range values {
			group.Counters = append(group.Counters, Counter{string(rune('a' + i)), v})
		}
		return []CounterGroup{group}
	}
	for name, test := range map[string]struct {
		table  string
		groups []CounterGroup
		err    error
	}{
		"empty":                                   {"", nil, nil},
		"no values":                               {"A: a\n", nil, nil},
		"no colon and no values":                  {"A", nil, nil},
		"no final newline":                        {"A: a\nA: 1", one(1), nil},
		"fewer values than names":                 {"A: a b\nA: 1\n", one(1, 0), nil},
		"more values than names":                  {"A: a\nA: 1 2\n", one(1), nil},
		"no names":                                {"A:\nA: 1\n", one(), nil},
		"tabs and extra blanks":                   {"A:  a\tb \nA:\t 1\v2 \n", one(1, 2), nil},
		"another protocol in the second line":     {"A: a\nB: 1\n", one(1), nil},
		"no number, and none behind it":           {"A: a b c\nA: 1 x 3\n", one(1, 0, 0), nil},
		"a number that ends early":                {"A: a b c\nA: 1 2y 3\n", one(1, 2, 0), nil},
		"numbers that only signs part":            {"A: a b c\nA: 1+2-3\n", one(1, 2, 1<<64-3), nil},
		"too large":                               {"A: a b\nA: 18446744073709551616 -18446744073709551616\n", one(1<<64-1, 1<<64-1), nil},
		"a NUL among the names":                   {"A: a\x00 b\nA: 1 2\n", one(1), nil},
		"a NUL among the values":                  {"A: a b\nA: 1\x00 2\n", one(1, 0), nil},
		"empty lines before the first":            {"\n\nA: a\nA: 1\n", one(1), nil},
		"an empty line between the two":           {"A: a\n\nA: 1\n", nil, ErrCounters},
		"a blank line":                            {"A: a\nA: 1\n \nA: a\nA: 1\n", one(1), ErrCounters},
		"no colon in the first line":              {"A: a\nA: 1\nB b\nB: 1\n", one(1), ErrCounters},
		"no colon in the second line":             {"A: a\nA: 1\nB: b\nB 1\n", one(1), ErrCounters},
		"a carriage return, which is of the name": {"A: a\r\nA: 1\r\n", []CounterGroup{{"A", []Counter{{"a\r", 1}}}}, nil},
		"a protocol of two words":                 {"A b: a\nA: 1\n", []CounterGroup{{"A b", []Counter{{"a", 1}}}}, nil},
		"nothing but colons":                      {"::a\n:1\n", []CounterGroup{{"", []Counter{{":a", 1}}}}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			groups, err := ReadSNMP(countersIn(t, "netstat", test.table), "netstat")
			assert.ErrorIs(t, err, test.err)
			assert.Equal(t, test.groups, groups)
		})
	}
}

func TestReadSNMPNamesTheMissingFile(t *testing.T) {
	dir := t.TempDir()
	_, err := ReadSNMP(Dir(dir), "snmp")
	require.ErrorIs(t, err, os.ErrNotExist)
	assert.ErrorContains(t, err, filepath.Join(dir, "snmp"))
}

func TestReadingADirectoryOfCountersFails(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.MkdirAll(filepath.Join(dir, "sctp", "snmp"), 0o755))
	require.NoError(t, os.Mkdir(filepath.Join(dir, "snmp"), 0o755))
	require.NoError(t, os.Mkdir(filepath.Join(dir, "snmp6"), 0o755))
	_, err := ReadSNMP(Dir(dir), "snmp")
	assert.ErrorContains(t, err, "is a directory")
	_, err = ReadSNMP6(Dir(dir))
	assert.ErrorContains(t, err, "is a directory")
	_, err = ReadSCTPCounters(Dir(dir))
	assert.ErrorContains(t, err, "is a directory")
}
