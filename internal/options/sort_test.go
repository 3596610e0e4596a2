package options

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/gonetstat/gonetstat/internal/format/sorted"
)

func TestOrders(t *testing.T) {
	assert.Equal(t, []sorted.Order{{By: sorted.State}, {By: sorted.RecvQ, Reversed: true}, {By: sorted.Port}},
		accepted(t, "--sort", "state,-recv-q", "--sort=port").Sort)
	assert.Equal(t, []sorted.Order{{By: sorted.PID, Reversed: true}}, accepted(t, "--sort", "-pid", "-t").Sort)
	for words, line := range map[string]string{
		"--sort -t":        `--sort="-t": want proto, `,
		"--sort=":          `--sort="": want proto, `,
		"--sort=port,,pid": `--sort="": want proto, `,
		"--sort=PORT":      `--sort="PORT": want proto, `,
		"--sort=--port":    `--sort="--port": want proto, `,
		"-r --sort=port":   `--sort is for lists of internet and unix sockets`,
		"-gt --sort=port":  `--sort is for lists of internet and unix sockets`,
	} {
		p := parse(strings.Fields(words)...)
		assert.Nil(t, p.request, words)
		assert.True(t, strings.HasPrefix(p.err, "gonetstat: "+line), "%s: %s", words, p.err)
	}
}
