package differential

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// opened gives which of the files opened hold some text in their paths.
func opened(lines []string, text string) (found []string) {
	for _, line := range lines {
		if strings.Contains(line, text) {
			found = append(found, line)
		}
	}
	return found
}

// What processes belong to is read for those who ask for it alone, once for each
// process, and the names of containers of no other.
func TestWorkloadsAreReadOnlyIfWanted(t *testing.T) {
	ns := newDwelling(t, "-workloads")
	resident := startResident(t, "sockets:7170", ns.enter()...)
	const calls = "open,openat,openat2"
	for _, words := range []string{"-tulpn", "-anp", "-tnpeo", "-tlnp --all-owners", "-xap", "-rn --json", "-i --json", "-s --json", "-tn --pid=" + resident.pid} {
		lines, got := traced(t, calls, append([]string{"--netns", ns.name}, strings.Fields(words)...)...)
		assert.Equal(t, "0\n", got.status, words)
		assert.NotEmpty(t, lines, words)
		// Go's runtime looks at the program's own by itself, as /proc/self/cgroup.
		assert.Empty(t, slices.DeleteFunc(opened(lines, "/cgroup\""), func(line string) bool { return strings.Contains(line, `"/proc/self/cgroup"`) }), words)
		for _, kept := range []string{`"/var/l`, `"/run/con`, `"/etc/docker`} {
			assert.Empty(t, opened(lines, kept), words)
		}
		assert.Equal(t, strings.Contains(words, "--all-owners"), len(opened(lines, "/comm")) > 0, words)
	}
	for _, words := range []string{"-tuln --workload", "-tln --json", "-tln --output=csv", "-tln --output=table"} {
		lines, got := traced(t, calls, append([]string{"--netns", ns.name}, strings.Fields(words)...)...)
		assert.Equal(t, "0\n", got.status, words)
		assert.Len(t, opened(lines, "/"+resident.pid+"/cgroup"), 1, words)
	}
}
