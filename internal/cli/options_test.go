package cli

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// parsed is what parse makes of a command line.
type parsed struct {
	opts     *Options
	status   int
	out, err string
}

func parseWords(args ...string) parsed {
	var out, errs strings.Builder
	opts, status := parse("netstat", args, &out, &errs)
	return parsed{opts, status, out.String(), errs.String()}
}

// accepted parses a command line that must be accepted without a word.
func accepted(t *testing.T, args ...string) *Options {
	t.Helper()
	p := parseWords(args...)
	require.NotNil(t, p.opts, "%q: %s", args, p.err)
	assert.Empty(t, p.out+p.err)
	return p.opts
}

func TestOptionsAreSet(t *testing.T) {
	want := &Options{
		TCP: true, UDP: true, Listening: true, Programs: true,
		NumericHosts: true, NumericPorts: true, NumericUsers: true,
		Output: "net-tools", Color: "auto",
	}
	assert.Equal(t, want, accepted(t, "-tulpn"))

	o := accepted(t, "-eeaoWNvFC", "--extend", "--numeric-ports", "--sctp", "-wUg")
	assert.Equal(t, 3, o.Extend)
	assert.True(t, o.All && o.Timers && o.Wide && o.Symbolic && o.Verbose && o.FIB && o.Cache)
	assert.True(t, o.NumericPorts && !o.NumericHosts && !o.NumericUsers)
	assert.True(t, o.SCTP && o.Raw && o.UDPLite && o.Groups && !o.TCP)
}

func TestFamiliesKeepTheirOrderAndNetToolsNames(t *testing.T) {
	o := accepted(t, "-6", "-A", "ip,unix", "--ddp", "--appletalk", "-Aeconet,ash,tcpip", "--ip", "-x", "--bluetooth", "-2")
	assert.Equal(t, []string{"inet6", "inet", "unix", "ddp", "ddp", "ec", "ash", "inet", "inet", "unix", "bluetooth"}, o.Families)
	assert.True(t, o.Inet4 && o.Inet6 && o.Unix && o.Bluetooth && o.L2CAP && !o.RFCOMM)
}

func TestUnknownFamilyEndsTheRun(t *testing.T) {
	for _, c := range []struct{ list, word string }{
		{"bogus", "bogus"}, {"", ""}, {"inet,", ""}, {",inet", ""}, {"inet,bogus,x", "bogus"}, {"INET", "INET"}, {"ec", "ec"},
		// Only so much of the argument is looked at.
		{strings.Repeat("inet6,", 42) + "inet6", "ine"},
		{strings.Repeat("b", 300), strings.Repeat("b", 255)},
	} {
		p := parseWords("-A", c.list, "-V")
		assert.Equal(t, parsed{nil, 1, "", "Unknown address family `" + c.word + "'.\n"}, p, c.list)
	}
}

func TestTooManyFamiliesAreDropped(t *testing.T) {
	args := []string{"-t"}
	for range 51 {
		args = append(args, "-4")
	}
	p := parseWords(append(args, "-A", "x25,netrom", "-6")...)
	assert.Equal(t, strings.Repeat("Too much address family arguments.\n", 2), p.err)
	require.NotNil(t, p.opts)
	assert.Len(t, p.opts.Families, 51)
	assert.False(t, p.opts.X25 || p.opts.NETROM || p.opts.Inet6)
}

func TestOptionsActInTheirOrder(t *testing.T) {
	version := "gonetstat " + Version + "\n"
	assert.Equal(t, parsed{nil, 0, version, ""}, parseWords("-V", "--bogus"))
	assert.Equal(t, parsed{nil, 0, version, ""}, parseWords("-tV", "-A", "bogus"))
	assert.Equal(t, parsed{nil, 0, version, ""}, parseWords("-r", "-i", "--version"))
	assert.Equal(t, parsed{nil, 3, "", "netstat: invalid option -- 'T'\n" + synopsis}, parseWords("-TV"))
	assert.Equal(t, parsed{nil, 3, "", "netstat.c: Internal Error `longopts 1 range'.\nnetstat: unrecognized option '--bogus'\n" + synopsis},
		parseWords("--tcpip", "--bogus"))
}

func TestModesExcludeEachOtherAndThemselves(t *testing.T) {
	for _, args := range []string{"-ri", "-rr", "-ss", "-M --masq", "-sM", "-gir", "-risM"} {
		assert.Equal(t, parsed{nil, 3, "", synopsis}, parseWords(strings.Fields(args)...), args)
	}
	accepted(t, "-ggr")
}

func TestUsageAlone(t *testing.T) {
	assert.Equal(t, parsed{nil, 3, "", synopsis}, parseWords("-t?", "-V"))
}

func TestContextWithoutSELinuxEndsTheRun(t *testing.T) {
	if selinuxEnabled() {
		assert.True(t, accepted(t, "-Z").Context)
		return
	}
	want := parsed{nil, 1, "", "SELinux is not enabled on this machine.\n"}
	assert.Equal(t, want, parseWords("-tZ", "--bogus"))
	assert.Equal(t, want, parseWords("--context", "-V"))
}

func TestOwnOptions(t *testing.T) {
	o := accepted(t, "--netns", "blue,/run/netns/red", "--netns=4711", "--all-netns", "--state=LISTEN,TIME_WAIT",
		"--port", "80,443", "--pid=1", "--program=nginx", "--color=never", "--json")
	assert.Equal(t, []string{"blue", "/run/netns/red", "4711"}, o.NetNS)
	assert.True(t, o.AllNetNS)
	assert.Equal(t, []string{"LISTEN", "TIME_WAIT"}, o.States)
	assert.Equal(t, []string{"80", "443"}, o.Ports)
	assert.Equal(t, []string{"1"}, o.PIDs)
	assert.Equal(t, []string{"nginx"}, o.ProgramIs)
	assert.False(t, o.Programs)
	assert.Equal(t, "never", o.Color)
	assert.Equal(t, "json", o.Output)
	assert.Equal(t, "csv", accepted(t, "--json", "--output", "csv").Output)
	assert.True(t, accepted(t, "--program", "nginx").Programs, "--program abbreviates --programs")
}

func TestOwnOptionsRefuseOtherWords(t *testing.T) {
	assert.Equal(t, parsed{nil, 3, "", "netstat: --output=\"xml\": want net-tools, table, json, ndjson or csv\n"}, parseWords("--output", "xml"))
	assert.Equal(t, parsed{nil, 3, "", "netstat: --color=\"\": want auto, always or never\n"}, parseWords("--color="))
}

func BenchmarkParse(b *testing.B) {
	for b.Loop() {
		parseWords("-tulpn")
	}
}
