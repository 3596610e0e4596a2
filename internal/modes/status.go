package modes

// The exit statuses of a run, which are net-tools'. Of several, the greatest
// counts.
const (
	statusOK      = 0
	statusRefused = 1   // a family, a feature or a namespace that there is not, or lost output
	statusUsage   = 3   // a wrong command line, or a family that has no routes
	statusFailed  = 255 // a table that is there, but cannot be opened or understood
)
