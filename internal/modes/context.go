package modes

import (
	"bytes"
	"io"
	"path/filepath"
	"strconv"
	"sync"

	"github.com/gonetstat/gonetstat/internal/procnet"
)

// contexts gives the SELinux contexts of processes, each read once. It is safe
// for concurrent use.
type contexts struct {
	proc  string
	found sync.Map // from process id to context
}

// context gives the context of a process as getpidcon(3) reads it, or "" if it
// cannot be read. What could steer a terminal becomes a dot.
func (c *contexts) context(pid int) string {
	if found, ok := c.found.Load(pid); ok {
		return found.(string)
	}
	// A process that cannot be read, or is gone, has no context to show.
	var content []byte
	if file, err := procnet.OpenFile(filepath.Join(c.proc, strconv.Itoa(pid), "attr", "current")); err == nil {
		content, _ = io.ReadAll(file)
		file.Close()
	}
	content, _, _ = bytes.Cut(content, []byte{0})
	content = bytes.TrimSuffix(content, []byte{'\n'})
	for i, b := range content {
		if b < ' ' || b > '~' {
			content[i] = '.'
		}
	}
	context := string(content)
	c.found.Store(pid, context)
	return context
}
