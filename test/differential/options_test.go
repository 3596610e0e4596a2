package differential

import (
	"fmt"
	"maps"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// netTools are net-tools' long options.
var netTools = strings.Fields(`ax25 ip ipx rose appletalk netrom inet inet6 ddp
	unix tcpip x25 bluetooth version interfaces help route masquerade protocol tcp
	sctp udp udplite raw l2cap rfcomm listening all timers continuous extend
	programs verbose statistics wide numeric numeric-hosts numeric-ports
	numeric-users symbolic cache fib groups context`)

// notOptions are long words that net-tools has no option for.
var notOptions = strings.Fields(`bogus ip6 econet ash ec o j state1 netsta numeric_
	TCP --tcp -t = é`)

// addressFamilies are the words that -A takes.
var addressFamilies = strings.Fields(`inet inet6 unix ipx ax25 netrom econet ddp
	bluetooth x25 rose ash appletalk tcpip ip ip6`)

// emptyTables is a kernel that has every table and nothing in them.
func emptyTables() tree {
	tr := tree{}
	for name := range strings.FieldsSeq(`tcp tcp6 sctp/assocs sctp/eps sctp6/assocs
		sctp6/eps udp udp6 udplite udplite6 raw raw6 igmp igmp6 unix ipx/socket ax25
		x25 nr rose route ipv6_route rt_cache snmp snmp6 netstat sctp/snmp
		ip_masquerade dev if_inet6`) {
		tr["net/"+name] = ""
	}
	return tr
}

// withoutOwnText leaves out what is each program's own affair: its usage text
// and its version.
func (r result) withoutOwnText() result {
	cut := func(text string) string {
		if i := strings.Index(text, "usage: "); i >= 0 {
			return text[:i] + "(usage)\n"
		}
		if strings.HasPrefix(text, "net-tools 2.10\n") || strings.HasPrefix(text, "gonetstat ") {
			return "(version)\n"
		}
		return text
	}
	if strings.HasPrefix(r.stdout, "usage: ") {
		r.stderr = "" // net-tools lists its address families there
	}
	return result{cut(r.stdout), cut(r.stderr), r.status}
}

// compareCommandLine compares what both programs make of a command line.
func compareCommandLine(t *testing.T, tr tree, args ...string) {
	t.Helper()
	reference, ours := runFabricated(t, tr, args...)
	reference, ours = reference.withoutOwnText(), ours.withoutOwnText()
	if !assert.Equal(t, reference.String(), ours.String(), "netstat %q", args) {
		failed.Add(1)
		return
	}
	fabricated.Add(1)
}

func TestEveryAbbreviationMeansTheSame(t *testing.T) {
	tested := map[string]bool{}
	for _, name := range netTools {
		for end := range len(name) + 1 {
			word := "--" + name[:end]
			if word == "--" {
				word = "--="
			}
			// --conti and longer never end.
			if tested[word] || strings.HasPrefix(word, "--conti") {
				continue
			}
			tested[word] = true
			t.Run(word, func(t *testing.T) {
				t.Parallel()
				compareCommandLine(t, emptyTables(), word)
				// --program=NAME is gonetstat's own.
				if word != "--=" && word != "--program" {
					compareCommandLine(t, emptyTables(), word+"=unix", "-x")
				}
			})
		}
	}
}

func TestEveryLetterMeansTheSame(t *testing.T) {
	for letter := '!'; letter <= '~'; letter++ {
		if letter == 'c' {
			continue
		}
		t.Run(string(letter), func(t *testing.T) {
			t.Parallel()
			compareCommandLine(t, emptyTables(), "-"+string(letter))
			compareCommandLine(t, emptyTables(), "-x"+string(letter), "inet")
			compareCommandLine(t, tree{}, "-"+string(letter))
		})
	}
}

func TestCommandLines(t *testing.T) {
	many := func(n int, word string) string { return strings.TrimSpace(strings.Repeat(word+" ", n)) }
	list := func(n int, word string) string { return strings.TrimSuffix(strings.Repeat(word+",", n), ",") }
	for _, line := range []string{
		// The order in which options act.
		"--bogus -V", "-V --bogus", "-h -T", "-T -h", "-tV -A bogus", "-A bogus -V", "-r -i -V",
		"-Z --bogus", "-TZ", "-tZT", "--tcpip --bogus", "--tcpip --tcpip -V", "-?V", "-V?",
		// Modes exclude each other and themselves, groups do not.
		"-r -i", "-rr", "-ii", "-ss", "-MM", "-sM", "-risM", "--route --rou", "-gi", "-gr", "-gs", "-gM", "-gg",
		// Words that are not options.
		"foo -x", "- -x", "-x foo -- -V", "-x -- -- -V", "-x -", "-x -W version",
		// Values, joined and apart, missing and unwanted.
		"-Aunix", "-A unix", "-xA -V", "-xAinet,unix", "-A", "-xA", "-A -- -x", "--protocol", "--prot", "--prot unix",
		"--protocol= -x", "--proto=unix,", "--tcp=", "--tcp=3", "--num=3", "--numeric-p=3",
		// Families.
		"-A bogus", "-A INET", "-A inet,,inet6", "-A ,inet", "-A local", "-A ash", "-A econet", "-A ddp", "-A ip6",
		"-A bluetooth", "-2 -t", "-tf", "--bluetooth --tcp", "-4x", "-46xv", "-4u", "-6g --ipx", "-t4 -A inet6",
		"-A netrom,x25,rose,ax25,ipx", "-A " + list(52, "inet"), "-A " + list(43, "inet6"), "-A " + list(85, "ip"),
		"-A " + strings.Repeat("b", 300), "-t " + many(52, "-4"), "-t " + many(51, "-4") + " -A x25,netrom -x",
		"-s " + many(43, "--rose") + " -6 -x --ipx", "-r -A unix", "-rx", "-r -A econet,inet", "-r --bluetooth", "-r -2",
		"-s46", "-s64", "-s44", "-s -A unix", "-s -A econet,appletalk", "-s --ddp", "-s -2", "-s --bluetooth", "-sc",
		// The words that gonetstat's own options resemble.
		"--net", "--netn", "--ne", "--outpu", "--js", "--stat", "--prog", "--program", "--po", "--pi", "--col", "--all-",
	} {
		t.Run(line, func(t *testing.T) {
			t.Parallel()
			compareCommandLine(t, emptyTables(), strings.Fields(line)...)
			compareCommandLine(t, tree{}, strings.Fields(line)...)
		})
	}
}

func TestWordsWithUnusualBytes(t *testing.T) {
	for _, args := range [][]string{
		{""}, {"", "-V"}, {"-A", ""}, {"--protocol", ""}, {"-\xc3\xa9"}, {"--\xff\x01\n"}, {"-A", "a\nb"}, {"- t"}, {"--tcp "},
	} {
		t.Run(fmt.Sprintf("%q", args), func(t *testing.T) {
			t.Parallel()
			compareCommandLine(t, emptyTables(), args...)
		})
	}
}

func TestPosixlyCorrectEndsOptionsAtTheFirstOperand(t *testing.T) {
	t.Setenv("POSIXLY_CORRECT", "")
	for _, line := range []string{"-x foo -V", "foo", "foo --bogus", "-A unix foo -V", "- -V", "-x -- -V"} {
		compareCommandLine(t, emptyTables(), strings.Fields(line)...)
	}
}

func TestRandomCommandLines(t *testing.T) {
	eachSeed(t, 500, func(t *testing.T, r *rand.Rand) {
		tr, missing := emptyTables(), []float64{0, 0.1, 0.3, 1}[r.Intn(4)]
		if r.Intn(2) == 0 {
			tr = namedTables()
		}
		for _, name := range slices.Sorted(maps.Keys(tr)) {
			// Without its neighbours the reference crashes on a route of ROSE.
			if r.Float64() < missing && strings.HasPrefix(name, "net/") && name != "net/rose_neigh" {
				delete(tr, name)
			}
		}
		var args []string
		for range r.Intn(7) {
			args = append(args, randomWords(r)...)
		}
		compareCommandLine(t, tr, args...)
	})
}

// randomWords makes one option, or an operand, or nonsense.
func randomWords(r *rand.Rand) []string {
	pick := func(words []string) string { return words[r.Intn(len(words))] }
	switch n := r.Intn(20); {
	case n < 7:
		word := "-"
		for range 1 + r.Intn(4) {
			letters := "aeglnNoptuUvWwx64Sd"
			if r.Intn(7) == 0 {
				letters = "AFMCaadeghilnNoprsStuUvVWw2fx64?ZTb-:;=."
			}
			word += string(letters[r.Intn(len(letters))])
		}
		return []string{word}
	case n < 14:
		name := pick(netTools)
		if r.Intn(2) == 0 {
			name = name[:1+r.Intn(len(name))]
		}
		if r.Intn(14) == 0 {
			name = pick(notOptions)
		}
		if strings.HasPrefix(name, "conti") {
			return nil // runs for ever
		}
		// --program=NAME is gonetstat's own.
		if r.Intn(14) == 0 && name != "program" {
			name += "=" + pick([]string{"", "3", "inet", "unix,ipx"})
		}
		return []string{"--" + name}
	case n < 17:
		list := pick(addressFamilies)
		for range r.Intn(3) {
			list += "," + pick(addressFamilies)
		}
		switch r.Intn(30) {
		case 0:
			list = pick([]string{"", "bogus", list + ",", "," + list, strings.ToUpper(list)})
		case 1:
			list = strings.TrimSuffix(strings.Repeat(list+",", 60), ",")
		}
		switch r.Intn(4) {
		case 0:
			return []string{"-A", list}
		case 1:
			return []string{"-nA" + list}
		case 2:
			return []string{"--protocol=" + list}
		}
		return []string{"--proto", list}
	case n < 18:
		return []string{pick([]string{"foo", "", "-", "bar=3"})}
	case n < 19:
		return []string{pick([]string{"-r", "-i", "-s", "-M", "-g"})}
	}
	return []string{pick([]string{"--", "-v", "-e", "-Z"})}
}

func TestOwnOptionsDoNotChangeAListing(t *testing.T) {
	reference, _ := runFabricated(t, emptyTables(), "-tun")
	_, ours := runFabricated(t, emptyTables(), "-tun", "--output=net-tools", "--color", "never")
	require.Equal(t, reference.String(), ours.String())
}
