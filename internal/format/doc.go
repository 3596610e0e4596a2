// Package format says what a form of output is: rows of internal/procnet and of
// internal/netdev come in and text goes out, appended to a buffer and printed
// in the order in which a mode gives it. The forms are in folders of their own:
// nettools has net-tools' columns, byte for byte, table a table for people, and
// record JSON, NDJSON and CSV for programs. What several forms share is here:
// words, names and how text is made safe to show. It reads no tables and knows
// no command line.
package format
