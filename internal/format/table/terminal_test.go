package table

import (
	"io"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"github.com/gonetstat/gonetstat/internal/testkit"
)

// output is like the program's standard output, which is no *os.File.
type output struct {
	io.Writer
	file *os.File
}

func (o output) Fd() uintptr { return o.file.Fd() }

func TestTerminalTellsItsWidthAndHasColors(t *testing.T) {
	file, err := os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		testkit.Lacking(t, "no terminals: "+err.Error())
	}
	defer file.Close()
	require.NoError(t, unix.IoctlSetWinsize(int(file.Fd()), unix.TIOCSWINSZ, &unix.Winsize{Row: 25, Col: 97}))
	terminal := output{io.Discard, file}
	for _, name := range []string{"COLUMNS", "NO_COLOR", "TERM"} {
		t.Setenv(name, "")
	}

	assert.Equal(t, 97, ScreenWidth(terminal))
	for columns, want := range map[string]int{"40": 40, "0": 97, "-1": 97, "many": 97, "100000": 97} {
		t.Setenv("COLUMNS", columns)
		assert.Equal(t, want, ScreenWidth(terminal), columns)
	}
	assert.True(t, UseColor("auto", terminal))
	assert.False(t, UseColor("never", terminal))
	t.Setenv("TERM", "dumb")
	assert.False(t, UseColor("auto", terminal))
	t.Setenv("TERM", "xterm")
	t.Setenv("NO_COLOR", "1")
	assert.False(t, UseColor("auto", terminal))
	assert.True(t, UseColor("always", terminal))
}

func TestWhatIsNoTerminalHasNoWidthAndNoColors(t *testing.T) {
	t.Setenv("COLUMNS", "")
	file, err := os.Open(os.DevNull)
	require.NoError(t, err)
	defer file.Close()
	for _, w := range []io.Writer{io.Discard, file, output{io.Discard, file}} {
		assert.Zero(t, ScreenWidth(w))
		assert.False(t, UseColor("auto", w))
		assert.True(t, UseColor("always", w))
	}
}
