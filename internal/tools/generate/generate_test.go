package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gonetstat/gonetstat/internal/options"
)

func TestGeneratedTextsAreCurrent(t *testing.T) {
	for _, o := range outputs() {
		file, err := os.ReadFile(filepath.Join("..", "..", "..", o.path))
		require.NoError(t, err)
		current, err := o.update(string(file))
		require.NoError(t, err)
		assert.Equal(t, current, string(file), "%s is out of date: run make generate", o.path)
	}
}

func TestOnlyWhatIsBetweenTheMarksIsReplaced(t *testing.T) {
	c := comment{"<", ">"}
	begins, ends := "<Made by \"make generate\" from the definitions in here:>\n", "<End of what \"make generate\" makes.>\n"
	update := part(c, "here", "new\n")
	text, err := update("a\n" + begins + "old\n" + ends + "z\n")
	require.NoError(t, err)
	assert.Equal(t, "a\n"+begins+"new\n"+ends+"z\n", text)
	for _, file := range []string{"", begins, ends, ends + begins} {
		_, err := update(file)
		assert.EqualError(t, err, "no place for what is generated")
	}
}

// every is a group with an option of every kind.
var every = []options.Group{{
	Title:  "Some",
	Before: "Before.",
	Options: []options.Definition{
		{Name: "mode", Letter: 'm', Help: "a mode", Manual: "A mode.", Mode: options.Routes},
		{Name: "other", Help: "a user's", Manual: "Another.", Mode: options.Interfaces},
		{Name: "one", Alias: "uno", Letter: '1', Help: "one", Manual: "One."},
		{Letter: 'd', Hidden: true},
		{Name: "list", Letter: 'L', Value: "LIST", Words: []string{"a", "b"}, List: true, Repeat: true, Help: "words", Manual: "Words."},
		{Name: "word", Value: "WORD", Words: []string{"x", "y"}, Help: "a word", Manual: "A word."},
		{Name: "space", Value: "NAME", List: true, Repeat: true, Offer: options.Namespaces, Help: "it's", Manual: "Names."},
		{Name: "process", Value: "PID", Offer: options.Processes, Help: "it's $1", Manual: "A process."},
		{Name: "name", Value: "NAME", Equals: true, Help: "a name", Manual: "A name."},
	},
	After: "After.",
}}

func TestManual(t *testing.T) {
	assert.Equal(t, `.Ss Some
Before.
.Bl -tag -width Ds
.It Fl m , Fl Fl mode
A mode.
.It Fl Fl other
Another.
.It Fl 1 , Fl Fl one
.It Fl Fl uno
One.
.It Fl d
.It Fl L Ar list , Fl Fl list Ar list
Words.
.It Fl Fl word Ar word
A word.
.It Fl Fl space Ar name
Names.
.It Fl Fl process Ar pid
A process.
.It Fl Fl name Ns = Ns Ar name
A name.
.El
.Pp
After.
`, manual(every))
}

func TestBash(t *testing.T) {
	assert.Equal(t, `
# Sets words to all options.
_gonetstat_options() {
	words=(
		-m --mode --other -1 --one --uno -L --list --word --space --process --name=
	)
}

# Sets words to values of the option $1. It fails if that takes none.
_gonetstat_values() {
	case $1 in
	-L | --list) words=(a b) ;;
	--word) words=(x y) ;;
	--space) _gonetstat_namespaces ;;
	--process) _gonetstat_processes ;;
	--name) ;;
	*) return 1 ;;
	esac
}

# Tells whether the value of the option $1 is a list with commas.
_gonetstat_takes_list() {
	case $1 in
	-L | --list | --space) ;;
	*) return 1 ;;
	esac
}

`, bash(every))
}

func TestZsh(t *testing.T) {
	assert.Equal(t, `
_gonetstat_list() {
	_sequence compadd - a b
}

_arguments -s -S \
	'(--other)'{-m,--mode}'[a mode]' \
	"(-m --mode)--other[a user's]" \
	{-1,--one,--uno}'[one]' \
	'*'{-L+,--list=}'[words]:list:_gonetstat_list' \
	'--word=[a word]:word:(x y)' \
	"*--space=[it's]:name:_gonetstat_namespaces" \
	'--process=[it'\''s $1]:pid:_gonetstat_processes' \
	'--name=-[a name]:name: '
`, zsh(every))
}

func TestFish(t *testing.T) {
	assert.Equal(t, `
complete -c gonetstat -s m -l mode -d 'A mode'
complete -c gonetstat -l other -d "A user's"
complete -c gonetstat -s 1 -l one -d 'One'
complete -c gonetstat -l uno -d 'One'
complete -c gonetstat -s L -l list -x -d 'Words' \
    -a "(__fish_append , a b)"
complete -c gonetstat -l word -x -d 'A word' \
    -a 'x y'
complete -c gonetstat -l space -x -d "It's" \
    -a "(__fish_append , (__gonetstat_namespaces))"
complete -c gonetstat -l process -x -d 'It'\''s $1' \
    -a '(__gonetstat_processes)'
complete -c gonetstat -l name -x -d 'A name'

`, fish(every))
}
