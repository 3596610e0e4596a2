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
	// descriptors of a thread alone. No scan ends early that is asked for it.
	Every bool
}
