package netns

import (
	"errors"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// Resolve finds the namespace that a user names: by a name in one of the netns
// directories, by the absolute path of a namespace file, or by the PID of a
// process that lives in it. A name that is made of digits is taken for a PID
// only if there is no such name. The error is an *Error.
//
// A namespace given by its name is known by that name alone, whatever other
// names it has; one given by path or PID gets all its names.
func (f *Finder) Resolve(arg string) (*Namespace, error) {
	switch {
	case strings.HasPrefix(arg, "/"):
		return f.byPath(arg)
	case arg == "":
		return nil, &Error{arg, "no such network namespace (the name is empty)", fs.ErrInvalid}
	case arg == "." || arg == "..":
		return nil, &Error{arg, "no such network namespace (a directory is not a name)", fs.ErrInvalid}
	case strings.Contains(arg, "/"):
		return nil, &Error{arg, "no such network namespace (a name holds no '/' and a path begins with one)", fs.ErrInvalid}
	}
	n, err := f.byName(arg)
	if n != nil || err != nil {
		return n, err
	}
	missing := "no such network namespace (no file " + f.config.candidates(arg)
	if !allDigits(arg) {
		return nil, &Error{arg, missing + ")", fs.ErrNotExist}
	}
	pid, err := strconv.ParseInt(arg, 10, 32)
	switch {
	case err != nil:
		return nil, &Error{arg, missing + ", and no PID is that large)", fs.ErrNotExist}
	case pid == 0:
		return nil, &Error{arg, missing + ", and no process has PID 0)", fs.ErrNotExist}
	}
	n, err = f.byPID(strconv.FormatInt(pid, 10))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, &Error{arg, missing + ", and no living process has this PID)", err}
	case err != nil:
		return nil, &Error{arg, "the network namespace of this process is not known: " + err.Error(), err}
	}
	return n, nil
}

// candidates lists the files that a name may stand for.
func (c Config) candidates(name string) string {
	var paths []string
	for _, dir := range c.Dirs {
		paths = append(paths, quote(dir+"/"+name))
	}
	return strings.Join(paths, " or ")
}

// byName returns the namespace that has a name in the first directory that
// holds the name, or nil if none does.
func (f *Finder) byName(name string) (*Namespace, error) {
	for _, dir := range f.config.Dirs {
		path := dir + "/" + name
		inode, err := inspect(path)
		if errors.Is(err, unix.ENOENT) {
			continue
		}
		if err != nil {
			return nil, &Error{name, quote(path) + ": " + err.Error(), err}
		}
		n := f.namespace(inode)
		n.Names, n.files = []string{name}, []string{path}
		return n, nil
	}
	return nil, nil
}

// byPath returns the namespace of a file.
func (f *Finder) byPath(path string) (*Namespace, error) {
	inode, err := inspect(path)
	if err != nil {
		return nil, &Error{path, err.Error(), err}
	}
	n := f.namespace(inode)
	n.files = []string{path}
	f.addNames(n)
	return n, nil
}

// Process finds the namespace that a process lives in. It gets all its names.
// The error is a unix.Errno, ENOENT if there is no such process.
func (f *Finder) Process(pid int) (*Namespace, error) {
	return f.byPID(strconv.Itoa(pid))
}

// byPID is Process with the PID as /proc writes it.
func (f *Finder) byPID(pid string) (*Namespace, error) {
	s := survey{proc: f.config.Proc}
	s.process(pid)
	if len(s.hidden) > 0 {
		return nil, unix.EACCES
	}
	if len(s.homes) == 0 {
		return nil, unix.ENOENT
	}
	// The process itself comes first, or any of its threads if its first
	// thread has ended.
	n := f.namespace(s.homes[0].inode)
	n.residents = []resident{s.homes[0].who}
	f.addNames(n)
	return n, nil
}

func (f *Finder) namespace(inode uint64) *Namespace {
	return &Namespace{Inode: inode, Own: inode == f.config.own(), finder: f}
}

// addNames adds the names of a namespace, and the files that bear them.
func (f *Finder) addNames(n *Namespace) {
	e := f.config.readNames().entries[n.Inode]
	n.Names = e.names
	for _, file := range e.files {
		if !slices.Contains(n.files, file) {
			n.files = append(n.files, file)
		}
	}
}
