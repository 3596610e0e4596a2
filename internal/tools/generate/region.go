package main

import (
	"errors"
	"strings"
)

// A comment is what begins and ends a comment in a file.
type comment struct{ begins, ends string }

// beginning is the mark in front of what is made of the definitions in a package.
func (c comment) beginning(from string) string {
	return c.begins + `Made by "make generate" from the definitions in ` + from + ":" + c.ends + "\n"
}

// ending is the mark behind it.
func (c comment) ending() string {
	return c.begins + `End of what "make generate" makes.` + c.ends + "\n"
}

// part gives what puts text in its place in a file, between two marks.
func part(c comment, from, text string) func(string) (string, error) {
	return func(file string) (string, error) {
		beginning, ending := c.beginning(from), c.ending()
		before, rest, begins := strings.Cut(file, beginning)
		_, after, ends := strings.Cut(rest, ending)
		if !begins || !ends {
			return "", errors.New("no place for what is generated")
		}
		return before + beginning + text + ending + after, nil
	}
}

// whole gives what makes text the whole of a file.
func whole(text string) func(string) (string, error) {
	return func(string) (string, error) { return text, nil }
}
