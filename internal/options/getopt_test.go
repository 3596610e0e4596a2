package options

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// rewrite rewrites a command line of a program with this name.
func rewrite(program string, args ...string) ([]string, error) {
	return (&getopt{program: program, options: definitions()}).rewrite(args)
}

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
		got, err := rewrite("netstat", c.args...)
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
		got, err := rewrite("netstat", word)
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
		{[]string{"-\x00"}, "invalid option -- '\x00'"},
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
		_, err := rewrite("/bin/netstat", c.args...)
		assert.EqualError(t, err, "/bin/netstat: "+c.want, "%q", c.args)
	}
}

func TestGetoptGivesTheFlagsBeforeTheRefusedOne(t *testing.T) {
	got, err := rewrite("netstat", "-tV", "-uT", "-r")
	assert.EqualError(t, err, "netstat: invalid option -- 'T'")
	assert.Equal(t, []string{"--tcp", "--version", "--udp"}, got)
}

func TestGetoptStopsAtTheFirstOperandUnderPosixlyCorrect(t *testing.T) {
	t.Setenv("POSIXLY_CORRECT", "")
	got, err := rewrite("netstat", "-t", "foo", "-u")
	require.NoError(t, err)
	assert.Equal(t, []string{"--tcp"}, got)
}

func TestNetToolsOptionsAreThoseOfGetoptsTable(t *testing.T) {
	defined := map[string]bool{}
	letters := map[byte]bool{}
	for _, option := range definitions() {
		for _, name := range option.names() {
			require.False(t, defined[name], name)
			defined[name] = true
			_, known := inTable(name)
			assert.Equal(t, !option.Own, known, name)
			if option.Own {
				assert.Equal(t, len(beginning(name)) > 0, option.Equals, "%s abbreviates an option of net-tools", name)
			}
		}
		if option.Letter != 0 {
			require.False(t, letters[option.Letter] || option.Own, "%c", option.Letter)
			letters[option.Letter] = true
		}
	}
	for name := range strings.FieldsSeq(familyNames + " " + otherNames) {
		assert.True(t, defined[name], name)
	}
	for _, letter := range []byte("ACFMNSUVWZacdefghilnoprstuvwx246") {
		assert.True(t, letters[letter], "%c", letter)
		delete(letters, letter)
	}
	assert.Empty(t, letters)
}

// inTable tells whether net-tools has a long option, and whether it is that of
// a family.
func inTable(name string) (family, known bool) {
	family = slices.Contains(strings.Fields(familyNames), name)
	return family, family || slices.Contains(strings.Fields(otherNames), name)
}

// names gives the long names of an option.
func (d *Definition) names() (names []string) {
	for _, name := range []string{d.Name, d.Alias} {
		if name != "" {
			names = append(names, name)
		}
	}
	return names
}
