package procmap

import (
	"math/big"
	"regexp"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
)

var (
	plainLink   = regexp.MustCompile(`(?s)^(?:socket:\[(..+)\]|\[0000\]:(.+))$`)
	plainNumber = regexp.MustCompile(`^[ \t\n\v\f\r]*([-+]?)(?:0[xX]([0-9A-Fa-f]+)|(0[0-7]*)|([1-9][0-9]*))$`)
)

// plainInode reads a link: the number in it is whole, of any base, and fits.
func plainInode(link string) (uint64, bool) {
	found := plainLink.FindStringSubmatch(link)
	if found == nil {
		return 0, false
	}
	number := plainNumber.FindStringSubmatch(found[1] + found[2])
	if number == nil {
		return 0, false
	}
	base := 10
	switch {
	case number[2] != "":
		base = 16
	case number[3] != "":
		base = 8
	}
	value, _ := new(big.Int).SetString(number[2]+number[3]+number[4], base)
	if value.BitLen() > 64 {
		return 0, false
	}
	if number[1] == "-" {
		return -value.Uint64(), -value.Uint64() != noInode
	}
	return value.Uint64(), value.Uint64() != noInode
}

// FuzzSocketInode reads any text as a link of /proc/PID/fd. It means what a
// plain reader finds; and what the kernel would write for the inode means the
// same.
func FuzzSocketInode(f *testing.F) {
	f.Add([]byte("socket:[4242]"))
	f.Add([]byte("[0000]:4242"))
	f.Add([]byte("socket:[ -0x1F]"))
	f.Add([]byte("[0000]:"))
	for _, line := range readTable(f, "links.txt") {
		f.Add([]byte(line[0]))
	}
	f.Fuzz(func(t *testing.T, link []byte) {
		inode, ok := socketInode(link)
		want, wantOK := plainInode(string(link))
		require.Equal(t, wantOK, ok)
		if !ok {
			return
		}
		require.Equal(t, want, inode)
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
