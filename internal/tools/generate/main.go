// Command generate writes what is made of the definitions of options and of the
// descriptions of keys: the completions for bash, zsh and fish, the manual's list
// of options, the keys of docs/json.md and the schema of JSON. It is run from the
// directory of the repository, by "make generate". In most files, what it makes is
// between two marks, and the rest it leaves alone.
package main

import (
	"fmt"
	"os"

	"github.com/gonetstat/gonetstat/internal/format/record"
	"github.com/gonetstat/gonetstat/internal/options"
)

// An output is a file that is generated, or has a part that is.
type output struct {
	path string // from the directory of the repository on
	// update gives the file as it is to be, from what it is.
	update func(file string) (string, error)
}

// outputs are all such files.
func outputs() []output {
	groups, kinds := options.Groups(), record.Kinds()
	const ofOptions, ofKeys = "internal/options", "internal/format/record"
	hash := comment{"# ", ""}
	return []output{
		{"packaging/gonetstat.8", part(comment{`.\" `, ""}, ofOptions, manual(groups))},
		{"packaging/completions/gonetstat.bash", part(hash, ofOptions, bash(groups))},
		{"packaging/completions/_gonetstat", part(hash, ofOptions, zsh(groups))},
		{"packaging/completions/gonetstat.fish", part(hash, ofOptions, fish(groups))},
		{"docs/json.md", part(comment{"<!-- ", " -->"}, ofKeys, keys(kinds, record.Chapters()))},
		{"docs/schema.json", whole(schema(kinds))},
	}
}

func main() {
	for _, o := range outputs() {
		if err := o.write(); err != nil {
			fmt.Fprintf(os.Stderr, "generate: %s: %v\n", o.path, err)
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
