// Package callers has programs as they are written for go-netstat, with nothing but
// the import path changed: one that prints what it finds, a server that gives up at
// any error, filters, and what uses the packages beside netstat. Its tests run them
// on machines where that library's callers get into trouble: files in /run/netns
// that are no namespaces, namespaces that come and go, and rights that are missing.
// It is a module of its own, as callers are, and sees nothing that is internal.
package callers
