package cli

import (
	"errors"
	"io"

	"github.com/gonetstat/gonetstat/internal/procnet"
)

// masquerade lists the masqueraded connections of -M. Since Linux 2.4 there is
// no table of them.
func (r *run) masquerade() int {
	table, err := procnet.ReadTable(r.tables, "ip_masquerade")
	switch {
	case err == nil:
	case lacks(err):
		r.noSupport("ip_masquerade")
		return statusRefused
	default:
		return r.cannotOpen("ip_masquerade", err)
	}
	rows, err := procnet.Masquerades(table)
	if err != nil {
		r.complainOfMasquerade(err)
		return statusFailed
	}
	if len(rows) == 0 {
		return statusOK
	}
	if !r.opts.NumericHosts {
		for i := range rows {
			r.lookup(rows[i].Source.Addr())
			r.lookup(rows[i].Destination.Addr())
		}
	}
	shape := r.socketFormat("")
	r.out.Write(shape.AppendMasqueradeHeading(nil))
	for i := range rows {
		r.out.Write(shape.AppendMasquerade(nil, &rows[i]))
	}
	return statusOK
}

// complainOfMasquerade says what is wrong with the table, in net-tools' words.
func (r *run) complainOfMasquerade(err error) {
	text := "masq_info: Internal Error `fgets() failed'.\n"
	switch {
	case errors.Is(err, procnet.ErrMasqueradeFormat):
		text = "masq_info.c: Internal Error `ip_masquerade format error'.\n"
	case errors.Is(err, procnet.ErrMasqueradeProtocol):
		text = "masq_info.c: Internal Error `ip_masquerade unknown type'.\n"
	}
	io.WriteString(r.errs, text)
}
