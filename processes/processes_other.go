//go:build !linux

package processes

import (
	"context"
	"errors"
	"fmt"
	"runtime"

	"github.com/gonetstat/gonetstat/common"
)

func processFDsOf(context.Context, string) (map[uint64]*common.Process, error) {
	return nil, fmt.Errorf("processes of sockets on %s: %w", runtime.GOOS, errors.ErrUnsupported)
}
