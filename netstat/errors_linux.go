package netstat

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/gonetstat/gonetstat/internal/netns"
)

// namespaceError makes the error about a namespace of what one of the package netns
// is about, or of any cause. The name is what was asked for, "" if nothing was.
func namespaceError(err error, name string, inode uint64) *NamespaceError {
	e := &NamespaceError{Name: name, Inode: inode, Err: err}
	if whole, ok := errors.AsType[*netns.Error](err); ok {
		e.Err = whole
		if name == "" {
			e.Name = whole.Name
		}
	}
	switch {
	case errors.Is(err, netns.ErrGone):
		e.kind = ErrGone
	case errors.Is(err, netns.ErrKind):
		e.kind = ErrNotNamespace
	}
	return e
}

// explain gives what is to be said of a table's error, or nil: the kernel may
// have no such table, and a namespace may have ended; of one that cannot be
// read all tables have the same error, which is said once.
func (s *space) explain(proc string, err error) error {
	if s.lost {
		return nil
	}
	if err == nil {
		s.read = true
		return nil
	}
	if whole, ok := errors.AsType[*netns.Error](err); ok {
		s.lost = true
		if s.listed && errors.Is(err, netns.ErrGone) {
			return nil
		}
		return namespaceError(whole, s.public.Label, s.public.Inode)
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return s.about(err)
	}
	if s.namespace.Own {
		if _, err := os.Stat(filepath.Join(proc, "net")); err != nil {
			s.lost = true
			return err
		}
	}
	s.read = true
	return nil
}

// about adds to an error about a table which namespace's it is.
func (s *space) about(err error) error {
	if s.namespace.Own {
		return err
	}
	return &NamespaceError{
		Name:  s.public.Label,
		Inode: s.public.Inode,
		Err:   fmt.Errorf("network namespace %s: %w", s.public.Label, err),
	}
}

// complained tells whether something has been said before about lines of a
// table that are no rows.
func (s *space) complained(table string) bool {
	before := s.garbled[table]
	if s.garbled == nil {
		s.garbled = make(map[string]bool)
	}
	s.garbled[table] = true
	return before
}
