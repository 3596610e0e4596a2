package modes

import (
	"bufio"
	"io"
	"time"

	"github.com/gonetstat/gonetstat/internal/engine"
	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/format/changes"
	"github.com/gonetstat/gonetstat/internal/format/held"
	"github.com/gonetstat/gonetstat/internal/format/nettools"
	"github.com/gonetstat/gonetstat/internal/format/quiet"
	"github.com/gonetstat/gonetstat/internal/format/record"
	"github.com/gonetstat/gonetstat/internal/format/sorted"
	"github.com/gonetstat/gonetstat/internal/format/summary"
	"github.com/gonetstat/gonetstat/internal/format/table"
	"github.com/gonetstat/gonetstat/internal/names"
	"github.com/gonetstat/gonetstat/internal/options"
)

// newForm gives the form of output that a request asks for, which prints to
// out. The terminal, if there is one, is stdout.
func newForm(at Place, request *options.Request, cache *names.Cache, out *bufio.Writer, stdout io.Writer) format.Form {
	if request.Quiet {
		return quiet.New()
	}
	form := printing(at, request, cache, out, stdout)
	switch {
	case request.Changes:
		form = changes.Watch(form.(format.ChangeForm), time.Now)
	case request.Summary:
		form = summary.Count(form, request.Columns.Programs)
	case len(request.Sort) > 0:
		form = sorted.Sort(form, request.Sort)
	}
	if request.Rounds.Waits {
		form = held.Hold(form)
	}
	return form
}

// printing gives a form that prints rows.
func printing(at Place, request *options.Request, cache *names.Cache, out *bufio.Writer, stdout io.Writer) format.Form {
	switch request.Form {
	case options.Table:
		return table.New(out, tableOptions(request, cache, stdout))
	case options.JSON:
		return record.NewJSON(out, recordOptions(request, cache))
	case options.NDJSON:
		return record.NewNDJSON(out, recordOptions(request, cache))
	case options.CSV:
		return record.NewCSV(out, recordOptions(request, cache))
	}
	return nettools.New(out, netToolsOptions(at, request, cache))
}

func netToolsOptions(at Place, request *options.Request, cache *names.Cache) nettools.Options {
	c := &request.Columns
	o := nettools.Options{
		Names:     hostNames(c, cache),
		All:       request.Filter.Which == engine.All,
		Listening: request.Filter.Which == engine.Listening,
		Wide:      c.Wide,
		Extend:    c.Extend,
		Programs:  c.Programs,
		Every:     c.Every,
		Workload:  c.Workload,
		Timers:    c.Timers,
		// In net-tools -N, for names of hardware, leaves routes without names
		// as -n does.
		NumericRoutes: c.NumericHosts || c.Symbolic,
		Protocols:     request.Protocols,
	}
	if c.Context {
		o.Contexts = (&contexts{proc: at.Proc}).context
	}
	return o
}

// hostNames says which names are shown.
func hostNames(c *options.Columns, cache *names.Cache) format.Names {
	return format.Names{
		NumericHosts: c.NumericHosts,
		NumericPorts: c.NumericPorts,
		NumericUsers: c.NumericUsers,
		NumericSCTP:  c.NumericHosts || c.NumericPorts || c.NumericUsers || c.Symbolic,
		Cache:        cache,
	}
}

func tableOptions(request *options.Request, cache *names.Cache, stdout io.Writer) table.Options {
	c := &request.Columns
	o := table.Options{
		Names:     hostNames(c, cache),
		All:       request.Filter.Which == engine.All,
		Listening: request.Filter.Which == engine.Listening,
		Extend:    c.Extend,
		Timers:    c.Timers,
		TCPInfo:   c.TCPInfo,
		Shown:     request.Protocols,
		Color:     table.UseColor(string(request.Color), stdout),
	}
	if !c.Wide {
		o.Width = table.ScreenWidth(stdout)
	}
	return o
}

func recordOptions(request *options.Request, cache *names.Cache) record.Options {
	o := record.Options{Names: cache, Protocols: request.Protocols, Sections: sections(request), TCPInfo: request.Columns.TCPInfo}
	if request.Continuous && !request.Changes {
		o.Clock = time.Now
	}
	return o
}

// sections gives the sections that a request may list, in their order.
func sections(request *options.Request) []format.Section {
	if request.Summary {
		return []format.Section{format.Summary}
	}
	switch request.Mode {
	case options.Routes:
		return routeSections(request)
	case options.Interfaces:
		return []format.Section{format.Interfaces}
	case options.Statistics:
		return []format.Section{format.Counters}
	case options.Masquerade:
		return []format.Section{format.Masquerades}
	}
	return socketSections(&request.Tables)
}
