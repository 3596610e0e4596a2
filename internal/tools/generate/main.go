// Command generate writes what is made of the definitions of options: the
// completions for bash, zsh and fish, and the manual's list of options. It is
// run from the directory of the repository, by "make generate". What it makes
// is between two marks in each file; the rest of the file it leaves alone.
package main

import (
	"fmt"
	"os"

	"github.com/gonetstat/gonetstat/internal/options"
)

// An output is a file with a part that is generated.
type output struct {
	path    string // from the directory of the repository on
	comment string // what begins a comment in it
	text    func([]options.Group) string
}

// outputs are all such files.
func outputs() []output {
	return []output{
		{"packaging/gonetstat.8", `.\" `, manual},
		{"packaging/completions/gonetstat.bash", "# ", bash},
		{"packaging/completions/_gonetstat", "# ", zsh},
		{"packaging/completions/gonetstat.fish", "# ", fish},
	}
}

func main() {
	for _, o := range outputs() {
		if err := o.write(); err != nil {
			fmt.Fprintf(os.Stderr, "generate: %v\n", err)
			os.Exit(1)
		}
	}
}

// write brings a file up to date.
func (o output) write() error {
	file, err := os.ReadFile(o.path)
	if err != nil {
		return err
	}
	text, err := o.update(string(file))
	if err != nil {
		return err
	}
	return os.WriteFile(o.path, []byte(text), 0o644)
}
