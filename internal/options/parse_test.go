package options

import (
	"errors"
	"io/fs"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"github.com/gonetstat/gonetstat/internal/engine"
	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/version"
)

// parsed is what Parse makes of a command line.
type parsed struct {
	request  *Request
	status   int
	out, err string
}

func parse(args ...string) parsed {
	var out, errs strings.Builder
	request, status := Parse("netstat", args, &out, &errs)
	return parsed{request, status, out.String(), errs.String()}
}

// accepted parses a command line that must be accepted without a word.
func accepted(t *testing.T, args ...string) *Request {
	t.Helper()
	p := parse(args...)
	require.NotNil(t, p.request, "%q: %s", args, p.err)
	assert.Zero(t, p.status)
	assert.Empty(t, p.out+p.err)
	return p.request
}

// parseLine parses a command line of words without blanks.
func parseLine(t *testing.T, words string) *Request {
	t.Helper()
	return accepted(t, strings.Fields(words)...)
}

func TestRequestIsAll(t *testing.T) {
	assert.Equal(t, &Request{
		Tables:    Tables{TCP: Required, UDP: Required, Inet4: true, Inet6: true},
		Filter:    engine.Filter{Which: engine.Listening},
		FIB:       true,
		Protocols: format.ShowTCP | format.ShowUDP,
		Columns:   Columns{NumericHosts: true, NumericPorts: true, NumericUsers: true, Programs: true},
		Form:      NetTools,
		Color:     Auto,
	}, accepted(t, "-tulpn"))
}

func TestModes(t *testing.T) {
	for words, want := range map[string]Mode{
		"": Sockets, "-g": Sockets, "-r": Routes, "-i": Interfaces, "-s": Statistics, "-M": Masquerade,
		"--route": Routes, "--interfaces": Interfaces, "--statistics": Statistics, "--masquerade": Masquerade,
		"-gr": Routes, "-t -s": Statistics,
	} {
		assert.Equal(t, want, parseLine(t, words).Mode, words)
	}
}

func TestColumns(t *testing.T) {
	for words, want := range map[string]Columns{
		"-n":                     {NumericHosts: true, NumericPorts: true, NumericUsers: true},
		"--numeric-hosts":        {NumericHosts: true},
		"--numeric-ports":        {NumericPorts: true},
		"--numeric-users":        {NumericUsers: true},
		"-N":                     {Symbolic: true},
		"-W":                     {Wide: true},
		"-o":                     {Timers: true},
		"-p":                     {Programs: true},
		"--program nginx":        {Programs: true}, // abbreviates --programs
		"--program=nginx":        {},
		"-eeoe --extend":         {Extend: 4, Timers: true},
		"--wide --symbolic -e":   {Wide: true, Symbolic: true, Extend: 1},
		"--timers --programs -t": {Timers: true, Programs: true},
	} {
		assert.Equal(t, want, parseLine(t, words).Columns, words)
	}
}

func TestWhichSockets(t *testing.T) {
	for words, want := range map[string]engine.Which{
		"": engine.Connected, "-l": engine.Listening, "-a": engine.All, "-al": engine.All, "-la": engine.All, "-ia": engine.All,
		"--port=22": engine.All, "--port=ssh": engine.All, "--process a": engine.All, "--state=listen": engine.All, "--pid=1 -t": engine.All, "--program=a": engine.All,
		"--port=22 -l": engine.Listening, "--port=22 -la": engine.All,
	} {
		assert.Equal(t, want, parseLine(t, words).Filter.Which, words)
	}
}

func TestWhichRoutes(t *testing.T) {
	for words, want := range map[string][2]bool{
		"-r": {true, false}, "-rF": {true, false}, "-rC": {false, true}, "-rCF": {true, true}, "-rn --fib": {true, false}, "-r --cache": {false, true},
	} {
		request := parseLine(t, words)
		assert.Equal(t, want, [2]bool{request.FIB, request.Cache}, words)
	}
}

func TestProtocolsOfStatistics(t *testing.T) {
	for words, want := range map[string]format.Protocols{
		"-s": 0, "-sx": 0, "-st": format.ShowTCP, "-su": format.ShowUDP, "-sw": format.ShowRaw, "-sU": format.ShowUDPLite,
		"-sS": format.ShowSCTP, "-sStu": format.ShowTCP | format.ShowUDP | format.ShowSCTP,
	} {
		assert.Equal(t, want, parseLine(t, words).Protocols, words)
	}
}

func TestStatisticsAreListedOnce(t *testing.T) {
	assert.True(t, accepted(t, "-c").Continuous)
	assert.True(t, accepted(t, "-rc").Continuous)
	assert.False(t, accepted(t, "-sc").Continuous)
	assert.False(t, accepted(t, "-t").Continuous)
}

func TestFamiliesKeepTheirOrderAndNetToolsNames(t *testing.T) {
	request := accepted(t, "-6", "-A", "ip,unix", "--ddp", "--appletalk", "-Aeconet,ash,tcpip,ip6", "--ip", "-x", "--bluetooth", "-2")
	assert.Equal(t, []string{"inet6", "inet", "unix", "ddp", "ddp", "ec", "ash", "inet", "inet6", "inet", "unix", "bluetooth"}, request.Families)
}

func TestFamiliesByEachOfTheirNames(t *testing.T) {
	for words, want := range map[string]string{
		"-4 --inet --ip -Ainet -Aip -Atcpip":  "inet",
		"-6 --inet6 -Ainet6 -Aip6":            "inet6",
		"-x --unix -Aunix":                    "unix",
		"--ipx -Aipx":                         "ipx",
		"--ax25 -Aax25":                       "ax25",
		"--x25 -Ax25":                         "x25",
		"--netrom -Anetrom":                   "netrom",
		"--rose -Arose":                       "rose",
		"--ddp --appletalk -Addp -Aappletalk": "ddp",
		"-Aeconet":                            "ec",
		"-Aash":                               "ash",
		"--bluetooth -Abluetooth":             "bluetooth",
	} {
		for word := range strings.FieldsSeq(words) {
			assert.Equal(t, []string{want}, accepted(t, word).Families, word)
		}
	}
	assert.Empty(t, accepted(t, "-t2f").Families)
}

func TestUnknownFamilyEndsTheRun(t *testing.T) {
	for _, c := range []struct{ list, word string }{
		{"bogus", "bogus"}, {"", ""}, {"inet,", ""}, {",inet", ""}, {"inet,bogus,x", "bogus"}, {"INET", "INET"}, {"ec", "ec"},
		// Only so much of the argument is looked at.
		{strings.Repeat("inet6,", 42) + "inet6", "ine"},
		{strings.Repeat("b", 300), strings.Repeat("b", 255)},
	} {
		p := parse("-A", c.list, "-V")
		assert.Equal(t, parsed{nil, 1, "", "Unknown address family `" + c.word + "'.\n"}, p, c.list)
	}
}

func TestTooManyFamiliesAreDropped(t *testing.T) {
	args := []string{"-t"}
	for range 51 {
		args = append(args, "-4")
	}
	p := parse(append(args, "-A", "x25,netrom", "-6")...)
	assert.Equal(t, strings.Repeat("Too much address family arguments.\n", 2), p.err)
	require.NotNil(t, p.request)
	assert.Len(t, p.request.Families, 51)
	assert.Equal(t, Tables{TCP: Required, Inet4: true}, p.request.Tables)
}

func TestOptionsActInTheirOrder(t *testing.T) {
	text := "gonetstat " + version.String() + "\n"
	assert.Equal(t, parsed{nil, 0, text, ""}, parse("-V", "--bogus"))
	assert.Equal(t, parsed{nil, 0, text, ""}, parse("-tV", "-A", "bogus"))
	assert.Equal(t, parsed{nil, 0, text, ""}, parse("-r", "-i", "--version"))
	assert.Equal(t, parsed{nil, 3, "", "netstat: invalid option -- 'T'\n" + synopsis + TryHelp}, parse("-TV"))
	assert.Equal(t, parsed{nil, 3, "", "netstat.c: Internal Error `longopts 1 range'.\nnetstat: unrecognized option '--bogus'\n" + synopsis + TryHelp},
		parse("--tcpip", "--bogus"))
}

func TestModesExcludeEachOtherAndThemselves(t *testing.T) {
	for args, hint := range map[string]string{
		"-rr": "-r may be written once.", "-ss": "-s may be written once.", "-M --masq": "-M may be written once.",
		"-ri":   "-r and -i list different things: write one of -r, -i, -s and -M, and once.",
		"-sM":   "-s and -M list different things: write one of -r, -i, -s and -M, and once.",
		"-gir":  "-i and -r list different things: write one of -r, -i, -s and -M, and once.",
		"-rrsM": "-r and -s list different things: write one of -r, -i, -s and -M, and once.",
	} {
		assert.Equal(t, parsed{nil, 3, "", synopsis + hint + "\n" + TryHelp}, parse(strings.Fields(args)...), args)
	}
	accepted(t, "-ggr")
}

func TestUsageAlone(t *testing.T) {
	assert.Equal(t, parsed{nil, 3, "", synopsis + TryHelp}, parse("-t?", "-V"))
}

func TestContextWithoutSELinuxEndsTheRun(t *testing.T) {
	if selinuxEnabled() {
		assert.Equal(t, Columns{Context: true, Programs: true}, accepted(t, "-Z").Columns)
		return
	}
	want := parsed{nil, 1, "", "SELinux is not enabled on this machine.\n"}
	assert.Equal(t, want, parse("-tZ", "--bogus"))
	assert.Equal(t, want, parse("--context", "-V"))
}

func TestNamespaces(t *testing.T) {
	request := accepted(t, "--netns", "blue,/run/netns/red", "--netns=4711", "-t", "--netns=,")
	assert.Equal(t, []string{"blue", "/run/netns/red", "4711", "", ""}, request.NetNS)
	assert.False(t, request.AllNetNS)
	assert.True(t, accepted(t, "--all-netns").AllNetNS)
}

func TestTheLastFormCounts(t *testing.T) {
	for words, want := range map[string]Form{
		"": NetTools, "--json": JSON, "--output=net-tools": NetTools, "--output table": Table, "--output=csv": CSV,
		"--output=ndjson": NDJSON, "--json --output csv": CSV, "--output csv --json": JSON,
	} {
		assert.Equal(t, want, parseLine(t, words).Form, words)
	}
}

func TestFormsAreForEveryMode(t *testing.T) {
	for _, form := range []string{"table", "json", "ndjson", "csv"} {
		for _, words := range []string{"-r", "-rC", "-r --ax25", "-r --ddp", "-i", "-s", "-g", "-M", "--ipx", "-Ax25", "-g --rose"} {
			assert.Equal(t, Form(form), parseLine(t, words+" --output="+form).Form, words)
		}
	}
}

func TestColors(t *testing.T) {
	assert.Equal(t, Auto, accepted(t).Color)
	assert.Equal(t, Never, accepted(t, "--color=never").Color)
	assert.Equal(t, Always, accepted(t, "--output=table", "-r", "--color=always").Color)
	for _, words := range []string{"--color=always", "-i --color=always --json", "--output=table --color always --output=csv"} {
		p := parse(strings.Fields(words)...)
		assert.Equal(t, "gonetstat: --color=always has no effect without --output=table\n", p.err)
		assert.NotNil(t, p.request)
		assert.Zero(t, p.status)
		assert.Empty(t, p.out)
	}
}

func TestTCPInfo(t *testing.T) {
	assert.False(t, accepted(t, "--json").Columns.TCPInfo)
	for _, form := range []string{"table", "json", "ndjson", "csv"} {
		assert.True(t, accepted(t, "-tan", "--tcp-info", "--output", form).Columns.TCPInfo, form)
	}
	for _, words := range []string{"--tcp-info", "--tcp-info --json --output=net-tools", "-i --tcp-info --json", "-r --output=table --tcp-info"} {
		p := parse(strings.Fields(words)...)
		assert.Equal(t, "gonetstat: --tcp-info has no effect but on sockets with --output=table, json, ndjson or csv\n", p.err)
		assert.NotNil(t, p.request)
		assert.Zero(t, p.status)
	}
	assert.Equal(t, statusUsage, parse("--tcp-inf").status, "it is written in full")
}

func TestFormsAndColorsAreRefusedByOtherNames(t *testing.T) {
	assert.Equal(t, parsed{nil, 3, "", "netstat: --output=\"xml\": want net-tools, table, json, ndjson or csv\n" + TryHelp}, parse("--output", "xml"))
	assert.Equal(t, parsed{nil, 3, "", "netstat: --color=\"\": want auto, always or never\n" + TryHelp}, parse("--color="))
}

// full is where nothing can be written to.
type full struct{ err error }

func (f full) Write([]byte) (int, error) { return 0, f.err }

func TestLostHelpIsReported(t *testing.T) {
	for err, line := range map[error]string{
		&fs.PathError{Op: "write", Path: "/dev/stdout", Err: unix.ENOSPC}: "gonetstat: write standard output: no space left on device\n",
		errors.New("no room"): "gonetstat: no room\n",
	} {
		var errs strings.Builder
		request, status := Parse("netstat", []string{"--help"}, full{err}, &errs)
		assert.Nil(t, request)
		assert.Equal(t, 1, status)
		assert.Equal(t, line, errs.String())
	}
}

func BenchmarkParse(b *testing.B) {
	for b.Loop() {
		parse("-tulpn")
	}
}
