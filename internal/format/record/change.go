package record

import (
	"time"

	"github.com/gonetstat/gonetstat/internal/format"
)

// BeginChanges does nothing: objects tell what they are of.
func (f *lines) BeginChanges(format.Section, format.Space) {}

// PrintChange prints an object with two keys in front: what has become of a
// socket, and when that was found.
func (f *lines) PrintChange(change format.Change, at time.Time, text []byte) {
	f.out.WriteString(`{"event":"` + string(change) + `","time":"`)
	f.out.Write(format.AppendTime(nil, at))
	f.out.WriteString(`",`)
	f.out.Write(text[len("{"):])
}
