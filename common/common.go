// Package common has what the packages netstat and processes say of a process, and
// where they look for it, under the import path and with the names that programs
// know from go-netstat. It reads nothing.
package common

import "strconv"

// ProcPath is the directory where procfs is mounted. The package processes and the
// function Netstat of the package netstat look there unless they are told another.
// Set it before they are called, not meanwhile.
var ProcPath = "/proc"

// Process is a process that has a socket.
type Process struct {
	// Pid is its number in the procfs that was read.
	Pid int
	// Name is what the kernel calls it (proc_pid_comm(5)): the first 15 bytes of
	// its executable's name, unless it has chosen others by prctl(2). It has a dot
	// for each character that does not print and each byte that is no UTF-8, and
	// is empty if the process ended while it was looked at.
	Name string
}

// String returns the number and the name with a slash between, "4711/sshd".
func (p *Process) String() string { return strconv.Itoa(p.Pid) + "/" + p.Name }
