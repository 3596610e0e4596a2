package table

import (
	"bufio"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// rendered gives the lines of a table.
func rendered(t *testing.T, o Options, columns []column, text string) []string {
	t.Helper()
	var printed strings.Builder
	out := bufio.NewWriter(&printed)
	render(out, columns, []byte(text), &o)
	require.NoError(t, out.Flush())
	return strings.Split(strings.TrimSuffix(printed.String(), "\n"), "\n")
}

func TestNumbersAreOnTheRight(t *testing.T) {
	columns := []column{{title: "Proto"}, {title: "Recv-Q", right: true}, {title: "State", state: true}}
	assert.Equal(t, []string{
		"Proto   Recv-Q  State",
		"tcp          7",
		"udpl6  1234567  ESTABLISHED",
		"日本         1  LISTEN",
	}, rendered(t, Options{}, columns, "tcp\t7\t\t\nudpl6\t1234567\tESTABLISHED\t\n日本\t1\tLISTEN\t\n"))
}

func TestTableWithoutRowsHasItsTitles(t *testing.T) {
	assert.Equal(t, []string{"A  B"}, rendered(t, Options{}, []column{{title: "A"}, {title: "B", right: true}}, ""))
}

func TestTitlesAreDimAndStatesColored(t *testing.T) {
	columns := []column{{title: "State", state: true}, {title: "Program"}, {title: "PID", right: true}}
	assert.Equal(t, []string{
		"\x1b[2mState\x1b[0m       \x1b[2mProgram\x1b[0m    \x1b[2mPID\x1b[0m",
		"\x1b[32mLISTEN\x1b[0m      LISTEN   12345",
		"\x1b[31mCLOSE_WAIT\x1b[0m               1",
		"            x",
		"\x1b[33mSYN_SENT\x1b[0m",
	}, rendered(t, Options{Color: true}, columns, "LISTEN\tLISTEN\t12345\t\nCLOSE_WAIT\t\t1\t\n\tx\t\t\nSYN_SENT\t\t\t\n"))
}

// TestChunksAreAligned prints more lines than tablewriter gets at once, the
// widest of which is the last.
func TestChunksAreAligned(t *testing.T) {
	var text strings.Builder
	for i := range 3*chunk + 1 {
		fmt.Fprintf(&text, "%d\tname\t%d\t\n", i, i)
	}
	text.WriteString("123456789\ta-long-name\t1\t\n")
	lines := rendered(t, Options{}, []column{{title: "A", right: true}, {title: "B"}, {title: "C"}}, text.String())
	require.Len(t, lines, 3*chunk+3)
	assert.Equal(t, "        A  B            C", lines[0])
	for i, line := range lines[1 : len(lines)-1] {
		require.Equal(t, fmt.Sprintf("%9d  %-11s  %d", i, "name", i), line)
	}
	assert.Equal(t, "123456789  a-long-name  1", lines[len(lines)-1])
}

// sockets are columns that give way early, later and never.
var sockets = []column{{title: "N", right: true}, {title: "Peer", short: shortenEnds()}, {title: "Program", short: shortenName()}, {title: "Path", short: shortenPath()}}

func TestTableThatFitsIsNotCut(t *testing.T) {
	const text = "1\t[2001:db8::1]:443\tnginx: master\t/run/nginx.sock\t\n"
	for _, width := range []int{0, 52, 80} {
		assert.NotContains(t, rendered(t, Options{Width: width}, sockets, text)[1], "…", width)
	}
	assert.Contains(t, rendered(t, Options{Width: 51}, sockets, text)[1], "…")
}

func TestNamesAndPathsGiveWayBeforeAddresses(t *testing.T) {
	const text = "1\t[2001:db8:1:2:3:4:5:6]:443\ta-program-with-a-name\t/run/a/path/of/a/unix.sock\t\n" +
		"22\t192.0.2.1:https-alternative\tb\tc\t\n"
	for width, want := range map[int]string{
		82: " 1  [2001:db8:1:2:3:4:5:6]:443   a-program-with-a-name  /run/a/path/of/a/unix.sock",
		76: " 1  [2001:db8:1:2:3:4:5:6]:443   a-program-with-a-na…  …/path/of/a/unix.sock",
		59: " 1  [2001:db8:1:2:3:4:5:6]:443   a-progr…  …/of/a/unix.sock",
	} {
		assert.LessOrEqual(t, displayWidth(want), width)
		lines := rendered(t, Options{Width: width}, sockets, text)
		assert.Equal(t, want, lines[1], width)
	}
	// The port of the other line is as long as it is.
	lines := rendered(t, Options{Width: 1}, sockets, text)
	assert.Equal(t, []string{
		" N  Peer                         Program   Path",
		" 1  [2001:db8:1:2:3:4:5:6]:443   a-progr…  …/of/a/unix.sock",
		"22  192.0.2.1:https-alternative  b         c",
	}, lines)
	lines = rendered(t, Options{Width: 1}, sockets, "1\t[2001:db8:1:2:3:4:5:6]:443\t\t\t\n22\t192.0.2.1:80\t\t\t\n")
	assert.Equal(t, []string{
		" N  Peer                 Program  Path",
		" 1  [2001:d…:4:5:6]:443",
		"22  192.0.2.1:80",
	}, lines)
}

func TestAddressesOfIPv4AndPortsAreNeverCut(t *testing.T) {
	const end = "192.168.100.200:50000"
	for width := range 60 {
		lines := rendered(t, Options{Width: width}, sockets, "1\t"+end+"\tsome-program\t/run/some.sock\t\n")
		assert.True(t, slices.Contains(strings.Fields(lines[1]), end), lines[1])
	}
}
