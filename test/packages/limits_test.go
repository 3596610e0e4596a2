package packages

import (
	"os"
	"os/exec"
	"regexp"
	"runtime"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gonetstat/gonetstat/internal/testkit"
)

// TestLimitsAreWhereTheDocumentsSay starts the program a little above a limit, and
// well below it: between the two, threads decide.
func TestLimitsAreWhereTheDocumentsSay(t *testing.T) {
	testkit.Need(t, "prlimit")
	if runtime.GOARCH != "amd64" {
		t.Skip("the figures are those of amd64")
	}
	for _, limit := range []struct{ option, readme, page string }{
		{"as", `ulimit -v\x60 below about (\d+) MB`, `address space of less than about (\d+) MB`},
		{"data", `ulimit -d\x60 below about (\d+) MB`, `data segment of less than about (\d+) MB`},
	} {
		told := regexp.MustCompile(limit.readme).FindStringSubmatch(text(t, "README.md"))
		require.NotNil(t, told, limit.readme)
		assert.Equal(t, told[1], regexp.MustCompile(limit.page).FindStringSubmatch(section(t, "LIMITS"))[1])
		megabytes, err := strconv.Atoi(told[1])
		require.NoError(t, err)
		for percent, status := range map[int]int{50: 2, 110: 0} {
			bytes := strconv.Itoa(megabytes * 10000 * percent)
			assert.Equal(t, status, statusOf(exec.Command("prlimit", "--"+limit.option+"="+bytes, program(t), "-tulpn")), "%s %s", limit.option, bytes)
		}
	}
}

func TestMalformedMemoryLimitOfGoIsAsTheDocumentsSay(t *testing.T) {
	cmd := exec.Command(program(t), "-rn")
	cmd.Env = append(os.Environ(), "GOMEMLIMIT=1x")
	assert.Equal(t, 2, statusOf(cmd))
}

func TestFewThreadsAreTooFewAsTheDocumentsSay(t *testing.T) {
	testkit.NeedRoot(t)
	testkit.Need(t, "setpriv", "prlimit")
	// A user who has no other threads.
	run := func(threads string) int {
		return statusOf(exec.Command("setpriv", "--reuid=65431", "--regid=65431", "--clear-groups",
			"prlimit", "--nproc="+threads, program(t), "-tn"))
	}
	assert.Equal(t, 2, run("2"))
	assert.Equal(t, 0, run("40"))
}

// statusOf runs a command and gives its exit status.
func statusOf(cmd *exec.Cmd) int {
	_ = cmd.Run()
	return cmd.ProcessState.ExitCode()
}
