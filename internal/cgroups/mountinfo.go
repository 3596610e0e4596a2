package cgroups

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"fmt"
	"os"
)

// native is the order of bytes in a file handle: the machine's.
var native = binary.NativeEndian

// mount is a mounted cgroup2 file system.
type mount struct {
	root  string // the cgroup that is mounted, from the namespace's root on
	point string // where it is mounted
}

// maxMounts is how many of them are looked at.
const maxMounts = 64

// findMounts reads a file like /proc/self/mountinfo, which proc_pid_mountinfo(5)
// describes. Mounts of the whole hierarchy come first.
func findMounts(file string) (whole []mount, err error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var parts []mount
	lines := bufio.NewScanner(f)
	for lines.Scan() && len(whole)+len(parts) < maxMounts {
		m, ok := parseMount(lines.Bytes())
		switch {
		case !ok:
		case m.root == "/":
			whole = append(whole, m)
		default:
			parts = append(parts, m)
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("read %s: %w", file, err)
	}
	return append(whole, parts...), nil
}

// parseMount reads a line, and is false if it is not one of cgroup2.
func parseMount(line []byte) (mount, bool) {
	before, after, ok := bytes.Cut(line, []byte(" - "))
	if !ok || !bytes.HasPrefix(after, []byte("cgroup2 ")) {
		return mount{}, false
	}
	fields := bytes.Split(before, []byte(" "))
	if len(fields) < 6 {
		return mount{}, false
	}
	m := mount{root: unescape(fields[3]), point: unescape(fields[4])}
	return m, m.root != "" && m.root[0] == '/' && m.point != "" && m.point[0] == '/'
}

// unescape reads a path in which some characters are a backslash and three
// octal digits (mangle in fs/seq_file.c).
func unescape(text []byte) string {
	var out []byte
	for i := 0; i < len(text); i++ {
		if text[i] == '\\' && i+3 < len(text) && isOctal(text[i+1:i+4]) {
			out = append(out, (text[i+1]-'0')<<6|(text[i+2]-'0')<<3|(text[i+3]-'0'))
			i += 3
			continue
		}
		out = append(out, text[i])
	}
	return string(out)
}

func isOctal(digits []byte) bool {
	for _, d := range digits {
		if d < '0' || d > '7' {
			return false
		}
	}
	return true
}
