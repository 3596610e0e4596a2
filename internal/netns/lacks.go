package netns

import (
	"errors"
	"io/fs"
)

// Lacks tells whether the error of opening a table means that the kernel has
// none, or does not show it. Of a namespace that cannot be read, or is gone, it
// means neither.
func Lacks(err error) bool {
	_, whole := errors.AsType[*Error](err)
	return !whole && (errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission))
}
