// Package jsontext reads and writes JSON (RFC 8259) as this program needs it: a
// Reader finds a few values in a text that others have written, Valid says whether
// a text is JSON at all, AppendString writes a text that is safe to print. It makes
// no values of Go's types and trusts no text: whatever there is, reading ends, and
// takes no more memory than the text. Package encoding/json, which does much more by
// reflection, would make the program a good deal larger.
package jsontext
