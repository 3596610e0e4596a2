package options

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestRounds(t *testing.T) {
	for words, want := range map[string]Rounds{
		"-c":                            {},
		"-c --interval 10":              {Interval: 10 * time.Second},
		"-c --interval=0.25 --count=3":  {Interval: time.Second / 4, Count: 3},
		"-t --wait 30":                  {Waits: true, Wait: 30 * time.Second},
		"--wait 0 --quiet":              {Waits: true},
		"--wait=1.5 --interval 0.5 -n":  {Waits: true, Wait: 1500 * time.Millisecond, Interval: time.Second / 2},
		"-sc --count 2":                 {Count: 2},
		"-ic --interval 1 --interval 2": {Interval: 2 * time.Second},
	} {
		assert.Equal(t, want, parseLine(t, words).Rounds, words)
	}
	assert.True(t, parseLine(t, "-sc --count 2").Continuous)
	assert.True(t, parseLine(t, "--changes --count 2").Continuous)
}

func TestRoundsThatDoNotGoTogetherAreRefused(t *testing.T) {
	for words, line := range map[string]string{
		"-c --wait 3":             "--wait ends with the first listing: write it without -c",
		"-c --quiet":              "--quiet answers once: write it without -c, and with --wait to wait for an answer",
		"--changes --json":        "--changes has no form as json: write --output=ndjson",
		"--changes --output csv":  "--changes has no form as csv: write --output=ndjson",
		"--changes -r":            "--changes is for lists of internet and unix sockets",
		"--changes --sort port":   "--changes prints sockets as they change: write it without --sort and --summary",
		"--changes --summary":     "--changes prints sockets as they change: write it without --sort and --summary",
		"--changes --wait 3":      "--wait ends with the first listing: write it without -c",
		"--summary -gt":           "--summary is for lists of internet and unix sockets",
		"--summary --sort port":   "--summary counts sockets, which have no order then: write it without --sort",
		"--count 3":               "--count counts the listings of -c: write -c too",
		"--wait 3 --count 3":      "--count counts the listings of -c: write -c too",
		"--interval 3":            "--interval is the time between the listings of -c: write -c too",
		"-c --interval 0":         `--interval="0": want a number of seconds above 0, such as 10 or 0.5`,
		"-c --interval=-1":        `--interval="-1": want a number of seconds above 0, such as 10 or 0.5`,
		"-c --interval 1e3":       `--interval="1e3": want a number of seconds above 0, such as 10 or 0.5`,
		"-c --interval .5":        `--interval=".5": want a number of seconds above 0, such as 10 or 0.5`,
		"-c --interval 1.":        `--interval="1.": want a number of seconds above 0, such as 10 or 0.5`,
		"-c --interval 123456789": `--interval="123456789": want a number of seconds above 0, such as 10 or 0.5`,
		"-c --count 0":            `--count="0": want a number above 0`,
		"--wait soon":             `--wait="soon": want a number of seconds, such as 30`,
	} {
		assert.Equal(t, parsed{nil, 3, "", "gonetstat: " + line + "\n" + TryHelp}, parse(strings.Fields(words)...), words)
	}
}
