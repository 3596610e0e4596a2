package names

import (
	"context"
	"strings"
)

// User gives the name of a user. Of several names in a file the first wins.
func (c *Cache) User(uid uint32) (string, bool) { return c.users.get(uid, c.waiting, c.asking) }

// findUser looks a user up as glibc's getpwuid does.
func (c *Cache) findUser(uid uint32) (name string, ok bool) {
	ctx := context.Background()
	c.gate.wait(ctx)
	if !c.localUsers {
		if name, ok, answered := c.nscd.user(ctx, uid); answered {
			return name, ok
		}
	}
	name, how := c.searchUsers(ctx, userNames, uid)
	return name, how == success
}

// searchUsers asks the sources that a database of users has.
func (c *Cache) searchUsers(ctx context.Context, d database, uid uint32) (name string, how outcome) {
	return search(ctx, c.sources()[d], uid, func(m *module) lookup[uint32] {
		if m.asks && c.localUsers {
			return nil
		}
		return m.user
	})
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
