// Command picture makes an SVG image of what a program prints on a terminal: text
// comes in on standard input, with the colors that gonetstat uses, and the image
// goes out on standard output. Its argument is the command line, which the image
// shows in front of the text. It runs nothing.
package main

import (
	"fmt"
	"io"
	"os"
)

func main() {
	text, err := io.ReadAll(os.Stdin)
	if err == nil && len(os.Args) != 2 {
		err = fmt.Errorf("usage: picture COMMAND <TEXT")
	}
	if err == nil && len(text) == 0 {
		err = fmt.Errorf("no text on standard input")
	}
	if err == nil {
		_, err = io.WriteString(os.Stdout, svg(os.Args[1], string(text)))
	}
	if err != nil {
		fmt.Fprintf(os.Stderr, "picture: %v\n", err)
		os.Exit(1)
	}
}
