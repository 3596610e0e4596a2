package procmap

import (
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// linkCell is what is shown for a socket with this inode when a process has
// the link.
func linkCell(link []byte, inode string) string {
	want, err := strconv.ParseInt(inode, 10, 64)
	if err != nil {
		unsigned, _ := strconv.ParseUint(inode, 10, 64)
		want = int64(unsigned)
	}
	if got, ok := socketInode(link[:min(len(link), linkSize)]); ok && got == uint64(want) {
		return "50/prog"
	}
	return "-"
}

func TestLinksAreThoseThatNetstatKnows(t *testing.T) {
	table := readTable(t, "links.txt")
	if *record {
		for i, line := range table {
			proc := t.TempDir()
			newProcess(t, proc, "50", "/bin/prog\x00", line[0])
			cells, _ := runNetstat(t, proc, false, line[1])
			table[i] = []string{line[0], line[1], cells[0]}
		}
		writeTable(t, "links.txt", "link in fd, inode in net/tcp, PID/Program name shown", table)
	}
	for _, line := range table {
		require.Len(t, line, 3)
		assert.Equal(t, line[2], linkCell([]byte(line[0]), line[1]), "link %q, inode %s", line[0], line[1])
	}
}
