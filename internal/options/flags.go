package options

import (
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/pflag"
)

// flags gives options as flags; parsing them fills a line.
func flags(options []*Definition, l *line) *pflag.FlagSet {
	set := pflag.NewFlagSet("gonetstat", pflag.ContinueOnError)
	set.SortFlags = false
	for _, option := range options {
		if option.Name == "" {
			continue // getopt leaves out -d
		}
		flag := &pflag.Flag{Name: option.Name, Usage: option.usage(), Hidden: option.Hidden, Value: flag{option, l}}
		if option.Letter != 0 {
			flag.Shorthand = string(option.Letter)
		}
		if option.Value == "" {
			flag.NoOptDefVal = "true"
		}
		set.AddFlag(flag)
	}
	return set
}

// flag is an option of a line, as pflag sees it.
type flag struct {
	option *Definition
	line   *line
}

// String gives the value that it has by default, for help.
func (f flag) String() string { return "" }

// Type gives the word for its value, for help.
func (f flag) Type() string {
	if f.option.Value == "" {
		return "bool"
	}
	return f.option.Value
}

// Set does what the option does.
func (f flag) Set(value string) error {
	option, l := f.option, f.line
	if option.choice() && !slices.Contains(option.Words, value) {
		return &ending{statusUsage, option.refuse(value, oneOf(option.Words)) + "\n"}
	}
	switch {
	case option.Mode != Sockets:
		l.Mode = option.Mode
		l.modes = append(l.modes, option)
	case option.sets != nil:
		*option.sets(l) = true
	case option.acts != nil:
		return option.acts(l, value)
	default:
		l.unread = append(l.unread, unread{option, value})
	}
	return nil
}

// refuse says what is wrong with a value.
func (d *Definition) refuse(value, want string) string {
	return "--" + d.Name + "=" + strconv.QuoteToASCII(value) + ": want " + want
}

// oneOf joins words with commas and a last "or".
func oneOf(words []string) string {
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " or " + words[last]
}
