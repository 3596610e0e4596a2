package netns

import "golang.org/x/sys/unix"

// elsewhere counts those of the hidden processes that live in none of the
// namespaces, as far as can be told.
//
// Which namespace a process lives in is not for all to know, but its tables
// are for all to read. Every namespace has a /proc/PID/net/dev of its own, so
// a process with the same file as a resident lives where that one does.
func (c Config) elsewhere(hidden []resident, namespaces []*Namespace) int {
	if len(hidden) == 0 {
		return 0
	}
	known := make(map[uint64]bool)
	for _, n := range namespaces {
		who := n.residents
		if n.Own {
			who = []resident{"self"}
		}
		if len(who) > 0 {
			if inode, err := c.tableInode(who[0]); err == nil {
				known[inode] = true
			}
		}
	}
	count := 0
	for _, who := range hidden {
		inode, err := c.tableInode(who)
		ended := err == unix.ENOENT || err == unix.ESRCH
		if !ended && (err != nil || !known[inode]) {
			count++
		}
	}
	return count
}

// tableInode returns the inode of a resident's net/dev in /proc.
func (c Config) tableInode(who resident) (uint64, error) {
	var st unix.Stat_t
	err := unix.Stat(c.Proc+"/"+who+"/net/dev", &st)
	return st.Ino, err
}

// hidesProcesses tells whether /proc shows only some processes.
func (c Config) hidesProcesses() bool {
	var st unix.Stat_t
	return unix.Lstat(c.Proc+"/1", &st) == unix.ENOENT
}
