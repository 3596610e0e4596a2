package netns

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gonetstat/gonetstat/internal/testkit"
)

// noticeOf lists in a mount namespace of its own behind a script and returns the
// notice.
func noticeOf(t *testing.T, script string) string {
	t.Helper()
	_, notice := holdersSeen(t, script)
	notice = strings.TrimPrefix(notice, "Not all network namespaces may be shown: ")
	// Other programs may keep namespaces in such a way.
	causes := strings.Split(strings.TrimSuffix(notice, "."), "; ")
	var kept []string
	for _, cause := range causes {
		if !strings.Contains(cause, "kept only by mounts") {
			kept = append(kept, cause)
		}
	}
	return strings.Join(kept, "; ")
}

// outside is the cause where the test is in a PID namespace, as in a container.
const outside = "processes outside this PID namespace are not seen"

// withoutCause takes a cause out of a notice, which has it.
func withoutCause(t *testing.T, notice, cause string) string {
	t.Helper()
	causes := strings.Split(notice, "; ")
	require.Contains(t, causes, cause)
	return strings.Join(slices.DeleteFunc(causes, func(c string) bool { return c == cause }), "; ")
}

func TestNoticeNamesTheCauseToRootToo(t *testing.T) {
	needRoot(t)
	testkit.Need(t, "setpriv")
	sleepUnshared(t) // which does not live in a namespace that is listed anyway
	const (
		noPtrace    = `\d+ process(es)? do(es)? not tell (its own|theirs), which takes CAP_SYS_PTRACE`
		descriptors = "descriptors of some processes cannot be read, which takes (CAP_SYS_PTRACE and )?CAP_DAC_READ_SEARCH"
		hidepid     = "/proc is mounted with hidepid and does not show all processes"
		nobody      = `exec setpriv --reuid=65534 --regid=65534 --clear-groups --inh-caps=-all --bounding-set=-all "$0"`
	)
	for name, c := range map[string]struct{ script, notice string }{
		"root":                        {`exec "$0"`, `^$`},
		"root without CAP_SYS_PTRACE": {`exec setpriv --bounding-set=-sys_ptrace --inh-caps=-all "$0"`, `^` + noPtrace + `$`},
		"root in a PID namespace":     {`exec unshare --pid --fork --kill-child --mount-proc "$0"`, `^` + outside + `$`},
		"root in a PID namespace with the first one's /proc": {`exec unshare --pid --fork --kill-child "$0"`, `^$`},
		"with the rights for everything but descriptors": {
			`exec setpriv --reuid=65534 --regid=65534 --clear-groups --inh-caps=+sys_ptrace --ambient-caps=+sys_ptrace --bounding-set=-all,+sys_ptrace "$0"`,
			`^` + descriptors + `$`},
		"root, hidepid=2":             {`mount -t proc -o hidepid=2 proc /proc; exec "$0"`, `^$`},
		"an ordinary user":            {nobody, `^` + noPtrace + `|` + descriptors + `$`},
		"an ordinary user, hidepid=1": {`mount -t proc -o hidepid=1 proc /proc; ` + nobody, `^` + noPtrace + `$`},
		"an ordinary user, hidepid=2": {`mount -t proc -o hidepid=2 proc /proc; ` + nobody, `^` + hidepid + `$`},
	} {
		t.Run(name, func(t *testing.T) {
			notice := noticeOf(t, c.script)
			if IsInner("/proc") && name != "root in a PID namespace" {
				notice = withoutCause(t, notice, outside) // which is true of the test too
			}
			assert.Regexp(t, c.notice, notice)
		})
	}
}

func TestFewDescriptorsAreAnErrorOrSaid(t *testing.T) {
	needRoot(t)
	worked := false
	for limit := range 24 {
		script := fmt.Sprintf(`exec 2>&1; ulimit -n %d; "$0" || true`, 4+limit)
		out := scripted(t, "holders", script)
		worked = strings.Contains(out, `"Label":"-"`)
		if !worked {
			require.Contains(t, out, "too many open files")
			require.Equal(t, 1, strings.Count(out, "\n"), out)
		}
	}
	assert.True(t, worked, "with the last")
}
