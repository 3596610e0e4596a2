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
// directories, by the absolute path of a namespace file, by the PID of a process
// that lives in it, or by its label. A name that is made of digits is taken for
// a PID only if there is no such name. The error is an *Error.
//
// Label calls a namespace without a name "-" if it is the program's own and
// "net:[INODE]" if not, and has dots for some bytes of names: all of that is
// understood, whatever keeps the namespace. So a file in a netns directory that
// is called "-" or "net:[1]" has to be given by its path.
//
// A namespace given by its name is known by that name alone, whatever other
// names it has; others get all their names.
func (f *Finder) Resolve(arg string) (*Namespace, error) {
	if inode, err := namespaceInode([]byte(arg)); err == nil {
		return f.byInode(arg, inode)
	}
	switch {
	case strings.HasPrefix(arg, "/"):
		return f.byPath(arg)
	case arg == "-":
		n := f.Self()
		f.addNames(n)
		return n, nil
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
	if strings.Contains(arg, ".") {
		if n, err := f.byLabel(arg); n != nil || err != nil {
			return n, err
		}
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

// Named finds the namespaces that have names, in the order of their first names.
// It looks at no process.
func (f *Finder) Named() []*Namespace {
	var named []*Namespace
	for inode, e := range f.config.readNames().entries {
		if len(e.names) > 0 {
			n := f.namespace(inode)
			n.Names, n.files = e.names, e.files
			named = append(named, n)
		}
	}
	slices.SortFunc(named, func(a, b *Namespace) int { return strings.Compare(a.Names[0], b.Names[0]) })
	return named
}

// Name finds the namespace that has a name, and nothing but a name: neither a
// path nor a PID, for strangers may have given it. The error is an *Error.
func (f *Finder) Name(name string) (*Namespace, error) {
	if name == "" || name == "." || name == ".." || strings.ContainsAny(name, "/\x00") {
		return nil, &Error{name, "no such network namespace (this is not a name)", fs.ErrNotExist}
	}
	n, err := f.byName(name)
	if n == nil && err == nil {
		err = &Error{name, "no such network namespace (no file " + f.config.candidates(name) + ")", fs.ErrNotExist}
	}
	return n, err
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
		n.Names, n.files = []string{name}, []file{{Holder{Kind: ByName, Path: path}}}
		return n, nil
	}
	return nil, nil
}

// byLabel returns the namespace with a name that Label shows with dots, or nil if
// there is none.
func (f *Finder) byLabel(label string) (*Namespace, error) {
	var found *Namespace
	for inode, e := range f.config.readNames().entries {
		for _, name := range e.names {
			if visible(name) != label {
				continue
			}
			if found != nil && found.Inode != inode {
				return nil, &Error{label, "several network namespaces have names that are shown like this", fs.ErrInvalid}
			}
			found = f.namespace(inode)
			found.Names, found.files = e.names, e.files
		}
	}
	return found, nil
}

// byInode returns the namespace of an inode, by which a user means it.
func (f *Finder) byInode(arg string, inode uint64) (*Namespace, error) {
	listing, err := f.List()
	if err != nil {
		return nil, &Error{arg, "the network namespace was not looked for: " + err.Error(), err}
	}
	for _, n := range listing.Namespaces {
		if n.Inode == inode {
			return n, nil
		}
	}
	reason := "no such network namespace (nothing in sight keeps it)"
	if notice := listing.Gaps.Notice(); notice != "" {
		reason += ". " + strings.TrimSuffix(notice, ".")
	}
	return nil, &Error{arg, reason, fs.ErrNotExist}
}

// byPath returns the namespace of a file.
func (f *Finder) byPath(path string) (*Namespace, error) {
	inode, err := inspect(path)
	if err != nil {
		return nil, &Error{path, err.Error(), err}
	}
	n := f.namespace(inode)
	n.files = []file{{Holder{Kind: ByMount, Path: path}}}
	f.addNames(n)
	return n, nil
}

// Process finds the namespace that a process lives in. It gets all its names.
// The process may be another user's: its tables are for all to read. Then the
// namespace has neither an Inode nor names, unless it is the program's own, and
// cannot be entered. The error is a unix.Errno, ENOENT if there is no such
// process.
func (f *Finder) Process(pid int) (*Namespace, error) {
	return f.byPID(strconv.Itoa(pid))
}

// byPID is Process with the PID as /proc writes it.
func (f *Finder) byPID(pid string) (*Namespace, error) {
	s := survey{proc: f.config.Proc}
	s.process(pid)
	if len(s.hidden) > 0 {
		return f.byTables(pid)
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

// byTables returns the namespace of a process that may not be asked where it
// lives, which takes the right to trace it (ptrace(2)). Every namespace has
// tables of its own in /proc, so they tell whether it is the program's own.
func (f *Finder) byTables(pid string) (*Namespace, error) {
	tables, err := f.config.tableInode(pid)
	if err != nil {
		return nil, err
	}
	if own, err := f.config.tableInode("self"); err == nil && own == tables {
		n := f.Self()
		f.addNames(n)
		return n, nil
	}
	return &Namespace{finder: f, tables: tables, asked: pid, residents: []resident{pid}, deserted: true}, nil
}

func (f *Finder) namespace(inode uint64) *Namespace {
	return &Namespace{Inode: inode, Own: inode == f.config.own(), finder: f}
}

// addNames adds the names of a namespace, and the files that bear them.
func (f *Finder) addNames(n *Namespace) {
	e := f.config.readNames().entries[n.Inode]
	n.Names = e.names
	for _, named := range e.files {
		if !slices.ContainsFunc(n.files, func(f file) bool { return f.Path == named.Path }) {
			n.files = append(n.files, named)
		}
	}
}
