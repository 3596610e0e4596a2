// Package record turns rows into what programs read: JSON, NDJSON and CSV, with
// everything that the kernel tells and with numbers instead of names, whatever
// the options for net-tools' columns are.
package record
