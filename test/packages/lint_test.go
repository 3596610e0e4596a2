package packages

import (
	"os/exec"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/gonetstat/gonetstat/internal/testkit"
)

func TestLintianHasNothingToSay(t *testing.T) {
	testkit.Need(t, "lintian")
	out, err := exec.Command("lintian", "--allow-root", "--fail-on", "error,warning", one(t, ".deb")).CombinedOutput()
	assert.NoError(t, err)
	assert.Empty(t, string(out))
}

func TestRpmlintHasNothingToSay(t *testing.T) {
	testkit.Need(t, "rpmlint", "rpm")
	out, err := exec.Command("rpmlint", "-c", in("packaging/rpmlint.toml"), one(t, ".rpm")).CombinedOutput()
	assert.NoError(t, err)
	assert.Contains(t, string(out), " 0 errors, 0 warnings", string(out))
}
