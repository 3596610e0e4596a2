package modes

import (
	"bytes"
	"io"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"github.com/gonetstat/gonetstat/internal/testkit"
)

// counting gives a countdown on a terminal, and what is read from its screen up
// to the end of a text.
func counting(t *testing.T, pending func() int) (c *countdown, out *bytes.Buffer, read func(end string) string) {
	t.Helper()
	screen, terminal := testkit.Terminal(t)
	out = &bytes.Buffer{}
	c = &countdown{stdout: out, stderr: terminal, pending: pending}
	t.Cleanup(c.end)
	return c, out, func(end string) (text string) {
		require.NoError(t, screen.SetReadDeadline(time.Now().Add(20*time.Second)))
		for letter := make([]byte, 1); !strings.HasSuffix(text, end); text += string(letter) {
			_, err := io.ReadFull(screen, letter)
			require.NoError(t, err, text)
		}
		return text
	}
}

func TestCountdownIsWipedBeforeWhatFollows(t *testing.T) {
	var pending atomic.Int32
	pending.Store(12)
	c, out, read := counting(t, func() int { return int(pending.Load()) })
	const line, end = "names to look up: ", "; -n shows numbers at once"
	wiped := func(text string) string { return text + "\r" + strings.Repeat(" ", len(text)) + "\r" }
	c.begin()
	c.begin() // again is no matter
	assert.Equal(t, line+"12"+end, read("once"))
	pending.Store(3)
	assert.Equal(t, strings.TrimPrefix(wiped(line+"12"+end), line+"12"+end)+line+"3"+end, read("once"), "shown anew")
	_, err := io.WriteString(c.output(), "rows\n")
	require.NoError(t, err)
	assert.Equal(t, "rows\n", out.String())
	assert.Equal(t, strings.TrimPrefix(wiped(line+"3"+end), line+"3"+end)+line+"3"+end, read("once"), "shown again, as nothing follows")
	pending.Store(0)
	_, err = io.WriteString(c.errors(), "said")
	require.NoError(t, err)
	assert.True(t, strings.HasSuffix(read("said"), " \rsaid"))
}

func TestCountdownIsNoWiderThanTheTerminal(t *testing.T) {
	c, _, read := counting(t, func() int { return 1 })
	require.NoError(t, unix.IoctlSetWinsize(int(c.stderr.(*os.File).Fd()), unix.TIOCSWINSZ, &unix.Winsize{Row: 25, Col: 20}))
	c.begin()
	assert.Equal(t, "names to look up: 1", read("1"))
	c.end()
	assert.Equal(t, "\r"+strings.Repeat(" ", 19)+"\r", read(" \r"))
}
