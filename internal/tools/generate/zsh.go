package main

import (
	"slices"
	"strings"

	"github.com/gonetstat/gonetstat/internal/options"
)

// zsh gives functions for values that are lists of words, and a call of
// _arguments(zshcompsys) with all options.
func zsh(groups []options.Group) string {
	functions := "\n"
	var specs []string
	modes := modeNames(groups)
	for _, group := range groups {
		for _, option := range group.Options {
			if option.List && option.Words != nil {
				functions += "_gonetstat_" + option.Name + "() {\n\t_sequence compadd - " + strings.Join(option.Words, " ") + "\n}\n\n"
			}
			if option.Name != "" {
				specs = append(specs, zshSpec(option, modes))
			}
		}
	}
	return functions + "_arguments -s -S \\\n\t" + strings.Join(specs, " \\\n\t") + "\n"
}

// modeNames gives the names of options that exclude one another.
func modeNames(groups []options.Group) (names []string) {
	for _, group := range groups {
		for _, option := range group.Options {
			if option.Mode != options.Sockets {
				names = append(names, written(option)...)
			}
		}
	}
	return names
}

// zshSpec gives what _arguments takes for an option.
func zshSpec(option options.Definition, modes []string) string {
	front, names := "", written(option)
	switch {
	case option.Mode != options.Sockets:
		others := slices.DeleteFunc(slices.Clone(modes), func(name string) bool { return slices.Contains(names, name) })
		front = "(" + strings.Join(others, " ") + ")"
	case option.Repeat:
		front = "*"
	}
	text := "[" + option.Help + "]"
	if option.Value != "" {
		for i := range names {
			switch {
			case option.Equals:
				names[i] += "=-"
			case strings.HasPrefix(names[i], "--"):
				names[i] += "="
			default:
				names[i] += "+"
			}
		}
		text += ":" + strings.ToLower(option.Value) + ":" + zshOffer(option)
	}
	if len(names) == 1 {
		return quote(front + names[0] + text)
	}
	if front != "" {
		front = quote(front)
	}
	return front + "{" + strings.Join(names, ",") + "}" + quote(text)
}

// zshOffer gives the action for the value of an option.
func zshOffer(option options.Definition) string {
	switch {
	case option.Words != nil && option.List:
		return "_gonetstat_" + option.Name
	case option.Words != nil:
		return "(" + strings.Join(option.Words, " ") + ")"
	case option.Offer == options.Namespaces:
		return "_gonetstat_namespaces"
	case option.Offer == options.Processes:
		return "_gonetstat_processes"
	}
	return " "
}
