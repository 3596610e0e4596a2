package nettools

import "github.com/gonetstat/gonetstat/internal/format"

// workloadWidth is how wide the column of workloads is, as that of programs and,
// of unix sockets, that of namespaces are.
const workloadWidth = 20

func (f *Sockets) appendWorkloadHeading(dst []byte) []byte {
	if !f.Workload {
		return dst
	}
	return appendLeft(append(dst, ' '), "Workload", workloadWidth)
}

// appendWorkload appends the column of workloads, if there is one.
func (f *Sockets) appendWorkload(dst []byte, inode uint64) []byte {
	if !f.Workload {
		return dst
	}
	in := format.Space{Owners: f.Owners, Workloads: f.Workloads}
	if its := in.WorkloadOf(inode, ""); its != nil {
		return appendLeft(append(dst, ' '), its.ASCII, workloadWidth)
	}
	return f.appendNoWorkload(dst)
}

// appendNoWorkload appends that column for a socket of which no owner is known.
func (f *Sockets) appendNoWorkload(dst []byte) []byte {
	if !f.Workload {
		return dst
	}
	return appendLeft(append(dst, ' '), "-", workloadWidth)
}
