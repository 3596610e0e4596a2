package version

import (
	"runtime/debug"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestVersionIsTheStampOrTheModules(t *testing.T) {
	module := func(version string) *debug.BuildInfo {
		return &debug.BuildInfo{Main: debug.Module{Version: version}}
	}
	for _, c := range []struct {
		stamp string
		info  *debug.BuildInfo
		want  string
	}{
		{"1.2.3", module("v4.5.6"), "1.2.3"},
		{"1.2.3~rc1+git20260102030405.0123456789ab", nil, "1.2.3~rc1+git20260102030405.0123456789ab"},
		{"", module("v4.5.6"), "4.5.6"},
		{"", module("v0.0.0-20260102030405-0123456789ab+dirty"), "0.0.0-20260102030405-0123456789ab+dirty"},
		{"", module("(devel)"), "dev"},
		{"", module(""), "dev"},
		{"", nil, "dev"},
	} {
		assert.Equal(t, c.want, choose(c.stamp, c.info))
	}
}
