// Package engine lists sockets, for the command and for the package netstat
// alike: namespaces and tables side by side, owners beside them, rows in the
// order that the caller gave, memory flat however many rows there are. It knows
// where rows come from and whose sockets are; it knows no options and no output.
package engine
