package process

import (
	"os"
	"runtime"
	"runtime/debug"
)

// CollectLater lets the heap grow to some 16 MiB before garbage is collected for
// the first time: most listings end before that, and a collection takes as long as
// thousands of rows. From then on the heap grows as usual, to twice what is in use.
// The variable GOGC (package runtime) overrides it.
func CollectLater() {
	const usual, atFirst = 100, 400
	if os.Getenv("GOGC") != "" {
		return
	}
	debug.SetGCPercent(atFirst)
	// What is this large is freed by itself, not with what lies beside it.
	runtime.AddCleanup(new([64]byte), func(percent int) { debug.SetGCPercent(percent) }, usual)
}
