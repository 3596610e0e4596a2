// Package command is the program: arguments come in, an exit status goes out.
// It joins what a command line asks for and the modes that list it.
package command

import (
	"io"

	"github.com/gonetstat/gonetstat/internal/modes"
	"github.com/gonetstat/gonetstat/internal/options"
	"github.com/gonetstat/gonetstat/internal/process"
)

// Main runs the program with its arguments, the first of which is its own
// name, and gives its exit status.
func Main(args []string, stdout, stderr io.Writer) int {
	program := "gonetstat"
	if len(args) > 0 {
		program, args = args[0], args[1:]
	}
	request, status := options.Parse(program, args, stdout, stderr)
	if request == nil {
		return status
	}
	if process.Scarce() {
		process.SpareDescriptors()
	}
	return modes.Run(modes.System, request, stdout, stderr)
}
