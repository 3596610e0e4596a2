package netstat

import (
	"context"
	"errors"
	"iter"
	"path/filepath"

	"github.com/gonetstat/gonetstat/internal/procnet"
)

// groupTables are the tables of multicast groups.
var groupTables = [...]struct {
	family Family
	name   string // below /proc/net
}{{Inet, "igmp"}, {Inet6, "igmp6"}}

func groups(ctx context.Context, o Options) iter.Seq2[Group, error] {
	proc := o.config().Proc
	return eachSpace(ctx, o, func(s *space, yield func(Group, error) bool) bool {
		for _, t := range groupTables {
			if o.wantsFamily(t.family) && !s.groups(proc, t.name, yield) {
				return false
			}
		}
		return true
	})
}

// groups gives the rows of a table, and tells whether the caller wants more.
func (s *space) groups(proc, name string, yield func(Group, error) bool) bool {
	table, err := procnet.ReadTable(s.namespace, name)
	if err != nil {
		err = s.explain(proc, err)
		return err == nil || yield(Group{}, err)
	}
	for row, err := range new(procnet.GroupTables).Rows(table) {
		if bogus, ok := errors.AsType[*procnet.GroupLineError](err); ok {
			if s.complained(name) {
				continue
			}
			line := &LineError{filepath.Join(proc, "net", name), bogus.Line + 1}
			if !yield(Group{}, s.about(line)) {
				return false
			}
			continue
		}
		if !yield(Group{row.Interface, row.Addr, int(row.Users), s.public.Label, s.public}, nil) {
			return false
		}
	}
	return true
}
