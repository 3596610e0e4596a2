package names

import (
	"errors"
	"fmt"
	"sync"
)

// unserved remembers the modules that names were wanted of and that could not
// be asked.
type unserved struct {
	mu    sync.Mutex
	known map[string]bool // what was told about
	told  []error         // what was not yet given to anyone
}

func (u *unserved) note(d database, module string) {
	u.mu.Lock()
	defer u.mu.Unlock()
	text := fmt.Sprintf("nsswitch.conf: %s: the module %s cannot be asked; what only it knows has no name", d, printable(module))
	if !u.known[text] {
		if u.known == nil {
			u.known = map[string]bool{}
		}
		u.known[text] = true
		u.told = append(u.told, errors.New(text))
	}
}

// Unserved tells of the modules in nsswitch.conf(5) that names were wanted of
// and that cannot be asked here, of each once.
func (c *Cache) Unserved() []error {
	c.unserved.mu.Lock()
	defer c.unserved.mu.Unlock()
	told := c.unserved.told
	c.unserved.told = nil
	return told
}
