package main

import (
	"fmt"
	"strings"

	"github.com/gonetstat/gonetstat/internal/options"
)

// The marks around what is generated, behind what begins a comment.
const (
	beginning = "Made by \"make generate\" from the definitions in internal/options:\n"
	ending    = "End of what \"make generate\" makes.\n"
)

// update puts what is generated in its place in the text of a file.
func (o output) update(file string) (string, error) {
	before, rest, begins := strings.Cut(file, o.comment+beginning)
	_, after, ends := strings.Cut(rest, o.comment+ending)
	if !begins || !ends {
		return "", fmt.Errorf("%s: no place for what is generated", o.path)
	}
	return before + o.comment + beginning + o.text(options.Groups()) + o.comment + ending + after, nil
}
