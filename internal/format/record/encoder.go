package record

// An encoder says how a form writes a row. What does not depend on the value is
// told once, as text to put around values.
type encoder interface {
	// signs are put around values.
	signs() signs
	// begin gives what every row of a namespace begins with, up to and with its
	// name, which is the first value, but for the time if that is not "".
	begin(time, label string) []byte
	// layout gives how the rest of the rows of a kind is written.
	layout(k kind) *layout
	// text appends a text that others have chosen.
	text(dst []byte, text string) []byte
	// bytes does as text does.
	bytes(dst, text []byte) []byte
	// member appends the key of a member of an object in a list, and what
	// separates it from the member before.
	member(dst []byte, k key, first bool) []byte
	// memberText appends a member that is a text that others have chosen.
	memberText(dst []byte, text string) []byte
	// texts finishes the items, which begin at start, of a list with such
	// members.
	texts(dst []byte, start int) []byte
}

// signs are what is put around values.
type signs struct {
	quoted bool   // words and addresses are in quotes
	null   string // for no value
	nested bool   // an object is a value; else its members are values of the row
	// spaceLast puts what those who live in a namespace belong to at the end
	// of a row, else behind the namespace's name.
	spaceLast bool
	whole     bool // objects in lists have all their members, not just what identifies them
	// Around a list, between its items, and around an object in it.
	openList, between, closeList string
	openObject, closeObject      string
}

// A layout is how the rows of a kind are written.
type layout struct {
	// before has what stands in front of the value of each key.
	before [numKeys]string
	after  string // behind the last value
	// parts are the numbers of a row's parts in the order in which they are
	// written. Rows have parts for a form with another order of values than
	// theirs: most consist of one.
	parts []int
}

// maxParts is how many parts a row has at most.
const maxParts = 8
