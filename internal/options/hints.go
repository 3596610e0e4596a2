package options

import (
	"io"
	"slices"
	"strings"
)

// TryHelp ends what is said about a command line that is refused.
const TryHelp = "Try 'gonetstat --help'.\n"

// refuse answers a command line that netstat refuses too: with the usage text,
// as netstat does, and a hint, if there is one.
func refuse(errs io.Writer, hint string) {
	text := synopsis
	if hint != "" {
		text += hint + "\n"
	}
	io.WriteString(errs, text+TryHelp)
}

// didYouMean asks for the options that a word which is none may stand for, or
// gives "".
func didYouMean(options []*Definition, typed string) string {
	if names := abbreviated(options, typed); names != nil {
		return "Did you mean " + anyOf(names) + "? gonetstat's own options are written in full."
	}
	names := nearest(options, typed)
	if names == nil {
		names = begunLike(options, typed)
	}
	if names != nil {
		return "Did you mean " + anyOf(names) + "?"
	}
	return ""
}

// abbreviated gives gonetstat's own options that begin with a word.
func abbreviated(options []*Definition, typed string) (names []string) {
	for _, option := range options {
		if option.Own && !option.Hidden && typed != "" && strings.HasPrefix(option.Name, typed) {
			names = append(names, option.Name)
		}
	}
	return names
}

// nearest gives the options to which a word has the fewest mistakes: at most two,
// and one in three letters.
func nearest(options []*Definition, typed string) (names []string) {
	best := min(2, len(typed)/3)
	for _, option := range options {
		for _, name := range []string{option.Name, option.Alias} {
			if name == "" || option.Hidden {
				continue
			}
			switch n := mistakes(strings.ToLower(typed), name); {
			case n < best:
				best, names = n, []string{name}
			case n == best && best > 0:
				names = append(names, name)
			}
		}
	}
	return names
}

// begunLike gives the options of which a word is the beginning but for one mistake,
// if they are no more than two.
func begunLike(options []*Definition, typed string) (names []string) {
	const leastLetters, mostNames = 4, 2
	if len(typed) < leastLetters {
		return nil
	}
	for _, option := range options {
		for length := len(typed) - 1; !option.Hidden && length <= min(len(typed)+1, len(option.Name)); length++ {
			if mistakes(strings.ToLower(typed), option.Name[:length]) == 1 {
				names = append(names, option.Name)
				break
			}
		}
	}
	if len(names) > mostNames {
		return nil
	}
	return names
}

// anyOf joins options with commas and a last "or".
func anyOf(names []string) string {
	written := make([]string, len(names))
	for i, name := range names {
		written[i] = "--" + name
	}
	if len(written) == 1 {
		return written[0]
	}
	return oneOf(written)
}

// mistakes counts how many letters have to be put in, left out, changed or
// swapped with the next to make one word of another: the distance of optimal
// string alignment. Of words of very different lengths it gives that difference.
func mistakes(typed, name string) int {
	if d := len(typed) - len(name); d > 2 || d < -2 {
		return max(d, -d)
	}
	rows := make([][]int, len(typed)+1)
	for i := range rows {
		rows[i] = make([]int, len(name)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(typed); i++ {
		for j := 1; j <= len(name); j++ {
			change := 1
			if typed[i-1] == name[j-1] {
				change = 0
			}
			rows[i][j] = min(rows[i-1][j]+1, rows[i][j-1]+1, rows[i-1][j-1]+change)
			if i > 1 && j > 1 && typed[i-1] == name[j-2] && typed[i-2] == name[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(typed)][len(name)]
}

// howToWrite says how an option of gonetstat's own is given its value.
func (d *Definition) howToWrite() string {
	if !d.Own {
		return ""
	}
	hint := "Write --" + d.Name + "=" + d.Value
	switch {
	case d.choice():
		hint += ", which is " + oneOf(d.Words)
	case d.want != "":
		hint += ", which is " + d.want
	}
	return hint + "."
}

// onlyOne says that modes exclude each other, or a mode itself.
func onlyOne(modes []*Definition) string {
	letter := func(d *Definition) string { return "-" + string(d.Letter) }
	first := modes[0]
	if other := slices.IndexFunc(modes, func(d *Definition) bool { return d != first }); other >= 0 {
		return letter(first) + " and " + letter(modes[other]) + " list different things: write one of -r, -i, -s and -M, and once."
	}
	return letter(first) + " may be written once."
}

// ignored says that a word behind -p's long name is not the name of a program
// that was asked for. netstat says nothing, and neither does gonetstat when it
// is run by that name.
func (g *getopt) ignored(typed string) {
	if typed != "program" && typed != "programs" || g.program[strings.LastIndexByte(g.program, '/')+1:] == "netstat" {
		return
	}
	if len(g.args) > 0 && g.args[0] != "" && g.args[0][0] != '-' {
		g.remark = "gonetstat: --" + typed + " is netstat's -p and takes no name: for the sockets of a program write --process NAME\n"
	}
}
