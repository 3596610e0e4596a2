package main

import (
	"strings"

	"github.com/gonetstat/gonetstat/internal/options"
)

// bash gives functions that tell the options, their values, and which values
// are lists.
func bash(groups []options.Group) string {
	var names, values, lists string
	for _, group := range groups {
		var words, plain []string
		for _, option := range group.Options {
			written := written(option)
			words = append(words, written...)
			if option.Equals {
				words[len(words)-1] += "="
			}
			if option.Value == "" {
				continue
			}
			pattern := strings.Join(written, " | ")
			if offer := bashOffer(option); offer == "" {
				plain = append(plain, pattern)
			} else {
				values += "\t" + pattern + ") " + offer + " ;;\n"
			}
			if option.List {
				lists += " | " + pattern
			}
		}
		if plain != nil {
			values += "\t" + strings.Join(plain, " | ") + ") ;;\n"
		}
		names += "\t\t" + strings.Join(words, " ") + "\n"
	}
	return `
# Sets words to all options.
_gonetstat_options() {
	words=(
` + names + `	)
}

# Sets words to values of the option $1. It fails if that takes none.
_gonetstat_values() {
	case $1 in
` + values + `	*) return 1 ;;
	esac
}

# Tells whether the value of the option $1 is a list with commas.
_gonetstat_takes_list() {
	case $1 in
	` + strings.TrimPrefix(lists, " | ") + `) ;;
	*) return 1 ;;
	esac
}

`
}

// bashOffer gives what sets words to the values of an option, or "".
func bashOffer(option options.Definition) string {
	switch {
	case option.Words != nil:
		return "words=(" + strings.Join(option.Words, " ") + ")"
	case option.Offer == options.Namespaces:
		return "_gonetstat_namespaces"
	case option.Offer == options.Processes:
		return "_gonetstat_processes"
	}
	return ""
}
