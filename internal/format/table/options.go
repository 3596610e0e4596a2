package table

import "github.com/gonetstat/gonetstat/internal/format"

// Options say what tables show and how they look.
type Options struct {
	format.Names
	All       bool             // of -a, for the titles of lists of sockets
	Listening bool             // of -l, likewise
	Timers    bool             // a column of the timers of sockets
	TCPInfo   bool             // a column of what the kernel measures of connections of TCP
	Extend    int              // how many times -e: with one, more columns, and counters that are 0
	Shown     format.Protocols // whose counters are listed
	Width     int              // of the screen, in characters: ScreenWidth; 0 if lines may have any length
	Color     bool             // whether titles of columns and states are colored: UseColor
}

// extended tells whether there are more columns than usual.
func (o *Options) extended() bool { return o.Extend > 0 }
