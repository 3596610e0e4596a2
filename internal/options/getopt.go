package options

import (
	"os"
	"slices"
	"strings"
)

// A getoptError is a command line that getopt_long(3) refuses. An empty
// sentence asks for the usage text alone, as -? does. A hint, if there is one,
// says what to write.
type getoptError struct{ sentence, hint string }

func (e *getoptError) Error() string { return e.sentence }

// getopt rewrites a command line by the rules of getopt_long(3).
type getopt struct {
	program string // as the sentences of getopt_long call it
	options []*Definition
	args    []string // not yet read
	flags   []string // one a word, --name or --name=value
	remark  string   // a line about what is accepted, or ""
}

// rewrite gives one flag per word, --name or --name=value, as pflag reads it.
// Operands are left out: netstat ignores them. It stops at the first word that
// getopt_long refuses and returns the flags before it together with the error,
// because getopt_long's caller acts on those before the error is found.
func (g *getopt) rewrite(args []string) (flags []string, err error) {
	_, operandsEnd := os.LookupEnv("POSIXLY_CORRECT")
	g.flags, g.args = make([]string, 0, len(args)+4), args
	for len(g.args) > 0 && err == nil {
		word := g.args[0]
		g.args = g.args[1:]
		switch {
		case word == "--":
			return g.flags, nil
		case len(word) < 2 || word[0] != '-':
			if operandsEnd {
				return g.flags, nil
			}
		case word[1] == '-':
			err = g.long(word)
		default:
			err = g.cluster(word)
		}
	}
	return g.flags, err
}

// refuse makes an error of one of getopt_long's sentences and a hint.
func (g *getopt) refuse(sentence, hint string) error {
	return &getoptError{g.program + ": " + sentence, hint}
}

// cluster reads a cluster of single letters, -tulpn or -Ainet.
func (g *getopt) cluster(word string) error {
	for i := 1; i < len(word); i++ {
		letter := word[i]
		if letter == '?' {
			return &getoptError{}
		}
		option := g.find(func(d *Definition) bool { return letter != 0 && d.Letter == letter })
		switch {
		case option == nil:
			return g.refuse("invalid option -- '"+word[i:i+1]+"'", "")
		case option.Name == "": // -d does nothing
		case option.Value == "":
			g.flags = append(g.flags, "--"+option.Name)
		default:
			value := word[i+1:]
			if value == "" {
				if len(g.args) == 0 {
					return g.refuse("option requires an argument -- '"+word[i:i+1]+"'", "")
				}
				value, g.args = g.args[0], g.args[1:]
			}
			g.flags = append(g.flags, "--"+option.Name+"="+value)
			return nil
		}
	}
	return nil
}

// long reads a long option, --name, --name=value or --name value.
func (g *getopt) long(word string) error {
	typed, value, hasValue := strings.Cut(word[2:], "=")
	name, err := g.name(word, typed, hasValue)
	if err != nil {
		return err
	}
	option := g.named(name)
	flag := "--" + option.Name
	switch {
	case option.Value == "" && hasValue:
		return g.refuse("option '--"+name+"' doesn't allow an argument", "")
	case option.Value == "":
		g.flags = append(g.flags, flag)
		g.ignored(typed)
		return nil
	case !hasValue:
		if len(g.args) == 0 || option.want != "" && !option.Dash && isOption(g.args[0]) {
			return g.refuse("option '--"+name+"' requires an argument", option.howToWrite())
		}
		value, g.args = g.args[0], g.args[1:]
	}
	g.flags = append(g.flags, flag+"="+value)
	return nil
}

// isOption tells whether a word is written as options are. One that wants a
// word of a certain kind does not take it for that.
func isOption(word string) bool { return len(word) > 1 && word[0] == '-' }

// name gives the whole name of the option that typed, the part of word before
// any '=', stands for: net-tools' option of that name, the only one of
// net-tools' that begins with it, or gonetstat's own of that name.
func (g *getopt) name(word, typed string, hasValue bool) (string, error) {
	own := g.named(typed)
	if own != nil && (!own.Own || own.Equals && !hasValue) {
		own = nil // --program alone abbreviates --programs
	}
	if own != nil && own.Equals {
		return typed, nil
	}
	found := beginning(typed)
	if len(found) == 0 {
		if own != nil {
			return typed, nil
		}
		return "", g.refuse("unrecognized option '"+word+"'", didYouMean(g.options, typed))
	}
	first := found[0]
	others := slices.DeleteFunc(found[1:], func(o longOption) bool { return first.family && o.family })
	if len(others) == 0 {
		return first.name, nil
	}
	sentence := "option '" + word + "' is ambiguous; possibilities: '--" + first.name + "'"
	for _, option := range others {
		sentence += " '--" + option.name + "'"
	}
	return "", g.refuse(sentence, "")
}

// named finds the option with a long name.
func (g *getopt) named(name string) *Definition {
	return g.find(func(d *Definition) bool { return name != "" && (d.Name == name || d.Alias == name) })
}

// find finds the option that fits, or nil.
func (g *getopt) find(fits func(*Definition) bool) *Definition {
	if i := slices.IndexFunc(g.options, fits); i >= 0 {
		return g.options[i]
	}
	return nil
}
