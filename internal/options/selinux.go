package options

import (
	"os"

	"golang.org/x/sys/unix"
)

// selinuxEnabled says whether the kernel runs SELinux and the host configures
// it: the two conditions of is_selinux_enabled(3).
func selinuxEnabled() bool {
	var fs unix.Statfs_t
	if unix.Statfs("/sys/fs/selinux", &fs) != nil || uint32(fs.Type) != unix.SELINUX_MAGIC {
		return false
	}
	_, err := os.Stat("/etc/selinux/config")
	return err == nil
}
