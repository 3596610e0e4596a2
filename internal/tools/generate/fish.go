package main

import (
	"strings"

	"github.com/gonetstat/gonetstat/internal/options"
)

// fish gives a command for each name of an option, with an empty line in front
// of each group.
func fish(groups []options.Group) string {
	text := ""
	for _, group := range groups {
		text += "\n"
		for _, option := range group.Options {
			if option.Name == "" {
				continue // there is no use in -d
			}
			letter := ""
			if option.Letter != 0 {
				letter = " -s " + string(option.Letter)
			}
			text += fishLine(option, letter+" -l "+option.Name)
			if option.Alias != "" {
				text += fishLine(option, " -l "+option.Alias)
			}
		}
	}
	return text + "\n"
}

// fishLine gives the command for some names of an option.
func fishLine(option options.Definition, names string) string {
	line := "complete -c gonetstat" + names
	if option.Value != "" {
		line += " -x"
	}
	line += " -d " + quote(strings.ToUpper(option.Help[:1])+option.Help[1:])
	if offer := fishOffer(option); offer != "" {
		line += " \\\n    -a " + offer
	}
	return line + "\n"
}

// fishOffer gives what is offered for the value of an option, or "".
func fishOffer(option options.Definition) string {
	offer := strings.Join(option.Words, " ")
	switch option.Offer {
	case options.Namespaces:
		offer = "(__gonetstat_namespaces)"
	case options.Processes:
		offer = "(__gonetstat_processes)"
	}
	if offer != "" && option.List {
		return `"(__fish_append , ` + offer + `)"`
	}
	if offer != "" {
		offer = quote(offer)
	}
	return offer
}
