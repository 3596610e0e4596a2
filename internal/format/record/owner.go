package record

import (
	"strconv"

	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/procmap"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

// appendUser appends the user of a socket, if it has one.
func (r *rows) appendUser(w *writer, dst []byte, uid uint32, has bool) []byte {
	if !has {
		return w.nulls(dst, keyUID, keyUser)
	}
	return w.textOrNull(w.unsigned(dst, keyUID, uint64(uid)), keyUser, r.user(uid))
}

// appendOwner appends the first process that has a socket.
func (r *rows) appendOwner(w *writer, dst []byte, inode uint64) []byte {
	return r.appendProcess(w, dst, inode, keyPID, keyProgram)
}

// appendProcess appends the number and the name of the first process that has a
// socket.
func (r *rows) appendProcess(w *writer, dst []byte, inode uint64, pid, name key) []byte {
	if r.owners != nil {
		if owner, ok := r.owners.Lookup(inode); ok {
			return w.text(w.signed(dst, pid, int64(owner.PID)), name, program(owner))
		}
	}
	return w.nulls(dst, pid, name)
}

// program gives the name of a process as programs that read it are to have it.
func program(owner *procmap.Owner) string { return owner.Name }

// workloadKeys are the keys of what the process that has a socket belongs to.
var workloadKeys = [...]key{
	keyWorkload, keyCgroup, keyContainerID, keyContainer, keyRuntime,
	keyPod, keyPodNamespace, keyPodUID, keyUnit, keyUserUnit, keySession, keyWorkloadUID,
}

// appendNothing appends the keys of appendBelongs for a socket whose owner cannot
// be looked for.
func appendNothing(w *writer, dst []byte) []byte {
	dst = w.closeList(w.openList(w.null(dst, keyOwnerStatus), keyOwners))
	return w.nulls(dst, workloadKeys[:]...)
}

// appendBelongs appends all that is known of who has a socket, and of what that
// belongs to. The cgroup is the socket's own, "" if it is not known.
func (r *rows) appendBelongs(w *writer, dst []byte, inode uint64, cgroup string) []byte {
	if r.owners == nil {
		return appendNothing(w, dst)
	}
	dst = w.word(dst, keyOwnerStatus, string(r.owners.Status(inode)))
	dst = r.appendOwners(w, dst, r.owners.Holders(inode))
	in := format.Space{Owners: r.owners, Workloads: r.workloads}
	its := in.WorkloadOf(inode, cgroup)
	if its == nil {
		return w.nulls(dst, workloadKeys[:]...)
	}
	dst = w.textOrNull(dst, keyWorkload, its.Word)
	dst = w.textOrNull(dst, keyCgroup, its.Cgroup)
	dst = w.textOrNull(dst, keyContainerID, its.ContainerID)
	dst = w.textOrNull(dst, keyContainer, its.Container)
	dst = w.textOrNull(dst, keyRuntime, its.Runtime)
	dst = w.textOrNull(dst, keyPod, its.Pod)
	dst = w.textOrNull(dst, keyPodNamespace, its.PodNamespace)
	dst = w.textOrNull(dst, keyPodUID, its.PodUID)
	dst = w.textOrNull(dst, keyUnit, its.Unit)
	dst = w.textOrNull(dst, keyUserUnit, its.UserUnit)
	dst = w.textOrNull(dst, keySession, its.Session)
	uid, err := strconv.ParseUint(its.User, 10, 32)
	if err != nil {
		return w.null(dst, keyWorkloadUID)
	}
	return w.unsigned(dst, keyWorkloadUID, uid)
}

// appendOwners appends a list of all who have a socket.
func (r *rows) appendOwners(w *writer, dst []byte, all procmap.Holders) []byte {
	dst = w.openList(dst, keyOwners)
	for i := range all.Len() {
		owner, fd := all.At(i)
		dst = w.openObject(dst)
		dst = strconv.AppendInt(w.member(dst, keyPID), int64(owner.PID), 10)
		if w.signs.whole {
			dst = w.memberText(dst, keyProgram, owner.Name)
			dst = w.memberText(dst, keyComm, owner.Comm)
		}
		dst = strconv.AppendInt(w.member(dst, keyFD), int64(fd), 10)
		dst = w.closeObject(dst)
	}
	return w.closeList(dst)
}

// appendProxiedTo appends the end in a container that the owner of a socket is a
// proxy for.
func (r *rows) appendProxiedTo(w *writer, dst []byte, proto string, row *procnet.Socket) []byte {
	if r.owners == nil || r.workloads == nil {
		return w.null(dst, keyProxiedTo)
	}
	owner, ok := r.owners.Lookup(row.Inode)
	if !ok {
		return w.null(dst, keyProxiedTo)
	}
	return w.textOrNull(dst, keyProxiedTo, r.workloads.ProxiedTo(owner, proto, row.Local))
}
