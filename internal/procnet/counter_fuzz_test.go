package procnet

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// validCounter makes a name of a counter from any text.
func validCounter(name, otherwise string) string {
	name = strings.Map(func(c rune) rune {
		if c <= ' ' || c > '~' || c == ':' {
			return -1
		}
		return c
	}, name)
	if name == "" {
		return otherwise
	}
	return name[:min(len(name), 100)]
}

// FuzzSNMPTable prints counters as netstat_seq_show in the kernel's
// net/ipv4/proc.c does: reading gives the same ones, and the text behind them
// cannot change them.
func FuzzSNMPTable(f *testing.F) {
	f.Add("TcpExt", "SyncookiesSent", "SyncookiesRecv", uint64(0), int64(-1), "Ip: a b\nIp: 1\n")
	f.Add("Ip", "Forwarding", "Forwarding", uint64(1<<64-1), int64(-1<<63), "no colon\n\n")
	f.Fuzz(func(t *testing.T, protocol, first, second string, a uint64, b int64, behind string) {
		protocol, first, second = validCounter(protocol, "Ip"), validCounter(first, "A"), validCounter(second, "B")
		text := fmt.Sprintf("%s: %s %s\n%s: %d %d\n", protocol, first, second, protocol, a, b)
		want := CounterGroup{protocol, []Counter{{first, a}, {second, uint64(b)}}}
		for _, name := range []string{"snmp", "netstat"} {
			got, err := ReadSNMP(tablesWith(t, name, text), name)
			require.NoError(t, err)
			require.Equal(t, []CounterGroup{want}, got)
			got, _ = ReadSNMP(tablesWith(t, name, text+behind), name)
			require.NotEmpty(t, got)
			require.Equal(t, want, got[0])
		}
	})
}

// FuzzSNMP6Table prints counters as snmp6_seq_show in the kernel's
// net/ipv6/proc.c does: reading gives each of them once and in its order,
// whatever groups they are in.
func FuzzSNMP6Table(f *testing.F) {
	f.Add("Ip6InReceives", "Icmp6OutType135", "Udp6InErrors", uint64(1), uint64(2), uint64(1<<64-1))
	f.Add("6", "66", "x", uint64(0), uint64(0), uint64(0))
	f.Fuzz(func(t *testing.T, first, second, third string, a, b, c uint64) {
		want := []Counter{{validCounter(first, "A"), a}, {validCounter(second, "B"), b}, {validCounter(third, "C"), c}}
		var text strings.Builder
		for _, counter := range want {
			fmt.Fprintf(&text, "%-32s\t%d\n", counter.Name, counter.Value)
		}
		groups, err := ReadSNMP6(tablesWith(t, "snmp6", text.String()))
		require.NoError(t, err)
		var got []Counter
		for _, group := range groups {
			require.NotEmpty(t, group.Counters)
			for _, counter := range group.Counters {
				require.Contains(t, counter.Name, group.Protocol)
			}
			got = append(got, group.Counters...)
		}
		require.Equal(t, want, got)
		sctp, err := ReadSCTPCounters(tablesWith(t, "sctp/snmp", text.String()))
		require.NoError(t, err)
		require.Equal(t, want, sctp.Counters)
	})
}

// plainSNMP reads net/snmp or net/netstat: pairs of lines, the fields of which
// are those of C's strtok and strtoul.
func plainSNMP(text string) (groups []CounterGroup, err error) {
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	for len(lines) > 1 {
		if lines[0] == "" {
			lines = lines[1:]
			continue
		}
		protocol, names, named := strings.Cut(plainText(lines[0]), ":")
		_, values, valued := strings.Cut(plainText(lines[1]), ":")
		if !named || !valued {
			return groups, ErrCounters
		}
		group := CounterGroup{Protocol: protocol}
		for _, name := range strings.FieldsFunc(names, func(c rune) bool { return c == ' ' || c == '\t' }) {
			counter := Counter{Name: name}
			if fields, read := sscanf(values, "%lu", &counter.Value); fields > 0 {
				values = values[read:]
			} else {
				values = ""
			}
			group.Counters = append(group.Counters, counter)
		}
		groups = append(groups, group)
		lines = lines[2:]
	}
	return groups, nil
}

// plainSNMP6 reads net/snmp6, and plainSCTP net/sctp/snmp.
func plainSNMP6(text string) (groups []CounterGroup) {
	var counter Counter
	for _, line := range plainLines(text, 1023) {
		sscanf(line, "%s %lu", &counter.Name, &counter.Value)
		if counter.Name == "" {
			continue
		}
		if len(groups) == 0 || !strings.Contains(counter.Name, groups[len(groups)-1].Protocol) {
			protocol, _, six := strings.Cut(counter.Name, "6")
			if six {
				protocol += "6"
			}
			groups = append(groups, CounterGroup{Protocol: protocol})
		}
		last := &groups[len(groups)-1]
		last.Counters = append(last.Counters, counter)
	}
	return groups
}

func plainSCTP(text string) (counters []Counter) {
	for _, line := range plainLines(text, 1023) {
		line = strings.TrimSuffix(line, "\n")
		end := strings.IndexAny(line, " \t\x00")
		if end < 0 {
			continue
		}
		if number := strings.TrimLeft(plainText(line[end+1:]), " \t"); number != "" {
			counter := Counter{Name: line[:end]}
			sscanf(number, "%lu", &counter.Value)
			counters = append(counters, counter)
		}
	}
	return counters
}

// FuzzCounterTables reads any text as each table of counters, and finds what
// plain readers find.
func FuzzCounterTables(f *testing.F) {
	f.Add("Ip: Forwarding InReceives\nIp: 2 x 3\n\nTcp: A\nTcp:\nno colon\n1\n")
	f.Add("Ip6InReceives\x00 -1\n 6\t: 1\nA\x00 1\n\n")
	f.Add(strings.Repeat(" ", 1016) + "Ip6A 1234\n" + strings.Repeat("A", 1021) + " 123\n")
	for _, name := range []string{"snmp", "netstat", "snmp6", "sctp/snmp"} {
		for _, table := range recorded(f, name) {
			f.Add(table)
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		tables := memory{"snmp": text, "snmp6": text, "sctp/snmp": text}
		want, wantErr := plainSNMP(text)
		got, err := ReadSNMP(tables, "snmp")
		require.Equal(t, wantErr, err)
		require.Equal(t, want, got)
		got, err = ReadSNMP6(tables)
		require.NoError(t, err)
		require.Equal(t, plainSNMP6(text), got)
		sctp, err := ReadSCTPCounters(tables)
		require.NoError(t, err)
		require.Equal(t, plainSCTP(text), sctp.Counters)
	})
}

// sockstats gives tables with the two that count sockets.
func sockstats(t *testing.T, sockstat, sockstat6 string) Tables {
	t.Helper()
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "sockstat"), []byte(sockstat), 0o644))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "sockstat6"), []byte(sockstat6), 0o644))
	return Dir(dir)
}

// FuzzNoListeners reads any text as net/sockstat and net/sockstat6: a table of
// tcp is taken to have no listeners only if its own counter is there and 0.
func FuzzNoListeners(f *testing.F) {
	f.Add("sockets: used 291\nTCP: inuse 0 orphan 0 tw 0 alloc 13 mem 2\nUDP: inuse 4 mem 1\n", "TCP6: inuse 0\nUDP6: inuse 3\n")
	f.Add("TCP: inuse 5 orphan 0 tw 1 alloc 13 mem 2\n", "TCP6: inuse 2\n")
	f.Fuzz(func(t *testing.T, sockstat, sockstat6 string) {
		both := sockstats(t, sockstat, sockstat6)
		require.False(t, NoListeners(both, "udp"))
		if NoListeners(both, "tcp") {
			require.Contains(t, sockstat, "TCP:")
			require.Contains(t, sockstat, "inuse")
		}
		if NoListeners(both, "tcp6") {
			require.Contains(t, sockstat6, "TCP6:")
			require.Contains(t, sockstat6, "inuse")
		}
	})
}

// FuzzSockstat prints the counters as sockstat_seq_show in the kernel's
// net/ipv4/proc.c and its IPv6 sibling do: any socket in use is seen.
func FuzzSockstat(f *testing.F) {
	f.Add(uint(0), uint(0), uint(0))
	f.Add(uint(1), uint(0), uint(0))
	f.Fuzz(func(t *testing.T, inuse, timeWait, inuse6 uint) {
		both := sockstats(t,
			fmt.Sprintf("sockets: used %d\nTCP: inuse %d orphan %d tw %d alloc %d mem %d\nUDP: inuse %d mem %d\nUDPLITE: inuse 0\nRAW: inuse 0\nFRAG: inuse 0 memory 0\n", 0, inuse, 0, timeWait, 0, 0, 0, 0),
			fmt.Sprintf("TCP6: inuse %d\nUDP6: inuse 0\nUDPLITE6: inuse 0\nRAW6: inuse 0\nFRAG6: inuse 0 memory 0\n", inuse6))
		require.Equal(t, inuse == 0, NoListeners(both, "tcp"))
		require.Equal(t, inuse6 == 0, NoListeners(both, "tcp6"))
	})
}
