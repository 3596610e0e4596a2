package table

import (
	"bufio"
	"io"
	"net/netip"
	"testing"

	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/procmap"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

// anyone has all sockets.
type anyone struct{ *procmap.Owner }

func (a anyone) Lookup(uint64) (*procmap.Owner, bool) { return a.Owner, a.Owner != nil }
func (a anyone) Holders(uint64) procmap.Holders       { return procmap.Holders{} }
func (a anyone) Status(uint64) procmap.Status         { return procmap.Known }

func BenchmarkSockets(b *testing.B) {
	in := format.Space{Owners: anyone{&procmap.Owner{PID: 4711, Name: "nginx"}}}
	o := Options{Width: 80, Color: true}
	o.NumericHosts, o.NumericPorts = true, true
	out := bufio.NewWriter(io.Discard)
	form := New(out, o)
	rows := form.Rows(in)
	socket := procnet.Socket{
		Local:  netip.MustParseAddrPort("192.0.2.1:443"),
		Remote: netip.MustParseAddrPort("[2001:db8:ffff:ffff:ffff:ffff:ffff:ffff]:50000"),
		State:  1,
	}
	var text []byte
	b.ReportAllocs()
	form.Begin(format.Internet, in)
	for range b.N {
		text = rows.AppendTCP(text[:0], "tcp6", &socket)
		form.Print(text)
	}
	form.End()
}
