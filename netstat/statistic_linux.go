package netstat

import (
	"context"
	"iter"

	"github.com/gonetstat/gonetstat/internal/procnet"
)

func statistics(ctx context.Context, o Options) iter.Seq2[Statistic, error] {
	proc := o.config().Proc
	return eachSpace(ctx, o, func(s *space, yield func(Statistic, error) bool) bool {
		for _, t := range statisticTables {
			if !o.wantsFamily(t.family) {
				continue
			}
			groups, err := t.read(s.namespace)
			for _, group := range groups {
				for _, c := range group.Counters {
					if !yield(Statistic{group.Protocol, c.Name, c.Value, s.public.Label, s.public}, nil) {
						return false
					}
				}
			}
			if err != nil {
				err = s.explain(proc, err)
			}
			if err != nil && !yield(Statistic{}, err) {
				return false
			}
		}
		return true
	})
}

// statisticTables are the tables of counters.
var statisticTables = [...]struct {
	family Family
	read   func(procnet.Tables) ([]procnet.CounterGroup, error)
}{
	{Inet, func(t procnet.Tables) ([]procnet.CounterGroup, error) { return procnet.ReadSNMP(t, "snmp") }},
	{Inet, func(t procnet.Tables) ([]procnet.CounterGroup, error) { return procnet.ReadSNMP(t, "netstat") }},
	{Inet, func(t procnet.Tables) ([]procnet.CounterGroup, error) {
		group, err := procnet.ReadSCTPCounters(t)
		return []procnet.CounterGroup{group}, err
	}},
	{Inet6, procnet.ReadSNMP6},
}
