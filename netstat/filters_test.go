//go:build linux

package netstat

import (
	"net/netip"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestOptionsNarrowTheList(t *testing.T) {
	const mapped = "   0: 0000000000000000FFFF00000100007F:0016 0000000000000000FFFF00000200007F:D2F0 06 0:0 0:0 0 0 0 9 1 0\n"
	o := tree(t, map[string]string{
		"net/tcp":  heading + listener(1) + connection(2) + connection(43),
		"net/tcp6": heading + mapped,
		"net/udp":  heading + strings.ReplaceAll(listener(2), " 0A ", " 07 ") + connection(53),
		"net/raw":  heading + strings.ReplaceAll(listener(1), " 0A ", " 07 "),
		"7/fd/1":   "-> socket:[43]", "7/cmdline": "/usr/sbin/nginx: master\x00",
		"8/fd/1": "-> socket:[53]", "8/cmdline": "dig\x00",
	})
	for name, c := range map[string]struct {
		narrow func(*Options)
		want   []string
	}{
		"a port":              {func(o *Options) { o.Ports = []PortRange{{2, 2}} }, []string{"tcp 2", "udp 2"}},
		"a range":             {func(o *Options) { o.Ports = []PortRange{{2, 43}, {54000, 54000}} }, []string{"tcp 2", "tcp 43", "tcp6 22", "udp 2"}},
		"a state":             {func(o *Options) { o.States = []SkState{Listen} }, []string{"tcp 1"}},
		"states":              {func(o *Options) { o.States = []SkState{TimeWait, Established} }, []string{"tcp 2", "tcp 43", "tcp6 22", "udp 53"}},
		"no peer":             {func(o *Options) { o.States = []SkState{Close} }, []string{"udp 2", "raw 1"}},
		"a process":           {func(o *Options) { o.PIDs = []int{7} }, []string{"tcp 43"}},
		"a program":           {func(o *Options) { o.Programs = []string{"nginx", "dig"} }, []string{"tcp 43", "udp 53"}},
		"both":                {func(o *Options) { o.PIDs, o.Ports = []int{7, 8}, []PortRange{{53, 53}} }, []string{"udp 53"}},
		"two ends":            {between("127.0.0.1:2", "127.0.0.1:80"), []string{"tcp 2"}},
		"mapped ends":         {between("127.0.0.1:22", "127.0.0.2:54000"), []string{"tcp6 22"}},
		"the wrong way round": {between("127.0.0.1:80", "127.0.0.1:2"), nil},
	} {
		some := o
		c.narrow(&some)
		got, errs := listed(t, some)
		assert.Empty(t, errs, name)
		assert.Equal(t, c.want, got, name)
	}
}

func TestOptionsNarrowTheListOfUnixSockets(t *testing.T) {
	for name, c := range map[string]struct {
		narrow func(*Options)
		want   []uint64
	}{
		"unconnected":     {func(o *Options) { o.UnixStates = []UnixState{UnixUnconnected} }, []uint64{15770, 14001, 18702}},
		"connected":       {func(o *Options) { o.UnixStates = []UnixState{UnixConnected} }, []uint64{18501}},
		"a process":       {func(o *Options) { o.PIDs = []int{640} }, []uint64{15770, 18501}},
		"internet states": {func(o *Options) { o.States = []SkState{Listen} }, []uint64{15770, 18501, 14001, 18702}},
		"ports":           {func(o *Options) { o.Ports = []PortRange{{0, 65535}} }, nil},
		"ends":            {func(o *Options) { o.Tuple = &Tuple{} }, nil},
	} {
		o := fixture
		c.narrow(&o)
		rows, errs := collect(UnixSockets(t.Context(), o))
		assert.Empty(t, errs, name)
		var got []uint64
		for _, s := range rows {
			got = append(got, s.Inode)
		}
		assert.Equal(t, c.want, got, name)
	}
}

// between asks for both ends of a connection.
func between(local, remote string) func(*Options) {
	return func(o *Options) { o.Tuple = &Tuple{netip.MustParseAddrPort(local), netip.MustParseAddrPort(remote)} }
}

func TestOptionsNarrowTheListOfSCTP(t *testing.T) {
	for name, c := range map[string]struct {
		narrow func(*Options)
		want   []SkState
	}{
		"all":                          {func(o *Options) {}, []SkState{Listen, Established}},
		"listeners":                    {func(o *Options) { o.Listening = true }, []SkState{Listen}},
		"a state":                      {func(o *Options) { o.States = []SkState{Established} }, []SkState{Established}},
		"a port":                       {func(o *Options) { o.Ports = []PortRange{{9900, 9900}} }, []SkState{Established}},
		"no ends":                      {func(o *Options) { o.Tuple = &Tuple{} }, nil},
		"two ends":                     {between("10.0.0.1:9876", "10.0.0.2:9900"), []SkState{Established}},
		"others of the same addresses": {between("[::ffff:10.1.0.1]:9876", "10.1.0.2:9900"), []SkState{Established}},
		"another address":              {between("10.0.0.1:9876", "10.0.0.3:9900"), nil},
		"another port":                 {between("10.0.0.1:9876", "10.0.0.2:9901"), nil},
		"the wrong way round":          {between("10.0.0.2:9900", "10.0.0.1:9876"), nil},
		"an endpoint":                  {between("10.1.0.1:9876", "0.0.0.0:0"), []SkState{Listen}},
		"no endpoint":                  {between("0.0.0.0:9876", "0.0.0.0:0"), nil},
	} {
		o := fixture
		c.narrow(&o)
		rows, errs := collect(SCTPSockets(t.Context(), o))
		assert.Empty(t, errs, name)
		var got []SkState
		for _, s := range rows {
			got = append(got, s.State)
		}
		assert.Equal(t, c.want, got, name)
	}
}

func TestWhatDoesNotFitIsNotAllocated(t *testing.T) {
	files := func(rows int) map[string]string { return map[string]string{"net/tcp": connections(rows)} }
	count := func(rows int) float64 {
		o := tree(t, files(rows))
		o.Ports = []PortRange{{65535, 65535}}
		return testing.AllocsPerRun(3, func() {
			for range Sockets(t.Context(), o) {
				t.Error("a row that does not fit")
			}
		})
	}
	assert.Less(t, (count(30_000)-count(10_000))/20_000, 0.001)
}
