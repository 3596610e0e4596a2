package table

import "github.com/gonetstat/gonetstat/internal/format"

// rows turns the rows of a namespace into lines of cells, with the methods that
// are beside the columns of each kind.
type rows struct {
	*kinds
	format.Names
	options *Options
	in      format.Space
}
