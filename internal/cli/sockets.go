package cli

import (
	"errors"
	"slices"

	"github.com/gonetstat/gonetstat/internal/procmap"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

// scope is one namespace whose sockets are listed.
type scope struct {
	tables procnet.Tables
	rows   rows
	owners *ownerPlan
}

// sockets lists the sockets of the protocols and families asked for, of all
// namespaces in one list.
func (r *run) sockets(spaces []space) int {
	out := r.form(spaces)
	defer out.end()
	r.objects = r.objectsTo(out)
	if len(spaces) == 0 {
		return statusRefused
	}
	selection := r.opts.selection()
	owners := newOwnerPlan()
	scopes := make([]scope, len(spaces))
	for i, s := range spaces {
		scopes[i] = scope{s.tables, r.rows(s, owners), owners}
	}
	plan := r.plan(selection, scopes, owners)
	plan.start()
	defer plan.stop()
	status := statusOK
	if plan.ahead.owners != nil {
		owners.report(r.errs)
		if err := owners.err; err != nil {
			r.complain(err)
			if errors.Is(err, procmap.ErrTooFewFiles) {
				status = statusRefused
			}
		}
	}
	if len(plan.inet) > 0 {
		out.internet()
		more, ends := r.print(plan.inet, out)
		if status = max(status, more); ends {
			return status
		}
	}
	if selection.Groups != unwanted {
		if failed := r.groups(selection, spaces); failed != statusOK {
			return failed
		}
	}
	if len(plan.unix) > 0 {
		out.unix()
		more, ends := r.print(plan.unix, out)
		if status = max(status, more); ends {
			return status
		}
	}
	if r.opts.Output != outputs[0] || r.filter.any() {
		// The other forms, and filters, are for sockets of the internet and unix only.
		selection.IPX, selection.AX25, selection.X25, selection.NETROM, selection.ROSE = unwanted, unwanted, unwanted, unwanted, unwanted
	}
	return max(status, r.oldFamilies(selection, spaces))
}

// print prints the listings of families in their order. The lack of a family
// that was named ends the run, behind its other rows.
func (r *run) print(families []family, out form) (status int, ends bool) {
	for _, f := range families {
		missing := false
		for _, l := range f.tables {
			text, more := <-l.blocks
			if !more && l.missing && !missing && slices.Contains(f.main, l) {
				missing = true
				if f.need >= noted {
					r.noSupport(f.label)
				}
				ends = f.need == required
			}
			for ; more; text, more = <-l.blocks {
				if text.errs {
					r.errs.Write(text.text)
				} else {
					out.rows(text.text)
					l.recycle(text.text)
				}
			}
			if l.err != nil {
				status = max(status, r.lost(l.err))
			}
		}
		if ends {
			return statusRefused, true
		}
	}
	return status, false
}
