package table

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestCutters(t *testing.T) {
	assert.Equal(t, "abc…", cutEnd("abcdefgh", 4))
	assert.Equal(t, "…efgh", cutStart("abcdefgh", 5))
	assert.Equal(t, "日…", cutEnd("日本語", 4))
	assert.Equal(t, "…語", cutStart("日本語", 4))
	assert.Equal(t, "client.…:https", cutAddress("client.example:https", 14))
	assert.Equal(t, "[2001:d…:50000", cutAddress("[2001:db8::1]:50000", 14))
	assert.Equal(t, "a:a-ve…", cutAddress("a:a-very-long-service", 7))
	for _, cut := range []cutter{cutEnd, cutStart, cutAddress} {
		for _, text := range []string{"", "a", "日本語:日本語", strings.Repeat("x", 30), "\xff\xff\xff\xff\xff:1"} {
			for width := minColumn; width < 40; width++ {
				if displayWidth(text) > width {
					assert.LessOrEqual(t, displayWidth(cut(text, width)), width, text)
				}
			}
		}
	}
}

func TestTableNarrowsTheWidestColumnsFirst(t *testing.T) {
	table := NewTable([]Column{{Title: "N", Right: true}, {Title: "Short", Cut: cutEnd}, {Title: "Long", Cut: cutEnd}})
	table.Width = 30
	table.Add([]byte("1\tabcdefghij\t" + strings.Repeat("z", 40) + "\t\n200\t\t\t\n"))
	var text strings.Builder
	assert.NoError(t, table.Render(&text))
	var lines []string
	for line := range strings.Lines(text.String()) {
		assert.LessOrEqual(t, len([]rune(line)), table.Width+len("\n"))
		lines = append(lines, strings.TrimRight(line, " \n"))
	}
	assert.Equal(t, []string{
		"  N  Short       Long",
		"  1  abcdefghij  zzzzzzzzzzzz…",
		"200",
	}, lines)
}

func TestTableThatFitsIsNotCut(t *testing.T) {
	columns := []Column{{Title: "A", Cut: cutEnd}, {Title: "B", Cut: cutEnd}}
	for width, want := range map[int]string{
		22: "A           B\n0123456789  abcdefghij\n",
		21: "A          B\n01234567…  abcdefghij\n",
		0:  "A           B\n0123456789  abcdefghij\n",
	} {
		table := NewTable(columns)
		table.Width = width
		table.Add([]byte("0123456789\tabcdefghij\t\n"))
		var text strings.Builder
		assert.NoError(t, table.Render(&text))
		assert.Equal(t, want, text.String(), width)
	}
}

func TestColumnsThatAreCutFirstGiveWay(t *testing.T) {
	columns := []Column{{Title: "Local", Cut: cutEnd}, {Title: "Program", Cut: cutEnd, First: true}, {Title: "Peer", Cut: cutEnd}}
	for width, want := range map[int]string{
		42: "192.0.2.1:443  program-w…  192.0.2.2:50000",
		40: "192.0.2.1:443  program…  192.0.2.2:50000",
		38: "192.0.2.1:443  program…  192.0.2.2:50…",
	} {
		table := NewTable(columns)
		table.Width = width
		table.Add([]byte("192.0.2.1:443\tprogram-with-a-long-title\t192.0.2.2:50000\t\n"))
		var text strings.Builder
		assert.NoError(t, table.Render(&text))
		_, row, _ := strings.Cut(text.String(), "\n")
		assert.Equal(t, want+"\n", row, width)
	}
}

func TestTableWithoutRowsHasItsTitles(t *testing.T) {
	var text strings.Builder
	assert.NoError(t, NewTable([]Column{{Title: "A"}, {Title: "B", Cut: cutEnd}}).Render(&text))
	assert.Equal(t, []string{"A", "B"}, strings.Fields(text.String()))
}

func TestStateColors(t *testing.T) {
	table := NewTable([]Column{{Title: "State", State: true}})
	table.Color = true
	table.Add([]byte("LISTEN\t\nCLOSE_WAIT\t\n\t\n"))
	var text strings.Builder
	assert.NoError(t, table.Render(&text))
	assert.Contains(t, text.String(), "\x1b[1mState\x1b[0m")
	assert.Contains(t, text.String(), "\x1b[32mLISTEN\x1b[0m\n")
	assert.Contains(t, text.String(), "\x1b[31mCLOSE_WAIT\x1b[0m\n")
	assert.Equal(t, 6, strings.Count(text.String(), "\x1b"))
}
