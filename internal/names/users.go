package names

import "strings"

// User gives the name of a user. Of several names in /etc/passwd the first
// wins.
func (c *Cache) User(uid uint32) (string, bool) {
	name, ok := c.users()[uid]
	return name, ok
}

// addUser reads a line of passwd(5), which must go as far as the group's
// number. It leaves out the + and - lines that stand for other sources, as
// glibc's nss_files does.
func addUser(names map[uint32]string, line string) {
	fields := strings.SplitN(line, ":", 5)
	if len(fields) < 4 || strings.HasPrefix(line, "+") || strings.HasPrefix(line, "-") {
		return
	}
	uid, ok := number(fields[2], 10)
	if !ok {
		return
	}
	if _, ok := number(fields[3], 10); !ok {
		return
	}
	if _, taken := names[uid]; !taken {
		names[uid] = printable(fields[0])
	}
}
