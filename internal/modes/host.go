package modes

import (
	"cmp"
	"errors"
	"io/fs"
	"os"

	"github.com/gonetstat/gonetstat/internal/netns"
)

var errNoHost = errors.New("no procfs that shows process 1 and its network")

// host gives the place of a host whose procfs is mounted somewhere else.
func (at Place) host(proc string) (Place, error) {
	const first = "1"
	if _, err := os.Stat(proc + "/" + first + "/net/dev"); err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			err = errNoHost
		}
		return at, err
	}
	return Place{Proc: proc, Etc: at.Etc, Root: proc + "/" + first + "/root", Home: first}, nil
}

// home gives the directory below Proc of the process whose network namespace is
// the own one.
func (at Place) home() string { return cmp.Or(at.Home, "self") }

// namespaces says where namespaces are looked for.
func (at Place) namespaces() netns.Config {
	c := netns.Config{Proc: at.Proc, Home: at.Home}
	if at.Home != "" {
		c.Dirs = []string{at.Root + "/run/netns"}
	}
	return c
}
