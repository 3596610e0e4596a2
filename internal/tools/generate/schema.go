package main

import (
	"encoding/json"
	"strings"

	"github.com/gonetstat/gonetstat/internal/format/record"
)

// schema gives a JSON Schema, of the draft 2020-12, of an array of rows. A line of
// NDJSON is a row of it. Rows may have other keys too, because later versions do.
func schema(kinds []record.Kind) string {
	var definitions, any []string
	for _, kind := range kinds {
		definitions = append(definitions, quoted(kind.Name)+": "+object(kind.Title, kind.Keys, "  "))
		any = append(any, `{"$ref": "#/$defs/`+kind.Name+`"}`)
	}
	return `{
 "$schema": "https://json-schema.org/draft/2020-12/schema",
 "$comment": "Made by make generate from the definitions in internal/format/record.",
 "title": "What gonetstat --json prints; a line of --output=ndjson is a row",
 "type": "array",
 "items": {"$ref": "#/$defs/row"},
 "$defs": {
  "row": {"anyOf": [
   ` + strings.Join(any, ",\n   ") + `
  ]},
  ` + strings.Join(definitions, ",\n  ") + `
 }
}
`
}

// object gives the schema of objects with keys, which all of them have but those
// that an option asks for.
func object(title string, keys []record.Key, indent string) string {
	var required, properties []string
	for _, key := range keys {
		if !key.Option {
			required = append(required, quoted(key.Name))
		}
		properties = append(properties, quoted(key.Name)+": "+value(key, indent+" "))
	}
	text := "{"
	if title != "" {
		text += `"title": ` + quoted(title) + ", "
	}
	inner := indent + " "
	return text + `"type": "object", "properties": {` + "\n" +
		inner + strings.Join(properties, ",\n"+inner) + "\n" +
		indent + `}, "required": [` + strings.Join(required, ", ") + "]}"
}

// value gives the schema of the value of a key.
func value(key record.Key, indent string) string {
	word, items := "", ""
	switch key.Type {
	case record.Text:
		word = "string"
	case record.Integer, record.Decimal, record.Boolean:
		word = string(key.Type)
	case record.Texts:
		word, items = "array", `, "items": {"type": "string"}`
	case record.Object:
		word, items = "object", strings.TrimPrefix(strings.TrimSuffix(object("", key.Members, indent), "}"), `{"type": "object"`)
	case record.Objects:
		word, items = "array", `, "items": `+object("", key.Members, indent)
	}
	types := quoted(word)
	if key.Null {
		types = "[" + types + `, "null"]`
	}
	description := key.Meaning
	if key.Unit != "" {
		description = "in " + key.Unit + ": " + description
	}
	return `{"type": ` + types + items + `, "description": ` + quoted(description) + "}"
}

// quoted gives a text as JSON has it.
func quoted(text string) string {
	var quoted strings.Builder
	encoder := json.NewEncoder(&quoted)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(text); err != nil {
		panic(err) // a text has no error
	}
	return strings.TrimSuffix(quoted.String(), "\n")
}
