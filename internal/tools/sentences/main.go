// Command sentences finds out what net-tools' netstat says about the counters
// of netstat -s and writes it down as Go source. It asks the program itself:
// netstat is run on made-up tables that hold every word which might be the
// name of a counter, one at a time and with different values. So it learns
// which of them netstat finds, in which sections, and in which words.
//
// Run it again, as root, when a newer net-tools says other things:
//
//	go run ./internal/tools/sentences
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
)

func main() {
	netstat := flag.String("netstat", "netstat", "the `program` to ask")
	output := flag.String("o", "internal/format/nettools/sentences.go", "the `file` to write")
	flag.Parse()
	if err := run(*netstat, *output); err != nil {
		fmt.Fprintln(os.Stderr, "sentences:", err)
		os.Exit(1)
	}
}

func run(netstat, output string) error {
	path, err := exec.LookPath(netstat)
	if err != nil {
		return err
	}
	words, err := candidates(path)
	if err != nil {
		return err
	}
	ref, err := newReference(path)
	if err != nil {
		return err
	}
	defer ref.close()
	version, err := ref.version()
	if err != nil {
		return err
	}
	var books []book
	for _, f := range forms {
		b, err := ref.learn(f, words)
		if err != nil {
			return fmt.Errorf("%s: %w", f.file, err)
		}
		books = append(books, b)
	}
	source, err := render(version, books)
	if err != nil {
		return err
	}
	return os.WriteFile(output, source, 0o644)
}
