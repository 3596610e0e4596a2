package cgroups

import (
	"strings"

	"github.com/gonetstat/gonetstat/internal/mountinfo"
)

// mount is a mounted cgroup2 file system.
type mount struct {
	id    int    // of the mount
	root  string // the cgroup that is mounted, from the namespace's root on
	point string // where it is mounted
}

const (
	maxMounts    = 64      // how many of them are looked at
	maxMountinfo = 1 << 20 // how many bytes of mountinfo are
)

// findMounts finds them in a file like /proc/self/mountinfo. Mounts of the whole
// hierarchy come first.
func findMounts(file string) (whole []mount, err error) {
	content, _, err := mountinfo.Read(file, maxMountinfo)
	if err != nil {
		return nil, err
	}
	var parts []mount
	for found := range mountinfo.Of("cgroup2", content) {
		m := mount{found.ID, found.Root(), found.Point()}
		switch {
		case len(whole)+len(parts) == maxMounts:
			return append(whole, parts...), nil
		case !strings.HasPrefix(m.root, "/") || !strings.HasPrefix(m.point, "/"):
		case m.root == "/":
			whole = append(whole, m)
		default:
			parts = append(parts, m)
		}
	}
	return append(whole, parts...), nil
}
