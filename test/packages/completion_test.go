package packages

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gonetstat/gonetstat/internal/testkit"
)

// A shell runs its own completion of $LINE and writes the words that it would
// offer to $WORDS, one a line. $COMPLETIONS is where the completions are.
type shell struct {
	name    string
	program []string // the shell's command line
	needs   []string
	script  string // of a file that the shell runs
}

var shells = []shell{
	{"bash", []string{"bash", "--norc", "script"}, []string{"bash"}, `
source "$COMPLETIONS/gonetstat.bash"
# Bash breaks words at these too.
line=${LINE//=/ = }
line=${line//:/ : }
line=${line//@/ @ }
[[ $LINE == *[=:@] ]] && line=${line% }
read -ra COMP_WORDS <<<"$line"
[[ $line == *' ' ]] && COMP_WORDS+=("")
COMP_LINE=$LINE COMP_POINT=${#LINE} COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
# What the words replace; it begins with '@'.
part=${LINE##*[ =:]}
[[ $part == *@* ]] && part=@${part##*@}
_gonetstat gonetstat "$part"
printf '%s\n' "${COMPREPLY[@]}" >"$WORDS"`},

	// Zsh completes at a terminal only: script(1) is one. The line editor
	// gets the line and completes it as soon as it starts.
	{"zsh", []string{"script", "-qec", "zsh -d -i", "/dev/null"}, []string{"zsh", "script"}, `
fpath=($COMPLETIONS $fpath)
autoload -U compinit && compinit -u -D
compadd() {
	# With -O, -A or -D words are looked at and not offered.
	if [[ " ${@[1,(i)(-|--)]}" != *" "-(O|A|D)" "* ]]; then
		local -a offered
		builtin compadd -A offered "$@"
		print -rl -- $offered >>$WORDS
	fi
	builtin compadd "$@"
}
offer() { _main_complete; compstate[insert]= compstate[list]= }
zle -C offer complete-word offer
zle-line-init() { BUFFER=$LINE CURSOR=$#LINE; zle offer; exit }
zle -N zle-line-init`},

	{"fish", []string{"fish", "--no-config", "script"}, []string{"fish"}, `
source $COMPLETIONS/gonetstat.fish
complete -C $LINE | string replace -r '\t.*' '' >$WORDS`},
}

// complete gives the words that a shell offers for the end of a command line,
// where namespaces of these names exist, if any are given.
func (s *shell) complete(t *testing.T, line string, namespaces ...string) []string {
	t.Helper()
	testkit.Need(t, s.needs...)
	home := t.TempDir()
	for _, name := range []string{"script", ".zshrc"} {
		require.NoError(t, os.WriteFile(filepath.Join(home, name), []byte(s.script), 0o644))
	}
	words := filepath.Join(home, "words")
	cmd := exec.Command(s.program[0], s.program[1:]...)
	cmd.Dir = home
	cmd.Env = []string{
		"HOME=" + home, "ZDOTDIR=" + home, "XDG_CONFIG_HOME=" + home, "XDG_DATA_HOME=" + home,
		"PATH=" + os.Getenv("PATH"), "TERM=dumb", "LC_ALL=C.UTF-8", "SHELL=/bin/sh",
		"COMPLETIONS=" + in("packaging/completions"), "LINE=" + line, "WORDS=" + words,
	}
	if len(namespaces) > 0 {
		// Names below /run/netns that only this command sees.
		const inside = `n=$1; shift; mount -t tmpfs none /run && mkdir /run/netns && cd /run/netns &&
while [ $n -gt 0 ]; do : >"$1"; shift; n=$((n-1)); done && cd "$HOME" && exec "$@"`
		testkit.NeedUnshare(t, "--mount")
		wrapped := append([]string{"-m", "sh", "-c", inside, "sh", strconv.Itoa(len(namespaces))}, namespaces...)
		wrapped = append(wrapped, cmd.Args...)
		env := cmd.Env
		cmd = exec.Command("unshare", wrapped...)
		cmd.Dir, cmd.Env = home, env
	}
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, string(out))
	assert.NoFileExists(t, filepath.Join(home, "ran"), "a command in a namespace's name")
	text, err := os.ReadFile(words)
	if !os.IsNotExist(err) {
		require.NoError(t, err)
	}
	var offered []string
	for word := range strings.SplitSeq(string(text), "\n") {
		if word != "" {
			offered = append(offered, word)
		}
	}
	slices.Sort(offered)
	return slices.Compact(offered)
}

// each runs a test with every shell.
func each(t *testing.T, test func(t *testing.T, s *shell)) {
	for i := range shells {
		t.Run(shells[i].name, func(t *testing.T) { test(t, &shells[i]) })
	}
}

func TestEveryOptionIsCompleted(t *testing.T) {
	each(t, func(t *testing.T, s *shell) {
		offered := s.complete(t, "gonetstat --")
		for i, word := range offered {
			offered[i] = strings.TrimSuffix(word, "=")
		}
		var want []string
		for _, o := range options(t) {
			want = append(want, o.long)
		}
		assert.ElementsMatch(t, want, offered)
	})
}

func TestEveryLetterIsCompleted(t *testing.T) {
	each(t, func(t *testing.T, s *shell) {
		offered := s.complete(t, "gonetstat -")
		for _, o := range options(t) {
			if o.short != "" {
				assert.Contains(t, offered, o.short)
			}
		}
	})
}

func TestValuesOfOptionsAreCompleted(t *testing.T) {
	forms := []string{"csv", "json", "ndjson", "net-tools", "table"}
	each(t, func(t *testing.T, s *shell) {
		for line, want := range map[string][]string{
			"gonetstat --output ":             forms,
			"gonetstat -tul --output ":        forms,
			"gonetstat --output n":            {"ndjson", "net-tools"},
			"gonetstat --color a":             {"always", "auto"},
			"gonetstat --color never --out":   {"--output"},
			"gonetstat -A x":                  {"x25"},
			"gonetstat --protocol ine":        {"inet", "inet6"},
			"gonetstat --state T":             {"TIME_WAIT"},
			"gonetstat --all-netns --state F": {"FIN_WAIT1", "FIN_WAIT2", "FREE"},
		} {
			offered := s.complete(t, line)
			for i, word := range offered {
				offered[i] = strings.TrimSuffix(word, "=")
			}
			assert.Equal(t, want, offered, line)
		}
	})
}

// bare takes off what fish repeats in front of a value.
func bare(words []string, prefixes ...string) []string {
	for i := range words {
		for _, prefix := range prefixes {
			words[i] = strings.TrimPrefix(words[i], prefix)
		}
	}
	return words
}

func TestValuesBehindEqualsSignsAreCompleted(t *testing.T) {
	each(t, func(t *testing.T, s *shell) {
		assert.Equal(t, []string{"json"}, bare(s.complete(t, "gonetstat --output=j"), "--output="))
		assert.Equal(t, []string{"always", "auto", "never"}, bare(s.complete(t, "gonetstat --color="), "--color="))
	})
}

func TestTheLastOfAListIsCompleted(t *testing.T) {
	each(t, func(t *testing.T, s *shell) {
		assert.Equal(t, []string{"ipx"}, bare(s.complete(t, "gonetstat -A unix,ip"), "unix,"))
		assert.Equal(t, []string{"LAST_ACK", "LISTEN", "LISTENING"}, bare(s.complete(t, "gonetstat --state CLOSE,L"), "CLOSE,"))
	})
}

func TestNamespacesAreCompleted(t *testing.T) {
	testkit.NeedUnshare(t, "--mount")
	each(t, func(t *testing.T, s *shell) {
		names := []string{"blue", "black", "red"}
		assert.Equal(t, []string{"black", "blue", "red"}, s.complete(t, "gonetstat --netns ", names...))
		assert.Equal(t, []string{"black", "blue"}, s.complete(t, "gonetstat -tulpn --netns bl", names...))
		assert.Equal(t, []string{"red"}, bare(s.complete(t, "gonetstat --netns=r", names...), "--netns="))
		assert.Equal(t, []string{"black"}, bare(s.complete(t, "gonetstat --netns red,bla", names...), "red,"))
	})
}

// unescape takes the backslashes off that keep a shell from reading a byte.
func unescape(words []string) []string {
	for i := range words {
		words[i] = strings.ReplaceAll(words[i], `\`, "")
	}
	return words
}

// behind gives the ends of words, from behind a prefix that a shell may or may
// not repeat.
func behind(words []string, prefix string) []string {
	for i := range words {
		for start := range len(prefix) {
			if rest, repeated := strings.CutPrefix(words[i], prefix[start:]); repeated {
				words[i] = rest
				break
			}
		}
	}
	return words
}

func TestNamespacesWithPunctuationAreCompleted(t *testing.T) {
	testkit.NeedUnshare(t, "--mount")
	names := []string{"a:x:1", "a:y", "b=1", "b@2", "plain"}
	each(t, func(t *testing.T, s *shell) {
		assert.Equal(t, names, unescape(s.complete(t, "gonetstat --netns ", names...)))
		assert.Equal(t, []string{"a:x:1", "a:y"}, unescape(s.complete(t, "gonetstat --netns a", names...)))
		for _, start := range []string{"--netns ", "--netns=", "-tn --netns=plain,"} {
			line := "gonetstat " + start
			last := start[strings.LastIndexAny(start, " ")+1:]
			for typed, want := range map[string][]string{
				"a:": {"x:1", "y"}, "a:x:": {"1"}, "b@": {"2"}, "b=": {"1"},
			} {
				assert.Equal(t, want, behind(unescape(s.complete(t, line+typed, names...)), last+typed), line+typed)
			}
			assert.Equal(t, []string{"y"}, behind(unescape(s.complete(t, line+"a:y", names...)), last+"a:"), line+"a:y")
		}
	})
}

func TestNamesOfNamespacesAreNotRun(t *testing.T) {
	testkit.NeedUnshare(t, "--mount")
	each(t, func(t *testing.T, s *shell) {
		offered := s.complete(t, "gonetstat --netns ", "x$(touch ran)", "y`touch ran`", "z;*")
		require.Len(t, offered, 3)
	})
}
