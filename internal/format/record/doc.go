// Package record has the forms that programs read: JSON, NDJSON and CSV. Rows
// come in and go out as fields, each a key with a value, with everything that
// the kernel tells and with numbers instead of names, whatever the options for
// net-tools' columns are. It reads no tables.
//
// What a row consists of is said once for all forms, by a function that gives
// its fields to a writer: internet.go, unix.go, routes.go and so on. What the
// keys mean is said in lists of descriptions: keys_sockets.go and so on. How a
// field is written is the business of an encoder, of which each form has one:
// json.go, csv.go. The package is large because there are many kinds of rows and
// about two hundred keys, each with its meaning.
//
// All rows of a kind have the same keys in the same order, the first being that
// of the namespace. Numbers are integers in full, also those above 2^53 that a
// reader which takes numbers for floating-point ones, such as JavaScript's,
// rounds; times have two decimals. No text holds a character that does not
// print: see jsontext.AppendString and appendCSVText.
package record
