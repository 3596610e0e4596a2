// Package processes finds the processes that have sockets, under the import path
// and with the names that programs know from go-netstat. It reads the links in
// /proc/PID/fd of all processes; other users' can be read with CAP_SYS_PTRACE and
// CAP_DAC_READ_SEARCH only, and are left out without.
package processes

import (
	"context"

	"github.com/gonetstat/gonetstat/common"
)

// GetProcessFDs returns the processes that have sockets, by the inodes of these:
// of several that have one, the first of /proc. A process that has several sockets
// is the same Process for all of them. The error is that of the context or of
// reading [common.ProcPath], or [errors.ErrUnsupported] where there is no Linux.
func GetProcessFDs(ctx context.Context) (processFDs map[uint64]*common.Process, procErr error) {
	return processFDsOf(ctx, common.ProcPath)
}
