package main

import (
	"strings"

	"github.com/gonetstat/gonetstat/internal/options"
)

// written gives all names of an option as they are written. -d, which does
// nothing, has none.
func written(option options.Definition) (names []string) {
	if option.Name == "" {
		return nil
	}
	if option.Letter != 0 {
		names = append(names, "-"+string(option.Letter))
	}
	names = append(names, "--"+option.Name)
	if option.Alias != "" {
		names = append(names, "--"+option.Alias)
	}
	return names
}

// quote makes one word of a shell, sh's or fish's, of a text.
func quote(text string) string {
	if strings.Contains(text, "'") && !strings.ContainsAny(text, "\"$`\\!") {
		return `"` + text + `"`
	}
	return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'"
}
