// Package mountinfo reads /proc/PID/mountinfo (proc_pid_mountinfo(5)): which
// file systems a process sees mounted where. In comes the content of the file,
// out go Mounts. It never looks at what is mounted: a file system of a
// stranger's making may never answer.
package mountinfo

import (
	"bytes"
	"fmt"
	"iter"
	"os"
	"strconv"

	"golang.org/x/sys/unix"
)

// Mount is one line of the file. Its texts are parts of the content that was
// read, and share its memory.
type Mount struct {
	// ID is the mount's number (mnt_id in /proc/PID/fdinfo/FD), which no other
	// mount of the system has while it is there.
	ID int
	// Parent is the ID of the mount that this one is mounted on, or of one
	// that the process does not see.
	Parent int
	// Type is the type of the file system, such as "ext4".
	Type []byte
	// Options are those of the mount, such as "ro,nosuid", Super those of the
	// file system, such as "hidepid=invisible".
	Options, Super []byte
	// RawRoot and RawPoint are Root and Point as the file has them, with some
	// bytes escaped.
	RawRoot, RawPoint []byte
}

// Root is the file or directory of the file system that is mounted, such as
// "/" or, for a namespace on nsfs, "net:[4026531840]".
func (m *Mount) Root() string { return unescape(m.RawRoot) }

// Point is the path where it is mounted, below the process's root directory.
func (m *Mount) Point() string { return unescape(m.RawPoint) }

// All gives the mounts in the order of the file: one that hides another comes
// behind it. Lines that are no mounts are left out.
func All(content []byte) iter.Seq[Mount] {
	return func(yield func(Mount) bool) {
		for line := range bytes.Lines(content) {
			if m, ok := parse(line); ok && !yield(m) {
				return
			}
		}
	}
}

// Of gives the mounts of one type of file system, in the order of the file. It
// does not look at other lines.
func Of(fstype string, content []byte) iter.Seq[Mount] {
	mark := []byte(" - " + fstype + " ")
	return func(yield func(Mount) bool) {
		for {
			at := bytes.Index(content, mark)
			if at < 0 {
				return
			}
			start := bytes.LastIndexByte(content[:at], '\n') + 1
			end := len(content)
			if n := bytes.IndexByte(content[at:], '\n'); n >= 0 {
				end = at + n + 1
			}
			m, ok := parse(content[start:end])
			if ok && string(m.Type) == fstype && !yield(m) {
				return
			}
			content = content[end:]
		}
	}
}

// parse reads a line such as
//
//	36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw,errors=continue
//
// with any number of fields in front of the dash (show_mountinfo in
// fs/proc_namespace.c).
func parse(line []byte) (m Mount, ok bool) {
	fields, rest, ok := bytes.Cut(bytes.TrimSuffix(line, []byte("\n")), []byte(" - "))
	if !ok {
		return m, false
	}
	var id, parent []byte
	id, fields = field(fields)
	parent, fields = field(fields)
	_, fields = field(fields) // the device
	m.RawRoot, fields = field(fields)
	m.RawPoint, fields = field(fields)
	m.Options, _ = field(fields)
	m.Type, rest, ok = bytes.Cut(rest, []byte(" "))
	_, m.Super = field(rest) // behind the source
	var err1, err2 error
	m.ID, err1 = strconv.Atoi(string(id))
	m.Parent, err2 = strconv.Atoi(string(parent))
	return m, ok && err1 == nil && err2 == nil && len(m.RawPoint) > 0 && len(m.Type) > 0
}

func field(text []byte) (first, rest []byte) {
	first, rest, _ = bytes.Cut(text, []byte(" "))
	return first, rest
}

// unescape puts the blanks, tabs, newlines and backslashes back into a path,
// which the kernel writes as three octal digits (mangle_path in fs/seq_file.c).
func unescape(text []byte) string {
	if bytes.IndexByte(text, '\\') < 0 {
		return string(text)
	}
	out := make([]byte, 0, len(text))
	for i := 0; i < len(text); i++ {
		if text[i] == '\\' && i+3 < len(text) {
			if n, err := strconv.ParseUint(string(text[i+1:i+4]), 8, 8); err == nil {
				out = append(out, byte(n))
				i += 3
				continue
			}
		}
		out = append(out, text[i])
	}
	return string(out)
}

// Has tells whether an option is in a list of them, such as Options.
func Has(options []byte, option string) bool {
	for len(options) > 0 {
		var first []byte
		first, options, _ = bytes.Cut(options, []byte(","))
		if string(first) == option {
			return true
		}
	}
	return false
}

// Read reads a mountinfo file, but no more than limit bytes of whole lines:
// whoever may make mounts can make very many. Whether there was more is told.
// The error is an *os.PathError.
func Read(path string, limit int) (content []byte, more bool, err error) {
	fd, err := unix.Open(path, unix.O_RDONLY|unix.O_CLOEXEC, 0)
	if err != nil {
		return nil, false, &os.PathError{Op: "open", Path: path, Err: err}
	}
	defer unix.Close(fd)
	content = make([]byte, 0, min(limit, 8<<10)+1)
	for len(content) <= limit {
		if len(content) == cap(content) {
			content = append(make([]byte, 0, min(2*cap(content), limit+1)), content...)
		}
		n, err := unix.Read(fd, content[len(content):cap(content)])
		if err == unix.EINTR {
			continue
		}
		if err != nil {
			return nil, false, &os.PathError{Op: "read", Path: path, Err: err}
		}
		if n == 0 {
			return content, false, nil
		}
		content = content[:len(content)+n]
	}
	content = content[:limit]
	return content[:bytes.LastIndexByte(content, '\n')+1], true, nil
}

// ID returns the ID of the mount that an open file is on. It does not ask the
// file system, as stat(2) would.
func ID(fd int) (int, error) {
	path := "/proc/self/fdinfo/" + strconv.Itoa(fd)
	info, err := unix.Open(path, unix.O_RDONLY|unix.O_CLOEXEC, 0)
	if err != nil {
		return 0, &os.PathError{Op: "open", Path: path, Err: err}
	}
	defer unix.Close(info)
	var buf [512]byte
	n, err := unix.Read(info, buf[:])
	if err != nil {
		return 0, &os.PathError{Op: "read", Path: path, Err: err}
	}
	for line := range bytes.Lines(buf[:n]) {
		if value, ok := bytes.CutPrefix(line, []byte("mnt_id:")); ok {
			return strconv.Atoi(string(bytes.TrimSpace(value)))
		}
	}
	return 0, fmt.Errorf("%s does not tell the mount", path)
}
