//go:build linux

package netstat

import (
	"bufio"
	"context"
	"encoding/hex"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const benchRows = 100_000

// benchTree is a procfs with a table of benchRows connections.
func benchTree(t testing.TB) Options {
	o := tree(t, map[string]string{"net/tcp": connections(benchRows)})
	o.Protocols = TCP
	return o
}

// allocationsPerRow tells how many allocations count makes for one more row.
func allocationsPerRow(t *testing.T, files func(rows int) map[string]string, count func(Options) int) float64 {
	const few, many = 10_000, 30_000 // more than are read ahead
	allocations := func(rows int) float64 {
		o := tree(t, files(rows))
		return testing.AllocsPerRun(3, func() { require.Equal(t, rows, count(o)) })
	}
	return (allocations(many) - allocations(few)) / (many - few)
}

func TestSocketsAllocateNothingPerRow(t *testing.T) {
	files := func(rows int) map[string]string {
		return map[string]string{
			"net/tcp": connections(rows), "1/fd/1": "-> socket:[11]", "1/fd/2": "-> socket:[12]", "1/cmdline": "init",
		}
	}
	for _, owners := range []bool{false, true} {
		per := allocationsPerRow(t, files, func(o Options) (n int) {
			o.Owners = owners
			for _, err := range Sockets(context.Background(), o) {
				if err != nil {
					t.Error(err)
				}
				n++
			}
			return n
		})
		// While owners are looked for rows are kept, in batches that are
		// allocated as a whole, of which there are at most so many.
		most := 0.001
		if owners {
			most = 2.0 / 256
		}
		assert.Less(t, per, most)
	}
}

func TestUnixSocketsAllocatePathsTogether(t *testing.T) {
	files := func(rows int) map[string]string {
		return map[string]string{"net/unix": "Num\n" + strings.Repeat("0: 2 0 0 1 1 1 /run/user/1000/bus\n", rows)}
	}
	per := allocationsPerRow(t, files, func(o Options) (n int) {
		for _, err := range UnixSockets(context.Background(), o) {
			if err != nil {
				t.Error(err)
			}
			n++
		}
		return n
	})
	assert.Less(t, per, 0.01)
}

func BenchmarkSockets(b *testing.B) {
	o := benchTree(b)
	b.ReportAllocs()
	for b.Loop() {
		n := 0
		for _, err := range Sockets(context.Background(), o) {
			if err != nil {
				b.Fatal(err)
			}
			n++
		}
		if n != benchRows {
			b.Fatal(n)
		}
	}
	perRow(b)
}

func BenchmarkNetstat(b *testing.B) {
	for _, rows := range []int{10_000, 100_000} {
		for _, owners := range []bool{false, true} {
			b.Run(fmt.Sprintf("rows=%d/owners=%t", rows, owners), func(b *testing.B) { benchNetstat(b, rows, owners) })
		}
	}
}

func benchNetstat(b *testing.B, rows int, owners bool) {
	o := tree(b, map[string]string{"net/tcp": connections(rows), "7/fd/3": "-> socket:[4242]", "7/cmdline": "x", "7/comm": "x"})
	features := EnableFeatures{TCP: true, PID: owners}
	b.ReportAllocs()
	for b.Loop() {
		entries, err := list(b, o, features, NoopFilter)
		if err != nil || len(entries) != rows {
			b.Fatal(len(entries), err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(rows), "ns/row")
}

// BenchmarkNamespaces lists namespaces with names, a process in each and a listener,
// with owners.
func BenchmarkNamespaces(b *testing.B) {
	for _, count := range []int{50, 200} {
		b.Run(fmt.Sprintf("namespaces=%d", count), func(b *testing.B) {
			for i := range count {
				namespace(b, fmt.Sprintf("bench-%d", i), 4711)
			}
			all := EnableFeatures{
				TCP: true, TCP6: true, UDP: true, UDP6: true, UDPLite: true, UDPLite6: true, Raw: true, Raw6: true,
				PID: true, AllNetNs: true, NoHostNetwork: true,
			}
			for b.Loop() {
				entries, err := Netstat(context.Background(), all, NoopFilter)
				if err != nil || len(entries) < count {
					b.Fatal(len(entries), err)
				}
			}
		})
	}
}

// BenchmarkLineByLine is how the same list is made in the plainest way, which
// Netstat must not be slower than.
func BenchmarkLineByLine(b *testing.B) {
	o := benchTree(b)
	b.ReportAllocs()
	for b.Loop() {
		entries, err := lineByLine(filepath.Join(o.ProcRoot, "net/tcp"))
		if err != nil || len(entries) != benchRows {
			b.Fatal(len(entries), err)
		}
	}
	perRow(b)
}

func perRow(b *testing.B) {
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/benchRows, "ns/row")
}

func TestTheBenchmarksMakeTheSameList(t *testing.T) {
	o := fixture
	want, err := lineByLine(filepath.Join(o.ProcRoot, "net/tcp"))
	require.NoError(t, err)
	got, err := list(t, o, EnableFeatures{TCP: true}, NoopFilter)
	require.NoError(t, err)
	assert.Equal(t, want, got)
}

func lineByLine(path string) ([]SockTabEntry, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	var entries []SockTabEntry
	scanner := bufio.NewScanner(file)
	scanner.Scan()
	for scanner.Scan() {
		entry, err := parseFields(strings.Fields(scanner.Text()))
		if err != nil {
			return nil, err
		}
		entries = append(entries, *entry)
	}
	return entries, scanner.Err()
}

func parseFields(f []string) (*SockTabEntry, error) {
	if len(f) < 12 {
		return nil, fmt.Errorf("%d fields", len(f))
	}
	local, err := parseEndpoint(f[1])
	if err != nil {
		return nil, err
	}
	remote, err := parseEndpoint(f[2])
	if err != nil {
		return nil, err
	}
	tx, rx, _ := strings.Cut(f[4], ":")
	tr, when, _ := strings.Cut(f[5], ":")
	var failed error
	number := func(text string, base int) uint64 {
		v, err := strconv.ParseUint(text, base, 64)
		if err != nil {
			failed = err
		}
		return v
	}
	return &SockTabEntry{
		Transport:      "tcp",
		LocalEndpoint:  local,
		RemoteEndpoint: remote,
		State:          SkState(number(f[3], 16)),
		TxQueue:        number(tx, 16),
		RxQueue:        number(rx, 16),
		Tr:             TimerActive(number(tr, 16)),
		TimerWhen:      number(when, 16),
		Retrnsmt:       number(f[6], 16),
		UID:            uint32(number(f[7], 10)),
		Timeout:        number(f[8], 10),
		Inode:          number(f[9], 10),
		Ref:            number(f[10], 10),
		Pointer:        number(f[11], 16),
	}, failed
}

func parseEndpoint(text string) (*SockEndpoint, error) {
	address, port, _ := strings.Cut(text, ":")
	b, err := hex.DecodeString(address)
	if err != nil || len(b) != 4 {
		return nil, fmt.Errorf("address %q", address)
	}
	n, err := strconv.ParseUint(port, 16, 16)
	return &SockEndpoint{net.IP{b[3], b[2], b[1], b[0]}, uint16(n)}, err
}
