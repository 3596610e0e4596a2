package procmap

// Status says what is known of the owner of a socket, or why none is.
type Status string

// What may be known.
const (
	// Known: a process has it.
	Known Status = "known"
	// Denied: some process could not be read, which may have it.
	Denied Status = "denied"
	// None: it belongs to no file, as in TIME_WAIT, so that no process has it.
	None Status = "none"
	// Elsewhere: no process in sight has it, and there are processes out of
	// sight, outside this PID namespace.
	Elsewhere Status = "elsewhere"
	// Kernel: no process has it, and all could be read. It is the kernel's
	// own, or on its way from one process to another, or was opened while they
	// were read.
	Kernel Status = "kernel"
)
