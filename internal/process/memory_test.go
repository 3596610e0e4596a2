package process

import (
	"runtime"
	"runtime/debug"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestGarbageIsCollectedAsUsualAfterTheFirstTime(t *testing.T) {
	before := debug.SetGCPercent(100)
	defer debug.SetGCPercent(before)
	t.Setenv("GOGC", "50")
	CollectLater()
	assert.Equal(t, 100, debug.SetGCPercent(100), "GOGC has been obeyed before")

	t.Setenv("GOGC", "")
	CollectLater()
	assert.Equal(t, 400, debug.SetGCPercent(400))
	require.Eventually(t, func() bool {
		runtime.GC()
		return debug.SetGCPercent(400) == 100
	}, 10*time.Second, time.Millisecond)
}
