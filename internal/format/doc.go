// Package format turns rows into net-tools' columns, byte for byte. Rows of
// internal/procnet come in and text comes out, appended to a buffer or written
// to a stream; it reads no tables and knows no options but those that change
// columns.
package format
