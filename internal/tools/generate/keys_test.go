package main

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gonetstat/gonetstat/internal/format/record"
)

// Keys of every type.
var (
	ofText  = record.Key{Name: "text", Type: record.Text, Null: true, Meaning: "a|b *", Source: "file"}
	ofCount = record.Key{Name: "count", Type: record.Integer, Unit: "bytes", Null: true, Meaning: "how many", Source: "file"}
	ofTime  = record.Key{Name: "time", Type: record.Decimal, Meaning: "when", Source: "file"}
	ofTruth = record.Key{Name: "truth", Type: record.Boolean, Meaning: "whether", Source: "file"}
	ofTexts = record.Key{Name: "texts", Type: record.Texts, Meaning: `"words"`, Source: "file"}
	ofList  = record.Key{Name: "list", Type: record.Objects, Members: []record.Key{ofTime, ofTruth}, Meaning: "items", Source: "file"}

	someKinds = []record.Kind{
		{Name: "one", Title: "rows", Lists: "-r, -a -b, and so on", Keys: []record.Key{ofText, ofList}},
		{Name: "two", Title: "lines", Lists: "-l", Keys: []record.Key{ofCount, ofTexts}},
	}
)

func TestKeys(t *testing.T) {
	chapters := []record.Chapter{
		{Title: "Some", Note: "A note.", Keys: []record.Key{ofText, ofCount}},
		{Title: "Others", Keys: []record.Key{ofTime, ofList}},
	}
	assert.Equal(t, `
## Which rows have which keys

| rows | listed by | keys |
|---|---|---|
| rows | `+"`-r`, `-a -b`, and so on | `text`, `list` (`time`, `truth`)"+` |
| lines | `+"`-l` | `count`, `texts`"+` |

## Some

A note.

| key | type | meaning | source |
|---|---|---|---|
| `+"`text`"+` | text or null | a\|b \* | file |
| `+"`count`"+` | integer (bytes) or null | how many | file |

## Others

| key | type | meaning | source |
|---|---|---|---|
| `+"`time`"+` | number | when | file |
| `+"`list`"+` | list of objects | items | file |

`, keys(someKinds, chapters))
}

func TestSchema(t *testing.T) {
	text := schema(someKinds)
	require.True(t, json.Valid([]byte(text)))
	assert.Contains(t, text, `"one": {"title": "rows", "type": "object", "properties": {
   "text": {"type": ["string", "null"], "description": "a|b *"},
   "list": {"type": "array", "items": {"type": "object", "properties": {
    "time": {"type": "number", "description": "when"},
    "truth": {"type": "boolean", "description": "whether"}
   }, "required": ["time", "truth"]}, "description": "items"}
  }, "required": ["text", "list"]},
  "two": {"title": "lines", "type": "object", "properties": {
   "count": {"type": ["integer", "null"], "description": "in bytes: how many"},
   "texts": {"type": "array", "items": {"type": "string"}, "description": "\"words\""}
  }, "required": ["count", "texts"]}
`)
}
