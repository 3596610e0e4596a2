package record

import (
	"testing"

	"github.com/gonetstat/gonetstat/internal/format"
)

func TestCounts(t *testing.T) {
	for _, c := range []struct {
		row       format.Count
		json, csv string
	}{
		{format.Count{Counted: format.CountState, Proto: "tcp6", Name: "LISTEN", Number: 1 << 60},
			`"counted":"state","proto":"tcp","family":"inet6","name":"LISTEN","count":1152921504606846976,"at_least":false}`,
			"state,tcp,inet6,LISTEN,1152921504606846976,false"},
		{format.Count{Counted: format.CountState, Proto: "sctp6", Number: 3},
			`"counted":"state","proto":"sctp","family":"inet6","name":null,"count":3,"at_least":false}`,
			"state,sctp,inet6,,3,false"},
		{format.Count{Counted: format.CountListening, Proto: "unix", Number: 2},
			`"counted":"listening","proto":"unix","family":"unix","name":null,"count":2,"at_least":false}`,
			"listening,unix,unix,,2,false"},
		{format.Count{Counted: format.CountProgram, Name: `=1,"2"`, Number: 2, AtLeast: true},
			`"counted":"program","proto":null,"family":null,"name":"=1,\"2\"","count":2,"at_least":true}`,
			`program,,,"'=1,""2""",2,true`},
	} {
		requireRows(t, format.Summary, func(r format.Rows) []byte { return r.AppendCount(nil, &c.row) }, `{"netns":"-",`+c.json, "-,"+c.csv)
	}
}
