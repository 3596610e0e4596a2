package cli

import (
	"errors"
	"fmt"
	"io/fs"

	"github.com/gonetstat/gonetstat/internal/netns"
)

// lacks tells whether the error of opening a table means that the kernel has
// none, or does not show it. Of a namespace that cannot be read, or is gone, it
// means neither.
func lacks(err error) bool {
	_, whole := errors.AsType[*netns.Error](err)
	return !whole && (errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission))
}

// noSupport says that the kernel lacks a table.
func (r *run) noSupport(label string) {
	fmt.Fprintf(r.errs, "netstat: no support for `%s' on this system.\n", label)
}

// cannotOpen says why a table cannot be opened though it is there.
func (r *run) cannotOpen(table string, err error) int {
	// Named as it is named in the namespace that is listed.
	fmt.Fprintf(r.errs, "/proc/net/%s: %s\n", table, errorText(err))
	return statusFailed
}
