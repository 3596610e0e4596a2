package processes

import (
	"context"
	"errors"

	"github.com/gonetstat/gonetstat/common"
	"github.com/gonetstat/gonetstat/internal/procmap"
)

func processFDsOf(ctx context.Context, proc string) (map[uint64]*common.Process, error) {
	ctx, end := context.WithCancel(ctx)
	defer end()
	owners, err := procmap.Search{Names: procmap.Comms}.Start(ctx, proc).Wait()
	if err != nil && !errors.Is(err, procmap.ErrTooFewFiles) {
		return nil, err
	}
	known := make(map[*procmap.Owner]*common.Process)
	found := make(map[uint64]*common.Process)
	for inode, owner := range owners.All {
		process := known[owner]
		if process == nil {
			process = &common.Process{Pid: owner.PID, Name: owner.Comm}
			known[owner] = process
		}
		found[inode] = process
	}
	return found, nil
}
