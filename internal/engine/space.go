package engine

import "github.com/gonetstat/gonetstat/internal/procnet"

// A Space is the network namespace whose sockets a table has.
type Space struct {
	Tables procnet.Tables
	// Socket makes a socket in the namespace, as socket(2) does. It is nil
	// where nothing but tables is to be read.
	Socket func(domain, typ, proto int) (int, error)
	// Lossy tells that rows may come from sock_diag even if it leaves some of
	// their columns 0 that the tables have: sockdiag.Rows says which.
	Lossy bool
	// Few tells that the namespace is one of many and likely to have few sockets.
	Few bool
}
