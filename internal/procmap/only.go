package procmap

import "slices"

// Only says of which processes a scan finds the sockets, as if there were no
// others. The zero value is all of them.
type Only struct {
	PIDs     []int    // of these alone, unless it is empty
	Programs []string // that run under these names alone, unless it is empty
	// Belongs, unless it is nil, tells of a process whether it is one of them.
	// It is called concurrently.
	Belongs func(pid int) bool
}

// Any tells whether some processes are left out.
func (o *Only) Any() bool { return len(o.PIDs) > 0 || len(o.Programs) > 0 || o.Belongs != nil }

// hasPID tells whether the process that /proc calls pid is one of them, as far
// as its number tells.
func (o *Only) hasPID(pid []byte) bool {
	return (len(o.PIDs) == 0 || slices.Contains(o.PIDs, parsePID(pid))) && (o.Belongs == nil || o.Belongs(parsePID(pid)))
}

// hasProgram tells the same of the name of a program.
func (o *Only) hasProgram(program string) bool {
	return slices.Contains(o.Programs, program) || slices.Contains(o.Programs, shortName(program))
}
