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

// cgroupFiles gives the calls that open cgroups of processes. Go's runtime looks at
// the program's own by itself, as /proc/self/cgroup.
func cgroupFiles(lines []string) []string {
	return slices.DeleteFunc(opened(lines, "/cgroup\""), func(line string) bool { return strings.Contains(line, `"/proc/self/cgroup"`) })
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
		assert.Empty(t, cgroupFiles(lines), words)
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

// The same holds for what those who live in a namespace belong to, which is shown
// where several are listed.
func TestResidentsAreLookedAtOnlyIfWanted(t *testing.T) {
	ns := newDwelling(t, "-residents")
	resident := startResident(t, "sockets:7171", ns.enter()...)
	const calls = "open,openat,openat2"
	for _, words := range []string{"-tulpn", "-gn", "-rn", "-i", "-s"} {
		lines, got := traced(t, calls, append([]string{"--all-netns"}, strings.Fields(words)...)...)
		assert.Equal(t, "0\n", got.status, words)
		assert.NotEmpty(t, lines, words)
		assert.Empty(t, cgroupFiles(lines), words)
	}
	for _, words := range []string{"-gn --workload", "-rn --workload", "-i -a --json", "-s --output=csv", "-gn --output=table", "-tuln --json"} {
		lines, got := traced(t, calls, append([]string{"--all-netns"}, strings.Fields(words)...)...)
		assert.Equal(t, "0\n", got.status, words)
		assert.Len(t, opened(lines, "/"+resident.pid+"/cgroup"), 1, words)
	}
}
