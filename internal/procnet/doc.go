// Package procnet reads the kernel's network tables under /proc/net. A table
// comes in as text, one file of this package per table or family of tables,
// and goes out as rows: values of a type that mirrors the kernel's columns.
// Rows of sockets are parsed without allocation. It knows nothing of processes,
// names or output. It is large because the kernel has so many tables: each is a
// file of its own, and none needs another.
package procnet
