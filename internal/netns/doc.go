// Package netns finds network namespaces and opens their tables.
//
// In comes what a user says about a namespace, or nothing when all of them
// are wanted; out come Namespaces, each of which opens tables of /proc/net as
// a process living in it would. The calling program never changes namespace:
// tables are read through the /proc/PID/net of a process that lives there, and
// only where there is none does a thread of its own enter, open them and go
// home. What is known of processes, and these threads, belong to a Finder, so
// that nothing is left of them when its context has ended.
//
// A namespace is its inode on the kernel's nsfs (namespaces(7)). There is one
// nsfs, so that once a file is known to be on it, the inode number alone tells
// namespaces apart.
package netns
