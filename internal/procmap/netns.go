package procmap

import (
	"bytes"
	"strconv"

	"golang.org/x/sys/unix"
)

// NetNS is a descriptor of a process, of a network namespace or of what may be
// one.
type NetNS struct {
	PID, FD int
	// Inode is the namespace's. It is 0 where the link does not tell: it reads
	// "/" for the root of any mount that is no longer mounted anywhere, such as
	// the name of a namespace that was deleted while a process had it open.
	Inode uint64
}

// The link to a network namespace (ns_dname in fs/nsfs.c).
const netnsPrefix = "net:["

// maxNetNS is how many a worker notes: a process may have any number.
const maxNetNS = 1 << 17

// noteNetNS notes a descriptor if its link is that to a network namespace, or
// may be.
func (w *worker) noteNetNS(p *process, name, link []byte) {
	inode, ok := netnsInode(link)
	if !ok && string(link) != "/" || len(w.netns) == maxNetNS {
		return
	}
	// The name of a descriptor is a number, as is that of a process.
	w.netns = append(w.netns, NetNS{parsePID(p.pid), parsePID(name[:len(name)-1]), inode})
}

// netnsInode returns the inode in a link such as "net:[4026531840]".
func netnsInode(link []byte) (inode uint64, ok bool) {
	number, ok := bytes.CutPrefix(link, []byte(netnsPrefix))
	number, ok2 := bytes.CutSuffix(number, []byte("]"))
	if !ok || !ok2 {
		return 0, false
	}
	inode, err := strconv.ParseUint(string(number), 10, 64)
	return inode, err == nil && inode != 0
}

// NetNS waits for the end of the scan and returns the descriptors of network
// namespaces, in no order that matters. There are none unless they were searched.
func (s *Scan) NetNS() []NetNS {
	<-s.done
	return s.netns
}

// miss notes that the descriptors of a process could not be read, unless that is
// because it has ended.
func (s *Scan) miss(errno unix.Errno) {
	if errno != unix.ENOENT && errno != unix.ESRCH {
		s.missed.Store(uint32(errno))
		s.unread.Add(1)
	}
}

// Unread waits for the end of the scan and counts the processes whose descriptors
// it meant to read and could not.
func (s *Scan) Unread() int {
	<-s.done
	return int(s.unread.Load())
}

// Refused waits for the end of the scan and tells whether some process did not
// let the program read what its descriptors are.
func (s *Scan) Refused() bool {
	<-s.done
	return s.refused.Load() || s.denied.Load()
}

// Missed waits for the end of the scan and returns nil if it has read all the
// descriptors that it meant to. Otherwise the error is the unix.Errno of one of
// the processes whose descriptors it could not read: EACCES or EPERM for the
// lack of rights, EMFILE or ENFILE for the lack of descriptors.
func (s *Scan) Missed() error {
	<-s.done
	if errno := unix.Errno(s.missed.Load()); errno != 0 {
		return errno
	}
	return nil
}
