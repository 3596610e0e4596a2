package main

import (
	"strings"

	"github.com/gonetstat/gonetstat/internal/format/record"
)

// keys gives in Markdown which rows have which keys, and what these mean.
func keys(kinds []record.Kind, chapters []record.Chapter) string {
	var text strings.Builder
	text.WriteString("\n## Which rows have which keys\n\n| rows | listed by | keys |\n|---|---|---|\n")
	for _, kind := range kinds {
		text.WriteString("| " + kind.Title + " | " + code(kind.Lists) + " | " + names(kind.Keys) + " |\n")
	}
	for _, chapter := range chapters {
		text.WriteString("\n## " + chapter.Title + "\n\n")
		if chapter.Note != "" {
			text.WriteString(chapter.Note + "\n\n")
		}
		text.WriteString("| key | type | meaning | source |\n|---|---|---|---|\n")
		for _, key := range chapter.Keys {
			text.WriteString("| `" + key.Name + "` | " + typeOf(key) + " | " + cell(key.Meaning) + " | " + cell(key.Source) + " |\n")
		}
	}
	return text.String() + "\n"
}

// typeOf gives the type of a key's value in words.
func typeOf(key record.Key) string {
	words := string(key.Type)
	if key.Unit != "" {
		words += " (" + key.Unit + ")"
	}
	if key.Null {
		words += " or null"
	}
	return words
}

// names gives the names of keys, those of members of lists behind their list.
func names(keys []record.Key) string {
	var list []string
	for _, key := range keys {
		name := "`" + key.Name + "`"
		if key.Members != nil {
			name += " (" + names(key.Members) + ")"
		}
		list = append(list, name)
	}
	return strings.Join(list, ", ")
}

// code gives command lines, which have commas between them and a remark behind
// them, as code.
func code(lists string) string {
	items := strings.Split(lists, ", ")
	for i, item := range items {
		if strings.HasPrefix(item, "-") {
			items[i] = "`" + item + "`"
		}
	}
	return strings.Join(items, ", ")
}

// cell gives a phrase as the content of a cell of a table.
func cell(phrase string) string {
	return strings.NewReplacer("|", `\|`, "*", `\*`, "<", `\<`).Replace(phrase)
}
