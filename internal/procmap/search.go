package procmap

// Search says what a scan finds. The zero value is the first owner of each
// socket.
type Search struct {
	Only Only
	// NetNS asks for every descriptor of a network namespace too, whatever
	// process has it: Scan.NetNS.
	NetNS bool
	// Every asks for every process that has a socket, with its descriptors:
	// Owners.Holders. Then a socket is also found if it is among the
	// descriptors of a thread alone. No scan ends early that is asked for it, and
	// all names are told.
	Every bool
	// Names says which names of owners are asked for.
	Names Names
}

// Names says which names of a process are asked for.
type Names int

const (
	// Programs: Owner.Program, Name and Cell, as netstat -p needs them.
	Programs Names = iota
	// Comms: Owner.Comm alone.
	Comms
	// AllNames: all of them.
	AllNames
)
