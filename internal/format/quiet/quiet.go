// Package quiet has the form that prints nothing, for those who only want to know
// whether there is anything to list. Rows come in, and what goes out is the
// answer.
package quiet

import (
	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

// Form prints nothing and remembers whether there was anything to print.
type Form struct{ came bool }

// New gives the form.
func New() *Form { return &Form{} }

// Came tells whether any row came.
func (f *Form) Came() bool { return f.came }

// Needs says that nothing is shown, so that a row is as good as many, and that
// what cannot be seen matters.
func (f *Form) Needs() format.Needs { return format.Needs{One: true, Certain: true} }

// Rows gives what makes a byte of each row.
func (f *Form) Rows(format.Space) format.Rows { return rows{} }

// Space does nothing.
func (f *Form) Space(format.Space) {}

// Begin does nothing.
func (f *Form) Begin(format.Section, format.Space) {}

// Print remembers that rows came.
func (f *Form) Print(text []byte) { f.came = f.came || len(text) > 0 }

// Remark leaves sentences to others.
func (f *Form) Remark(string) bool { return false }

// End does nothing.
func (f *Form) End() {}

// Forget and Release do nothing: of a round without rows there is nothing to
// print.
func (f *Form) Forget()  {}
func (f *Form) Release() {}

// rows make a byte of each row.
type rows struct{}

func one(dst []byte) []byte { return append(dst, '.') }

func (rows) AppendTCP(dst []byte, _ string, _ *procnet.Socket) []byte          { return one(dst) }
func (rows) AppendUDP(dst []byte, _ string, _ *procnet.Socket) []byte          { return one(dst) }
func (rows) AppendRaw(dst []byte, _ string, _ *procnet.Socket) []byte          { return one(dst) }
func (rows) AppendSCTPEndpoint(dst []byte, _ *procnet.SCTPSocket) []byte       { return one(dst) }
func (rows) AppendSCTPAssociation(dst []byte, _ *procnet.SCTPSocket) []byte    { return one(dst) }
func (rows) AppendUnix(dst []byte, _ *procnet.UnixSocket, _ bool) []byte       { return one(dst) }
func (rows) AppendIPX(dst []byte, _ *procnet.IPXSocket) []byte                 { return one(dst) }
func (rows) AppendAX25(dst []byte, _ *procnet.AX25Socket) []byte               { return one(dst) }
func (rows) AppendX25(dst []byte, _ *procnet.X25Socket) []byte                 { return one(dst) }
func (rows) AppendNetROM(dst []byte, _ *procnet.NetROMSocket) []byte           { return one(dst) }
func (rows) AppendRose(dst []byte, _ *procnet.RoseSocket) []byte               { return one(dst) }
func (rows) AppendGroup(dst []byte, _ *procnet.Group) []byte                   { return one(dst) }
func (rows) AppendRoute(dst []byte, _ *procnet.Route) []byte                   { return one(dst) }
func (rows) AppendRoute6(dst []byte, _ *procnet.Route6) []byte                 { return one(dst) }
func (rows) AppendNeighbour(dst []byte, _ *procnet.Neighbour) []byte           { return one(dst) }
func (rows) AppendAX25Route(dst []byte, _ *procnet.AX25Route) []byte           { return one(dst) }
func (rows) AppendNetROMRoute(dst []byte, _ *procnet.NetROMRoute) []byte       { return one(dst) }
func (rows) AppendRoseRoute(dst []byte, _ *procnet.RoseRoute) []byte           { return one(dst) }
func (rows) AppendX25Route(dst []byte, _ *procnet.X25Route) []byte             { return one(dst) }
func (rows) AppendIPXRoute(dst []byte, _ *procnet.IPXRoute) []byte             { return one(dst) }
func (rows) AppendAppleTalkRoute(dst []byte, _ *procnet.AppleTalkRoute) []byte { return one(dst) }
func (rows) AppendInterface(dst []byte, _ *format.Interface) []byte            { return one(dst) }
func (rows) AppendSNMP(dst []byte, _ procnet.CounterGroup) []byte              { return one(dst) }
func (rows) AppendSNMP6(dst []byte, _ procnet.CounterGroup) []byte             { return one(dst) }
func (rows) AppendMasquerade(dst []byte, _ *procnet.Masquerade) []byte         { return one(dst) }

func (rows) AppendCount(dst []byte, _ *format.Count) []byte { return one(dst) }

// AppendRouteCacheHeading appends nothing: a heading is no row.
func (rows) AppendRouteCacheHeading(dst []byte, _ procnet.RouteCacheForm) []byte { return dst }

func (rows) AppendCachedRoute(dst []byte, _ *procnet.CachedRoute, _ procnet.RouteCacheForm) []byte {
	return one(dst)
}
