package workload

import (
	"errors"
	"os"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/sys/unix"
)

// files opens what is below the host's root directory. Its directories are
// named by this package, and may lead elsewhere by symbolic links of root's.
// What is opened in them may be named by others: no part of such a path is a
// symbolic link, and it leads to a regular file or to nothing.
type files struct {
	root    string // "" for the program's own root directory
	buffers sync.Pool
}

const (
	directory = unix.O_PATH | unix.O_DIRECTORY | unix.O_CLOEXEC
	// Neither a FIFO nor a lease that another process holds on the file
	// (fcntl(2)) may keep an open waiting.
	reading = unix.O_RDONLY | unix.O_NOFOLLOW | unix.O_NONBLOCK | unix.O_NOCTTY | unix.O_CLOEXEC
)

var (
	errNotRegular = errors.New("not a regular file")
	errTooLarge   = errors.New("file too large")
)

// openDir opens a directory below the root, to look things up in it.
func (f *files) openDir(path string) (int, error) {
	if f.root == "" {
		return unix.Open(path, directory, 0)
	}
	root, err := unix.Open(f.root, directory, 0)
	if err != nil {
		return -1, err
	}
	defer unix.Close(root)
	path = strings.TrimPrefix(path, "/")
	how := &unix.OpenHow{Flags: directory, Resolve: unix.RESOLVE_IN_ROOT | unix.RESOLVE_NO_MAGICLINKS}
	fd, err := unix.Openat2(root, path, how)
	if lacksOpenat2(err) {
		return walkTo(root, path, directory)
	}
	return fd, err
}

// dir finds a directory below the root and returns its path, in which there are
// no symbolic links, as far as there is one.
func (f *files) dir(path string) (real string, ok bool) {
	fd, err := f.openDir(path)
	if err != nil {
		return "", false
	}
	defer unix.Close(fd)
	real, err = os.Readlink("/proc/self/fd/" + strconv.Itoa(fd))
	return real, err == nil
}

// openBelow opens a path below a directory, or an absolute one, without
// following any symbolic link.
func openBelow(dir int, path string, flags int) (int, error) {
	how := &unix.OpenHow{
		Flags:   uint64(flags),
		Resolve: unix.RESOLVE_BENEATH | unix.RESOLVE_NO_SYMLINKS | unix.RESOLVE_NO_MAGICLINKS,
	}
	if strings.HasPrefix(path, "/") {
		how.Resolve &^= unix.RESOLVE_BENEATH
	}
	fd, err := unix.Openat2(dir, path, how)
	if lacksOpenat2(err) {
		return walkTo(dir, path, flags)
	}
	return fd, err
}

// lacksOpenat2 tells whether the kernel, before Linux 5.6, or a filter of system
// calls does not know openat2(2).
func lacksOpenat2(err error) bool { return err == unix.ENOSYS || err == unix.EPERM }

// walkTo is openBelow by one openat(2) for each part of the path.
func walkTo(dir int, path string, flags int) (int, error) {
	at := dir
	closeAt := func() {
		if at != dir {
			unix.Close(at)
		}
	}
	if rest, absolute := strings.CutPrefix(path, "/"); absolute {
		root, err := unix.Open("/", directory, 0)
		if err != nil {
			return -1, err
		}
		at, path = root, rest
	}
	for {
		name, rest, more := strings.Cut(path, "/")
		if name == "" || name == "." || name == ".." {
			closeAt()
			return -1, unix.EXDEV
		}
		its := directory | unix.O_NOFOLLOW
		if !more {
			its = flags | unix.O_NOFOLLOW
		}
		fd, err := unix.Openat(at, name, its, 0)
		closeAt()
		if err != nil || !more {
			return fd, err
		}
		at, path = fd, rest
	}
}

// use reads a file of a directory that dir has found, and gives its content to a
// function, which may not keep it. The error is the function's, or says why the
// file was not read. A file of more than limit bytes is not.
func (f *files) use(dir, name string, limit int, do func(content []byte) error) error {
	if name == ".." || strings.HasPrefix(name, "../") {
		return unix.EXDEV
	}
	fd, err := openBelow(unix.AT_FDCWD, dir+"/"+name, reading)
	if err != nil {
		return err
	}
	defer unix.Close(fd)
	return f.read(fd, limit, "", do)
}

// useOnce is use of a file of any directory below the root.
func (f *files) useOnce(dir, name string, limit int, do func(content []byte) error) error {
	real, ok := f.dir(dir)
	if !ok {
		return unix.ENOENT
	}
	return f.use(real, name, limit, do)
}

// read is use of an open file, which must belong to a user, by the UID, unless
// that is "".
func (f *files) read(fd, limit int, uid string, do func(content []byte) error) error {
	var st unix.Stat_t
	if err := unix.Fstat(fd, &st); err != nil {
		return err
	}
	switch {
	case st.Mode&unix.S_IFMT != unix.S_IFREG:
		return errNotRegular
	case st.Size > int64(limit):
		return errTooLarge
	case uid != "" && strconv.FormatUint(uint64(st.Uid), 10) != uid:
		return unix.EACCES // of somebody else
	}
	buf := f.buffer(int(st.Size))
	defer f.buffers.Put(buf)
	content := (*buf)[:st.Size]
	for n := 0; n < len(content); {
		got, err := unix.Read(fd, content[n:])
		if err == unix.EINTR {
			continue
		}
		if err != nil {
			return err
		}
		if got == 0 { // it has become shorter
			content = content[:n]
		}
		n += got
	}
	return do(content)
}

// buffer returns one of some size, for f.buffers to take back.
func (f *files) buffer(size int) *[]byte {
	buf, _ := f.buffers.Get().(*[]byte)
	if buf == nil {
		buf = new([]byte)
	}
	if cap(*buf) < size {
		*buf = make([]byte, max(size, usualCgroups))
	}
	return buf
}

// names returns the names in a directory, but no more than limit.
func (f *files) names(dir string, limit int) ([]string, error) {
	at, err := f.openDir(dir)
	if err != nil {
		return nil, err
	}
	defer unix.Close(at)
	fd, err := unix.Openat(at, ".", unix.O_RDONLY|unix.O_DIRECTORY|unix.O_CLOEXEC, 0)
	if err != nil {
		return nil, err
	}
	d := os.NewFile(uintptr(fd), dir)
	defer d.Close()
	names, err := d.Readdirnames(limit)
	if len(names) > 0 {
		err = nil
	}
	return names, err
}
