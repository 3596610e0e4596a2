package modes

import (
	"errors"
	"io"

	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/netns"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

// masquerade lists the masqueraded connections of -M. Since Linux 2.4 there is
// no table of them.
type masquerade struct{ form format.Form }

func (m *masquerade) list(s space, errs io.Writer) int {
	table, err := procnet.ReadTable(s.tables, "ip_masquerade")
	switch {
	case err == nil:
	case netns.Lacks(err):
		noSupport(errs, "ip_masquerade")
		return statusRefused
	default:
		return cannotOpen(errs, "ip_masquerade", err)
	}
	rows, err := procnet.Masquerades(table)
	if err != nil {
		complainOfMasquerade(errs, err)
		return statusFailed
	}
	if len(rows) > 0 {
		m.form.Begin(format.Masquerades, s.in)
		printAll(&printer{form: m.form, in: s.in}, rows, format.Rows.AppendMasquerade)
	}
	return statusOK
}

// complainOfMasquerade says what is wrong with the table, in net-tools' words.
func complainOfMasquerade(errs io.Writer, err error) {
	text := "masq_info: Internal Error `fgets() failed'.\n"
	switch {
	case errors.Is(err, procnet.ErrMasqueradeFormat):
		text = "masq_info.c: Internal Error `ip_masquerade format error'.\n"
	case errors.Is(err, procnet.ErrMasqueradeProtocol):
		text = "masq_info.c: Internal Error `ip_masquerade unknown type'.\n"
	}
	io.WriteString(errs, text)
}
