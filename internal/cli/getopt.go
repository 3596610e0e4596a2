package cli

import (
	"os"
	"strings"
)

// A getoptError is a command line that getopt_long(3) refuses. An empty
// sentence asks for the usage text alone, as -? does.
type getoptError struct{ sentence string }

func (e *getoptError) Error() string { return e.sentence }

// shortOptions gives the flag that each of net-tools' single letters stands
// for. -d is accepted and does nothing; -? is answered with the usage text.
var shortOptions = [128]string{
	'A': "protocol", 'C': "cache", 'F': "fib", 'M': "masquerade", 'N': "symbolic",
	'S': "sctp", 'U': "udplite", 'V': "version", 'W': "wide", 'Z': "context",
	'a': "all", 'c': "continuous", 'd': ignored, 'e': "extend", 'f': "rfcomm",
	'g': "groups", 'h': "help", 'i': "interfaces", 'l': "listening", 'n': "numeric",
	'o': "timers", 'p': "programs", 'r': "route", 's': "statistics", 't': "tcp",
	'u': "udp", 'v': "verbose", 'w': "raw", 'x': "unix",
	'2': "l2cap", '4': "inet", '6': "inet6", '?': usageOnly,
}

// Entries of shortOptions that are not flags.
const (
	ignored   = "-d"
	usageOnly = "-?"
)

// A longOption is one row of a table of long options.
type longOption struct {
	name   string
	flag   string // the flag it stands for
	value  bool   // takes an argument
	family bool   // names an address family; getopt_long cannot tell these apart
}

// longOptions are net-tools' long options in the order in which the reference
// names the possibilities of an ambiguous abbreviation. The first unix is the
// family, the second the protocol; they do the same, and make every shorter
// form ambiguous.
var longOptions = [...]longOption{
	{name: "ax25", flag: "ax25", family: true},
	{name: "ip", flag: "inet", family: true},
	{name: "ipx", flag: "ipx", family: true},
	{name: "rose", flag: "rose", family: true},
	{name: "appletalk", flag: "ddp", family: true},
	{name: "netrom", flag: "netrom", family: true},
	{name: "inet", flag: "inet", family: true},
	{name: "inet6", flag: "inet6", family: true},
	{name: "ddp", flag: "ddp", family: true},
	{name: "unix", flag: "unix", family: true},
	{name: "tcpip", flag: "tcpip", family: true},
	{name: "x25", flag: "x25", family: true},
	{name: "bluetooth", flag: "bluetooth", family: true},
	{name: "version", flag: "version"},
	{name: "interfaces", flag: "interfaces"},
	{name: "help", flag: "help"},
	{name: "route", flag: "route"},
	{name: "masquerade", flag: "masquerade"},
	{name: "protocol", flag: "protocol", value: true},
	{name: "tcp", flag: "tcp"},
	{name: "sctp", flag: "sctp"},
	{name: "udp", flag: "udp"},
	{name: "udplite", flag: "udplite"},
	{name: "raw", flag: "raw"},
	{name: "unix", flag: "unix"},
	{name: "l2cap", flag: "l2cap"},
	{name: "rfcomm", flag: "rfcomm"},
	{name: "listening", flag: "listening"},
	{name: "all", flag: "all"},
	{name: "timers", flag: "timers"},
	{name: "continuous", flag: "continuous"},
	{name: "extend", flag: "extend"},
	{name: "programs", flag: "programs"},
	{name: "verbose", flag: "verbose"},
	{name: "statistics", flag: "statistics"},
	{name: "wide", flag: "wide"},
	{name: "numeric", flag: "numeric"},
	{name: "numeric-hosts", flag: "numeric-hosts"},
	{name: "numeric-ports", flag: "numeric-ports"},
	{name: "numeric-users", flag: "numeric-users"},
	{name: "symbolic", flag: "symbolic"},
	{name: "cache", flag: "cache"},
	{name: "fib", flag: "fib"},
	{name: "groups", flag: "groups"},
	{name: "context", flag: "context"},
}

// ownOptions are gonetstat's own long options. They must be written in full,
// so that every word which net-tools refuses is still refused.
var ownOptions = [...]longOption{
	{name: "netns", flag: "netns", value: true},
	{name: "all-netns", flag: "all-netns"},
	{name: "output", flag: "output", value: true},
	{name: "json", flag: "json"},
	{name: "color", flag: "color", value: true},
	{name: "state", flag: "state", value: true},
	{name: "port", flag: "port", value: true},
	{name: "pid", flag: "pid", value: true},
}

// getopt rewrites a command line that follows the rules of getopt_long(3) into
// one flag per word, --name or --name=value, as pflag reads it. Operands are
// left out: netstat ignores them. It stops at the first word that getopt_long
// refuses and returns the flags before it together with the error, because
// getopt_long's caller acts on those before the error is found.
func getopt(program string, args []string) (flags []string, err error) {
	_, operandsEnd := os.LookupEnv("POSIXLY_CORRECT")
	flags = make([]string, 0, len(args)+4)
	for len(args) > 0 {
		word := args[0]
		args = args[1:]
		switch {
		case word == "--":
			return flags, nil
		case len(word) < 2 || word[0] != '-':
			if operandsEnd {
				return flags, nil
			}
		case word[1] == '-':
			flags, args, err = longWord(flags, program, word, args)
		default:
			flags, args, err = shortWord(flags, program, word, args)
		}
		if err != nil {
			return flags, err
		}
	}
	return flags, nil
}

// shortWord appends the flags of a cluster of single letters, -tulpn or -Ainet.
// rest is the command line behind it, of which a missing value takes a word.
func shortWord(flags []string, program, word string, rest []string) ([]string, []string, error) {
	for i := 1; i < len(word); i++ {
		letter := word[i]
		var name string
		if letter < byte(len(shortOptions)) {
			name = shortOptions[letter]
		}
		switch name {
		case "":
			return flags, rest, &getoptError{program + ": invalid option -- '" + word[i:i+1] + "'"}
		case ignored:
		case usageOnly:
			return flags, rest, &getoptError{}
		case "protocol":
			value := word[i+1:]
			if value == "" {
				if len(rest) == 0 {
					return flags, rest, &getoptError{program + ": option requires an argument -- 'A'"}
				}
				value, rest = rest[0], rest[1:]
			}
			return append(flags, "--protocol="+value), rest, nil
		default:
			flags = append(flags, "--"+name)
		}
	}
	return flags, rest, nil
}

// longWord appends the flag of one long option, --name, --name=value or
// --name value.
func longWord(flags []string, program, word string, rest []string) ([]string, []string, error) {
	name, value, hasValue := strings.Cut(word[2:], "=")
	option, err := findLong(program, word, name, hasValue)
	if err != nil {
		return flags, rest, err
	}
	switch {
	case option.value && !hasValue:
		if len(rest) == 0 {
			return flags, rest, &getoptError{program + ": option '--" + option.name + "' requires an argument"}
		}
		value, rest = rest[0], rest[1:]
		fallthrough
	case option.value:
		return append(flags, "--"+option.flag+"="+value), rest, nil
	case hasValue:
		return flags, rest, &getoptError{program + ": option '--" + option.name + "' doesn't allow an argument"}
	}
	return append(flags, "--"+option.flag), rest, nil
}

// findLong finds the option that name, the part of word before any '=', stands
// for: net-tools' option of that name, the only one of net-tools' that begins
// with it, or gonetstat's own of that name.
func findLong(program, word, name string, hasValue bool) (longOption, error) {
	// --program alone abbreviates --programs; with a value, which --programs
	// does not take, it is the filter.
	if name == "program" && hasValue {
		return longOption{name: "program", flag: "program", value: true}, nil
	}
	var first *longOption
	var others []*longOption
	for i := range longOptions {
		option := &longOptions[i]
		if !strings.HasPrefix(option.name, name) {
			continue
		}
		if option.name == name {
			return *option, nil
		}
		switch {
		case first == nil:
			first = option
		case !first.family || !option.family:
			others = append(others, option)
		}
	}
	if others != nil {
		sentence := program + ": option '" + word + "' is ambiguous; possibilities: '--" + first.name + "'"
		for _, option := range others {
			sentence += " '--" + option.name + "'"
		}
		return longOption{}, &getoptError{sentence}
	}
	if first != nil {
		return *first, nil
	}
	for _, option := range ownOptions {
		if option.name == name {
			return option, nil
		}
	}
	return longOption{}, &getoptError{program + ": unrecognized option '" + word + "'"}
}
