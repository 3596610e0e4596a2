package cli

import (
	"strings"
	"testing"

	"github.com/spf13/pflag"
	"github.com/stretchr/testify/assert"
)

func TestHelpGoesToStandardOutput(t *testing.T) {
	p := parseWords("-h", "--bogus")
	assert.Equal(t, parsed{nil, 0, helpText(), ""}, p)
}

func TestHelpShowsNewcomersTheirExamplesFirst(t *testing.T) {
	text := helpText()
	first, second := strings.Index(text, "gonetstat -tulpn "), strings.Index(text, "gonetstat --all-netns -tulpn ")
	assert.Less(t, 0, first)
	assert.Less(t, first, second)
	assert.Less(t, second, strings.Index(text, "--route"))
}

func TestHelpNamesEveryFlagThatDoesSomething(t *testing.T) {
	lines := strings.Split(helpText(), "\n")
	define(&Options{}, nil).VisitAll(func(flag *pflag.Flag) {
		switch flag.Name {
		case "tcpip", "l2cap", "rfcomm", "bluetooth":
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
