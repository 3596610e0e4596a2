// Package options is the command line: words come in, and what they ask for
// goes out as a Request, or the run ends here, with what there is to say said
// and an exit status. Every option is one Definition, of which help, shell
// completions and the manual's list of options are made. It lists nothing, and
// what receives a Request sees no option.
package options
