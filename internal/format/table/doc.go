// Package table is the form of output for people: the rows of every kind come
// in and tables go out, under net-tools' titles, printed by tablewriter without
// borders and fitted to the screen. A table keeps its rows until it ends, so
// memory grows with them, in this form only. Whatever the kernel, a program or
// a name server has written, no character gets out that does not print.
package table
