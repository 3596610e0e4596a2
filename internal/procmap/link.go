package procmap

import "math"

// linkSize is how many bytes of a link are read. A longer link is cut, as
// netstat cuts it; the longest that the kernel writes, "socket:[" and a
// 32-bit inode, fits.
const linkSize = 29

// Targets of the links to sockets: what the kernel writes since Linux 2.2
// (sockfs_dname in net/socket.c), and what it wrote before.
const (
	socketPrefix    = "socket:["
	oldSocketPrefix = "[0000]:"
)

// noInode is the inode that no socket has. It marks empty slots of a table.
const noInode = math.MaxUint64

// socketInode returns the inode that a link of /proc/PID/fd names,
// if the link is one to a socket.
func socketInode(link []byte) (uint64, bool) {
	if len(link) < len(oldSocketPrefix)+1 {
		return 0, false
	}
	if string(link[:len(oldSocketPrefix)]) == oldSocketPrefix {
		return parseInode(link[len(oldSocketPrefix):])
	}
	// netstat wants two characters between the brackets.
	last := len(link) - 1
	if last < len(socketPrefix)+2 || string(link[:len(socketPrefix)]) != socketPrefix || link[last] != ']' {
		return 0, false
	}
	return parseInode(link[len(socketPrefix):last])
}

// parseInode reads a whole number as strtoul(3) does with base 0: blanks, a
// sign and the prefixes of octal and hexadecimal numbers are accepted. A
// number that does not fit, and the largest one that does, is none.
func parseInode(s []byte) (uint64, bool) {
	for len(s) > 0 && (s[0] == ' ' || '\t' <= s[0] && s[0] <= '\r') {
		s = s[1:]
	}
	negative := false
	if len(s) > 0 && (s[0] == '-' || s[0] == '+') {
		negative = s[0] == '-'
		s = s[1:]
	}
	base := uint64(10)
	switch {
	case len(s) > 2 && s[0] == '0' && s[1]|0x20 == 'x':
		base = 16
		s = s[2:]
	case len(s) > 0 && s[0] == '0':
		base = 8
	}
	if len(s) == 0 {
		return 0, false
	}
	var n uint64
	mayOverflow := len(s) > 16 // digits, of base 16 at most
	for _, c := range s {
		digit := digitValue(c)
		if digit >= base || mayOverflow && n > (math.MaxUint64-digit)/base {
			return 0, false
		}
		n = n*base + digit
	}
	if negative {
		n = -n
	}
	return n, n != noInode
}

// digitValue returns the value of a digit of a number of any base up to 16,
// and 16 for another character.
func digitValue(c byte) uint64 {
	switch {
	case '0' <= c && c <= '9':
		return uint64(c - '0')
	case 'a' <= c && c <= 'f':
		return uint64(c - 'a' + 10)
	case 'A' <= c && c <= 'F':
		return uint64(c - 'A' + 10)
	}
	return 16
}
