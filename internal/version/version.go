// Package version tells which version of gonetstat a program is. What comes in
// is what the linker and the go command have left in the binary; what goes out
// is one word. It reads no file.
package version

import (
	"runtime/debug"
	"strings"
)

// stamp is the version that the Makefile gives the linker:
// -ldflags "-X github.com/gonetstat/gonetstat/internal/version.stamp=…".
var stamp string

// String gives the version, such as "1.2.3", or "dev" where none is known.
func String() string {
	info, _ := debug.ReadBuildInfo()
	return choose(stamp, info)
}

// choose prefers the stamp to what the go command knows: the module's version
// after "go install …@v1.2.3", one made from git's commit in a checkout, or
// "(devel)". The latter two may also be absent.
func choose(stamp string, info *debug.BuildInfo) string {
	switch {
	case stamp != "":
		return stamp
	case info == nil || info.Main.Version == "" || info.Main.Version == "(devel)":
		return "dev"
	}
	return strings.TrimPrefix(info.Main.Version, "v")
}
