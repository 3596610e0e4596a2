package cli

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestGetoptRewritesToOneFlagPerWord(t *testing.T) {
	for _, c := range []struct{ args, want []string }{
		{nil, []string{}},
		{[]string{"-tulpn"}, []string{"--tcp", "--udp", "--listening", "--programs", "--numeric"}},
		{[]string{"-Ainet", "-a"}, []string{"--protocol=inet", "--all"}},
		{[]string{"-A", "inet", "-a"}, []string{"--protocol=inet", "--all"}},
		{[]string{"-tA", "-V"}, []string{"--tcp", "--protocol=-V"}},
		{[]string{"-tAx25", "-V"}, []string{"--tcp", "--protocol=x25", "--version"}},
		{[]string{"-A", ""}, []string{"--protocol="}},
		{[]string{"--protocol=inet"}, []string{"--protocol=inet"}},
		{[]string{"--proto", "inet"}, []string{"--protocol=inet"}},
		{[]string{"--protocol="}, []string{"--protocol="}},
		{[]string{"--prot", "--"}, []string{"--protocol=--"}},
		{[]string{"-4", "-6", "-x", "-2", "-f"}, []string{"--inet", "--inet6", "--unix", "--l2cap", "--rfcomm"}},
		{[]string{"-d", "-Wd"}, []string{"--wide"}},
		{[]string{"-W", "version"}, []string{"--wide"}},
		{[]string{"--ip", "--appletalk"}, []string{"--inet", "--ddp"}},
		{[]string{"foo", "-", "", "-t"}, []string{"--tcp"}},
		{[]string{"-t", "--", "-u"}, []string{"--tcp"}},
		{[]string{"--netns", "blue,red", "-t"}, []string{"--netns=blue,red", "--tcp"}},
		{[]string{"--output=json", "--json"}, []string{"--output=json", "--json"}},
	} {
		got, err := getopt("netstat", c.args)
		require.NoError(t, err, "%q", c.args)
		assert.Equal(t, c.want, got, "%q", c.args)
	}
}

func TestGetoptAcceptsUnambiguousAbbreviations(t *testing.T) {
	for word, want := range map[string]string{
		"--e": "--extend", "--d": "--ddp", "--f": "--fib", "--x": "--x25", "--b": "--bluetooth",
		"--h": "--help", "--g": "--groups", "--m": "--masquerade", "--w": "--wide",
		"--net": "--netrom", "--ine": "--inet", "--int": "--interfaces", "--prog": "--programs",
		"--program": "--programs", "--numeric-h": "--numeric-hosts", "--numeric": "--numeric",
		"--stat": "--statistics", "--ap": "--ddp", "--udp": "--udp", "--udpl": "--udplite",
		"--tcp": "--tcp", "--tcpi": "--tcpip", "--unix": "--unix", "--ip": "--inet", "--conte": "--context",
	} {
		got, err := getopt("netstat", []string{word})
		require.NoError(t, err, word)
		assert.Equal(t, []string{want}, got, word)
	}
}

func TestGetoptRefusesInTheSentencesOfGetoptLong(t *testing.T) {
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"--bogus"}, "unrecognized option '--bogus'"},
		{[]string{"--bogus=3"}, "unrecognized option '--bogus=3'"},
		{[]string{"---"}, "unrecognized option '---'"},
		{[]string{"--ip6"}, "unrecognized option '--ip6'"},
		{[]string{"--econet"}, "unrecognized option '--econet'"},
		{[]string{"--netn", "x"}, "unrecognized option '--netn'"},
		{[]string{"-T"}, "invalid option -- 'T'"},
		{[]string{"-t-"}, "invalid option -- '-'"},
		{[]string{"-\xc3\xa9"}, "invalid option -- '\xc3'"},
		{[]string{"-A"}, "option requires an argument -- 'A'"},
		{[]string{"-nA"}, "option requires an argument -- 'A'"},
		{[]string{"--protocol"}, "option '--protocol' requires an argument"},
		{[]string{"--prot"}, "option '--protocol' requires an argument"},
		{[]string{"--netns"}, "option '--netns' requires an argument"},
		{[]string{"--tcp=3"}, "option '--tcp' doesn't allow an argument"},
		{[]string{"--numeric-h="}, "option '--numeric-hosts' doesn't allow an argument"},
		{[]string{"--json=yes"}, "option '--json' doesn't allow an argument"},
		{[]string{"--u"}, "option '--u' is ambiguous; possibilities: '--unix' '--udp' '--udplite' '--unix'"},
		{[]string{"--uni"}, "option '--uni' is ambiguous; possibilities: '--unix' '--unix'"},
		{[]string{"--i"}, "option '--i' is ambiguous; possibilities: '--ip' '--interfaces'"},
		{[]string{"--in=1"}, "option '--in=1' is ambiguous; possibilities: '--inet' '--interfaces'"},
		{[]string{"--a"}, "option '--a' is ambiguous; possibilities: '--ax25' '--all'"},
		{[]string{"--n"}, "option '--n' is ambiguous; possibilities: '--netrom' '--numeric' '--numeric-hosts' '--numeric-ports' '--numeric-users'"},
		{[]string{"--p"}, "option '--p' is ambiguous; possibilities: '--protocol' '--programs'"},
	} {
		_, err := getopt("/bin/netstat", c.args)
		assert.EqualError(t, err, "/bin/netstat: "+c.want, "%q", c.args)
	}
}

func TestGetoptGivesTheFlagsBeforeTheRefusedOne(t *testing.T) {
	got, err := getopt("netstat", []string{"-tV", "-uT", "-r"})
	assert.EqualError(t, err, "netstat: invalid option -- 'T'")
	assert.Equal(t, []string{"--tcp", "--version", "--udp"}, got)
}

func TestGetoptStopsAtTheFirstOperandUnderPosixlyCorrect(t *testing.T) {
	t.Setenv("POSIXLY_CORRECT", "")
	got, err := getopt("netstat", []string{"-t", "foo", "-u"})
	require.NoError(t, err)
	assert.Equal(t, []string{"--tcp"}, got)
}

func TestEveryLongOptionHasAFlag(t *testing.T) {
	flags := define(&Options{}, nil)
	for _, option := range longOptions {
		assert.NotNil(t, flags.Lookup(option.flag), option.name)
	}
	for _, option := range ownOptions {
		assert.NotNil(t, flags.Lookup(option.flag), option.name)
	}
	for letter, flag := range shortOptions {
		if flag != "" && flag != ignored && flag != usageOnly {
			assert.NotNil(t, flags.Lookup(flag), "-%c", letter)
		}
	}
}
