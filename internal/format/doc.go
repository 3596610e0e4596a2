// Package format turns rows into text: into net-tools' columns, byte for byte,
// and into the forms that net-tools does not have, which are tables for people,
// JSON and CSV. Rows of internal/procnet come in and text comes out, appended to
// a buffer or written to a stream; it reads no tables and knows no options but
// those that change columns.
package format
