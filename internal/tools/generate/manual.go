package main

import (
	"strings"

	"github.com/gonetstat/gonetstat/internal/options"
)

// manual gives a subsection in mdoc(7) for each group of options.
func manual(groups []options.Group) string {
	var text strings.Builder
	for _, group := range groups {
		text.WriteString(".Ss " + group.Title + "\n")
		if group.Before != "" {
			text.WriteString(group.Before + "\n")
		}
		text.WriteString(".Bl -tag -width Ds\n")
		for _, option := range group.Options {
			text.WriteString(manualItem(option))
		}
		text.WriteString(".El\n")
		if group.After != "" {
			text.WriteString(".Pp\n" + group.After + "\n")
		}
	}
	return text.String()
}

// manualItem gives the names of an option and what it does.
func manualItem(option options.Definition) string {
	var names []string
	value := ""
	if option.Value != "" {
		value = " Ar " + strings.ToLower(option.Value)
	}
	if option.Letter != 0 {
		names = append(names, "Fl "+string(option.Letter)+value)
	}
	if option.Name != "" {
		if option.Equals {
			value = " Ns = Ns" + value
		}
		names = append(names, "Fl Fl "+option.Name+value)
	}
	item := ".It " + strings.Join(names, " , ") + "\n"
	if option.Alias != "" {
		item += ".It Fl Fl " + option.Alias + "\n"
	}
	if option.Manual != "" {
		item += option.Manual + "\n"
	}
	return item
}
