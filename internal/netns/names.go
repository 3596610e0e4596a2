package netns

import (
	"errors"
	"io/fs"
	"os"
	"slices"
)

// directory is what the netns directories hold.
type directory struct {
	entries  map[uint64]entry // by the namespace's inode
	unusable []error          // an *Error for each name that is no namespace's, but for unused files
}

// entry is what is known of one namespace.
type entry struct {
	names []string // sorted
	files []file
}

// readNames reads the netns directories. One that does not exist has no names.
func (c Config) readNames() *directory {
	d := &directory{entries: make(map[uint64]entry)}
	taken := make(map[string]bool)
	for i, dir := range c.Dirs {
		if c.sameAsBefore(i) {
			continue
		}
		names, err := readDirNames(dir)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			d.unusable = append(d.unusable, &Error{dir, reason(err), err})
		}
		for _, name := range names {
			path := dir + "/" + name
			inode, err := inspect(path)
			if errors.Is(err, fs.ErrNotExist) {
				continue // it was deleted just now
			}
			if err != nil {
				taken[name] = true
				if kind, ok := errors.AsType[kindError](err); ok && kind.unused {
					continue // ip netns add is about to mount it, or delete has unmounted it
				}
				d.unusable = append(d.unusable, &Error{path, reason(err), err})
				continue
			}
			e := d.entries[inode]
			e.files = append(e.files, file{Holder{Kind: ByName, Path: path}})
			// A name that an earlier directory has means the namespace there.
			if !taken[name] {
				taken[name] = true
				e.names = append(e.names, name)
			}
			d.entries[inode] = e
		}
	}
	for _, e := range d.entries {
		slices.Sort(e.names)
	}
	return d
}

// sameAsBefore tells whether a directory is one of those before it by another
// path, as /var/run is mostly a link to /run.
func (c Config) sameAsBefore(i int) bool {
	info, err := os.Stat(c.Dirs[i])
	if err != nil {
		return false
	}
	return slices.ContainsFunc(c.Dirs[:i], func(dir string) bool {
		earlier, err := os.Stat(dir)
		return err == nil && os.SameFile(info, earlier)
	})
}

// readDirNames returns the names in a directory in the order of their bytes.
func readDirNames(dir string) ([]string, error) {
	d, err := openDir(dir)
	if err != nil {
		return nil, err
	}
	defer d.Close()
	names, err := d.Readdirnames(-1)
	slices.Sort(names)
	return names, err
}

// reason returns the cause alone of an error that may name an operation and a
// path already.
func reason(err error) string {
	if perr, ok := errors.AsType[*os.PathError](err); ok {
		err = perr.Err
	}
	return err.Error()
}
