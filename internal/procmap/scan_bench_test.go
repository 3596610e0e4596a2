package procmap

import (
	"context"
	"fmt"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"
)

// Live loads: how many processes hold how many sockets each.
var loads = []struct{ processes, sockets int }{{0, 0}, {200, 50}, {1, 18000}, {4, 18000}}

func BenchmarkScanFabricated(b *testing.B) {
	proc := b.TempDir()
	for pid := range 100 {
		links := make([]string, 50)
		for i := range links {
			links[i] = fmt.Sprintf("socket:[%d]", 1000+pid*len(links)+i)
		}
		newProcess(b, proc, fmt.Sprint(1+pid), "/usr/bin/holder\x00", links...)
	}
	b.ReportAllocs()
	for b.Loop() {
		scanAll(b, proc)
	}
}

func BenchmarkLookup(b *testing.B) {
	proc := b.TempDir()
	newProcess(b, proc, "7", "holder", "socket:[4242]")
	o := scanAll(b, proc)
	b.ReportAllocs()
	for b.Loop() {
		if _, ok := o.Lookup(4242); !ok {
			b.Fatal("no owner")
		}
	}
}

func BenchmarkSocketInode(b *testing.B) {
	link := []byte("socket:[4294967295]")
	b.ReportAllocs()
	for b.Loop() {
		if _, ok := socketInode(link); !ok {
			b.Fatal("no socket")
		}
	}
}

func BenchmarkScanLive(b *testing.B) {
	for _, load := range loads {
		b.Run(fmt.Sprintf("%dx%d", load.processes, load.sockets), func(b *testing.B) {
			for range load.processes {
				startHolder(b, load.sockets)
			}
			for name, search := range map[string]Search{"first": {}, "netns": {NetNS: true}, "every": {Every: true}} {
				b.Run(name, func(b *testing.B) {
					b.ReportAllocs()
					before := processorTime(b)
					for b.Loop() {
						_, err := search.Start(context.Background(), "/proc").Wait()
						require.NoError(b, err)
					}
					b.ReportMetric(float64(processorTime(b)-before)/float64(b.N), "cpu-ns/op")
				})
			}
		})
	}
}

// processorTime returns the nanoseconds that this process has run on all processors.
func processorTime(t testing.TB) int64 {
	var usage syscall.Rusage
	require.NoError(t, syscall.Getrusage(syscall.RUSAGE_SELF, &usage))
	return usage.Utime.Nano() + usage.Stime.Nano()
}
