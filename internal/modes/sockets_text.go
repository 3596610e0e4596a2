package modes

import (
	"bytes"

	"github.com/gonetstat/gonetstat/internal/engine"
	"github.com/gonetstat/gonetstat/internal/format"
)

// text is what is printed of some rows of a table.
type text struct {
	rows  []byte
	errs  []byte // complaints about lines that are no rows
	early bool   // the row that follows waits for names
}

// A maker makes text of the rows of one table.
type maker struct {
	made  *text       // what is being made, up to the row that is next; nil between batches
	sent  int         // how much of its rows has been handed on while that row is made
	early func(*text) // hands on text
}

// maker gives a maker of text, and the rows of the form that it uses.
func (m *sockets) maker(in format.Space) (*maker, format.Rows) {
	k := &maker{}
	if in.Slow != nil {
		in.Slow = k.slow
	}
	return k, m.form.Rows(in)
}

// slow hands on the rows in front of one that waits for names.
func (k *maker) slow() {
	if k.made == nil {
		return
	}
	k.early(&text{rows: bytes.Clone(k.made.rows[k.sent:]), errs: bytes.Clone(k.made.errs), early: true})
	k.sent, k.made.errs = len(k.made.rows), k.made.errs[:0]
}

// rest gives text without what was handed on.
func (k *maker) rest(rows []byte) []byte {
	if k.sent > 0 {
		rows = rows[:copy(rows, rows[k.sent:])]
		k.sent = 0
	}
	return rows
}

// work makes text of rows.
func work[T any](k *maker, see func(*T), bogus string, appendRow func([]byte, *T) []byte) engine.Work[T, *text] {
	return engine.Work[T, *text]{See: see, Make: func(t *text, b *engine.Batch[T], early func(*text)) *text {
		if t == nil {
			t = &text{}
		}
		k.made, k.early = t, early
		t.early = false
		t.errs = t.errs[:0]
		for range b.Garbled {
			t.errs = append(t.errs, bogus...)
		}
		t.rows = t.rows[:0]
		for i := range b.Rows {
			t.rows = k.rest(appendRow(t.rows, &b.Rows[i]))
		}
		k.made = nil
		return t
	}}
}
