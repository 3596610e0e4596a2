package differential

import (
	"os"
	"regexp"
	"slices"
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

// agree tells whether both programs have printed the same of a tree, but for
// what the reference takes from memory that it has not written. A case with that
// is counted, and named in the end.
func agree(t *testing.T, tr tree, reference, ours result, again func(env []string) result) bool {
	if reference == ours {
		return true
	}
	if !sameWhereSteady(reference, withoutUnwritten(tr, reference, ours), again) {
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
	if reference == ours {
		return true
	}
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

// inet6Row is a row of net/if_inet6 as the kernel writes it, and inet6Line what
// is printed of one.
var (
	inet6Row  = regexp.MustCompile(`^[0-9a-f]{32} [0-9a-f]{2,8} [0-9a-f]{2} [0-9a-f]{2} [0-9a-f]{2} +[^ ]+$`)
	inet6Line = regexp.MustCompile(`^( +inet6 )[^ ]+(  prefixlen .*)$`)
)

// withoutUnwritten puts the reference's address into the first line with an IPv6
// address that ours have of an interface, if net/if_inet6 has garbled rows. Where
// the address of the interface's first row is none, the reference has written
// none, and shows what another function left: most often of another interface,
// and so the same each time.
func withoutUnwritten(tr tree, reference, ours result) result {
	garbled := slices.ContainsFunc(strings.Split(strings.TrimSuffix(tr["net/if_inet6"], "\n"), "\n"), func(row string) bool { return !inet6Row.MatchString(row) })
	want, got := strings.Split(reference.stdout, "\n"), strings.Split(ours.stdout, "\n")
	if !garbled || len(want) != len(got) {
		return ours
	}
	first := true
	for i := range got {
		theirs, mine := inet6Line.FindStringSubmatch(want[i]), inet6Line.FindStringSubmatch(got[i])
		switch {
		case mine == nil || theirs == nil:
			first = first || got[i] == "" // the end of an interface
		case first && theirs[1] == mine[1] && theirs[2] == mine[2]:
			first = want[i] != got[i] // the next may have the same
			got[i] = want[i]
		default:
			first = false
		}
	}
	ours.stdout = strings.Join(got, "\n")
	return ours
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

// Of an address that the reference has not written nothing else may differ.
func TestOnlyUnwrittenAddressesAreLeftOut(t *testing.T) {
	sound := strings.Repeat("0", 31) + "1 01 80 10 80       lo\n"
	garbled := tree{"net/if_inet6": "zz" + sound + sound}
	list := func(addresses ...string) result {
		text := "lo: flags\n"
		for _, address := range addresses {
			text += "        inet6 " + address + "  prefixlen 128  scopeid 0x10<host>\n"
		}
		return result{stdout: text + "\n"}
	}
	require.Equal(t, list("::7", "::1"), withoutUnwritten(garbled, list("::7", "::1"), list("::2", "::1")))
	require.Equal(t, list("::7", "::8", "::1"), withoutUnwritten(garbled, list("::7", "::8", "::1"), list("::2", "::2", "::1")))
	require.NotEqual(t, list("::1", "::7"), withoutUnwritten(garbled, list("::1", "::7"), list("::1", "::2")), "not the first")
	require.NotEqual(t, list("::7", "::1"), withoutUnwritten(tree{"net/if_inet6": sound}, list("::7", "::1"), list("::2", "::1")), "no row is garbled")
	other := result{stdout: strings.Replace(list("::2").stdout, "128", "64", 1)}
	require.NotEqual(t, list("::7"), withoutUnwritten(garbled, list("::7"), other), "another prefix")
}
