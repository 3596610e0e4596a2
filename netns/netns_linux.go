package netns

import (
	"context"
	"path"

	"github.com/gonetstat/gonetstat/common"
	"github.com/gonetstat/gonetstat/internal/netns"
)

func pidsOf(names []string) map[uint32]string {
	ctx, end := context.WithCancel(context.Background())
	defer end()
	finder := netns.NewFinder(ctx, netns.Config{Proc: common.ProcPath, Dirs: []string{NetNSPath}})
	pids := make(map[uint32]string)
	for _, name := range names {
		n, err := finder.Name(path.Base(name))
		if err != nil {
			continue
		}
		if pid, ok := n.Resident(); ok {
			pids[uint32(pid)] = name
		}
	}
	return pids
}
