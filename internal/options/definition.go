package options

// A Definition is all that is said about one option: what it is called and what
// it does. Help, completions and the manual's list of options are made of it.
type Definition struct {
	Name   string // its long name; "" for -d, which has none
	Alias  string // another one, or ""
	Letter byte   // 0 if it has none
	// Own marks an option that net-tools does not have. It must be written in
	// full, so that every word which net-tools refuses is still refused.
	Own bool

	Value string // help's word for its value; "" for an option without one
	// Words are the values that it takes: one of them, or with List any of a
	// list with commas, among other spellings of the same.
	Words []string
	List  bool
	Offer Offer // what completions offer for the value, if not Words
	// Equals asks for --name=VALUE in one word, because the name alone
	// abbreviates an option of net-tools.
	Equals bool
	Repeat bool // more of it does more
	// Dash tells that its value may begin with '-' in a word of its own.
	Dash bool

	Help   string // what it does, behind its name; help adds the alias and words of which it takes one
	Hidden bool   // help leaves it out, for it is of no use
	Manual string // the same in mdoc(7); "" if it shares the text of the next option

	// One of these says what it does: it makes a mode the one to list, sets a
	// value of the line, acts at once in any other way, or reads a value, each
	// of a List, when the whole line is known. reads returns false for a value
	// that is not what want says.
	Mode  Mode
	sets  func(*line) *bool
	acts  func(l *line, value string) error
	reads func(l *line, value string) bool
	want  string
}

// Offer is what a shell knows to offer for a value.
type Offer int

// What shells offer.
const (
	Nothing Offer = iota
	Namespaces
	Processes
)

// A Group is a part of the list of options.
type Group struct {
	Title         string
	Note          string // behind the title in help, in parentheses
	Before, After string // what the manual says in front of and behind its options, in mdoc(7)
	Options       []Definition
}

// Groups gives all options.
func Groups() []Group {
	return []Group{
		modeOptions(), socketOptions(), familyOptions(), columnOptions(),
		namespaceOptions(), filterOptions(), formOptions(), roundOptions(), otherOptions(),
	}
}

// definitions gives all options in one list.
func definitions() []*Definition {
	list := make([]*Definition, 0, 64)
	for _, group := range Groups() {
		for i := range group.Options {
			list = append(list, &group.Options[i])
		}
	}
	return list
}

// choice tells whether the value of an option is one of a few words.
func (d *Definition) choice() bool { return d.Words != nil && !d.List }
