// Package procmap tells which process owns a socket: it reads the links of
// /proc/PID/fd of all processes, on all cores, and maps the inode of each
// socket to the first process, in the order of the directory, that holds it.
// It never prints and never asks which socket an inode belongs to, so that
// one scan serves the sockets of every network namespace.
package procmap
