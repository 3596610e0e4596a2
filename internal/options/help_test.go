package options

import (
	"strings"
	"testing"

	"github.com/spf13/pflag"
	"github.com/stretchr/testify/assert"
)

func TestHelpGoesToStandardOutput(t *testing.T) {
	p := parse("-h", "--bogus")
	assert.Equal(t, parsed{nil, 0, helpText(), ""}, p)
}

// A screen is how many lines of help a newcomer sees at once, less one for the
// prompt.
const screen = 23

func TestHelpShowsNewcomersTheirExamplesFirst(t *testing.T) {
	lines := strings.Split(helpText(), "\n")
	assert.Less(t, len(lines), 100)
	first := strings.Join(lines[:screen], "\n")
	last := 0
	for _, example := range []string{"gonetstat -tulpn ", "gonetstat --all-netns -tulpn ", "gonetstat -tulpn --json ", "--port 22,443 "} {
		assert.Contains(t, first[last:], example)
		last = strings.Index(first, example)
	}
}

func TestHelpShowsOptionsAsTheyAreWritten(t *testing.T) {
	for _, line := range []string{
		"  -t, --tcp         TCP",
		"  -A, --protocol LIST   the families of a comma-separated LIST",
		"  -4, --inet            IPv4; also --ip",
		"      --all-netns    in every network namespace of this host",
		"      --process NAME     only sockets of programs with this NAME",
		"      --color WHEN    colors of a table: auto, always or never",
		"Filters (comma-separated values; may be repeated):",
		"Network namespaces:",
	} {
		assert.Contains(t, helpText(), "\n"+line+"\n")
	}
}

func TestHelpNamesEveryFlagThatDoesSomething(t *testing.T) {
	lines := strings.Split(helpText(), "\n")
	flags(definitions(), nil).VisitAll(func(flag *pflag.Flag) {
		switch flag.Name {
		case "tcpip", "l2cap", "rfcomm", "bluetooth", "program":
			assert.NotContains(t, helpText(), "--"+flag.Name+" ")
			return
		}
		named := 0
		for _, line := range lines {
			if strings.HasPrefix(line, "  ") && strings.Contains(strings.Replace(line, "=", " ", 1)+" ", "--"+flag.Name+" ") && !strings.HasPrefix(line, "  gonetstat") {
				named++
			}
		}
		assert.Equal(t, 1, named, flag.Name)
	})
}

func TestHelpFitsATerminal(t *testing.T) {
	for _, line := range strings.Split(helpText(), "\n") {
		assert.LessOrEqual(t, len(line), 80, line)
	}
}
