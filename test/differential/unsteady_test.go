package differential

import (
	"os"
	"sort"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

// unsteady are the cases of which lines were left out, as the reference does
// not agree with itself on them.
var unsteady struct {
	sync.Mutex
	cases []string
}

// otherMemory are variables that mean nothing to what the reference prints, but
// put other things into its memory: where the kernel, the linker and malloc(3)
// leave them.
var otherMemory = []string{"", "A=1", "LC_ALL=xx_XX.UTF-8", "LD_BIND_NOW=1", "MALLOC_PERTURB_=165"}

// agree tells whether both programs have printed the same, but for lines that
// are unsteady. A case with these is counted, and named in the end.
func agree(t *testing.T, reference, ours result, again func(env []string) result) bool {
	if reference == ours {
		return true
	}
	if !sameWhereSteady(reference, ours, again) {
		return false
	}
	unsteady.Lock()
	defer unsteady.Unlock()
	unsteady.cases = append(unsteady.cases, t.Name())
	return true
}

// sameWhereSteady tells whether ours are the reference's lines, but for such as
// it prints in another way when it is run once more: there it shows memory that
// it has not written.
func sameWhereSteady(reference, ours result, again func(env []string) result) bool {
	want, got := strings.Split(reference.String(), "\n"), strings.Split(ours.String(), "\n")
	if len(got) != len(want) {
		return false
	}
	steady := make([]bool, len(want))
	for i := range steady {
		steady[i] = true
	}
	for _, variable := range otherMemory {
		other := strings.Split(again(append(os.Environ(), variable)).String(), "\n")
		if len(other) != len(want) {
			return false
		}
		for i := range other {
			steady[i] = steady[i] && other[i] == want[i]
		}
	}
	for i := range want {
		if steady[i] && got[i] != want[i] {
			return false
		}
	}
	return true
}

// unsteadyCases gives their names.
func unsteadyCases() []string {
	unsteady.Lock()
	defer unsteady.Unlock()
	sort.Strings(unsteady.cases)
	return unsteady.cases
}

// An IPv6 address that is none shows whatever was in the reference's memory
// where its interface has no other. All else of that list has to be the same.
func TestOnlyLinesThatAreUnsteadyAreLeftOut(t *testing.T) {
	table := func(prefix string) tree {
		return tree{"net/dev": devHeadings[0], "net/if_inet6": strings.Repeat("z", 32) + " 01 " + prefix + " 10 80 lo\n"}
	}
	args := []string{"-ie"}
	reference, ours := runFabricated(t, table("80"), args...)
	again := func(env []string) result { return runReference(t, table("80"), env, args...) }
	require.NotEqual(t, reference, ours)
	require.True(t, sameWhereSteady(reference, ours, again))

	other := result{strings.Replace(ours.stdout, "Kernel", "Colonel", 1), ours.stderr, ours.status}
	require.False(t, sameWhereSteady(reference, other, again), "a line that is steady")
	longer := result{ours.stdout + "\n", ours.stderr, ours.status}
	require.False(t, sameWhereSteady(reference, longer, again), "a line more")
	require.False(t, sameWhereSteady(reference, ours, func([]string) result { return reference }), "a reference that is steady")
}
