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

func FuzzSocketInode(f *testing.F) {
	f.Add([]byte("socket:[4242]"))
	f.Add([]byte("[0000]:4242"))
	f.Add([]byte("socket:[ -0x1F]"))
	f.Add([]byte("[0000]:"))
	f.Fuzz(func(t *testing.T, link []byte) {
		inode, ok := socketInode(link)
		if !ok {
			return
		}
		require.NotEqual(t, uint64(noInode), inode)
		// What the kernel would write for the inode must mean the same.
		if inode >= 10 {
			again, ok := socketInode([]byte("socket:[" + strconv.FormatUint(inode, 10) + "]"))
			require.True(t, ok)
			require.Equal(t, inode, again)
		}
		again, ok := socketInode([]byte("[0000]:" + strconv.FormatUint(inode, 10)))
		require.True(t, ok)
		require.Equal(t, inode, again)
	})
}
