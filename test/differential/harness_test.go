// Package differential runs gonetstat and the reference, net-tools' netstat,
// side by side and compares standard output, standard error and exit status
// byte for byte: on fabricated /proc trees in a private mount namespace, and
// on live sockets in a private network namespace.
package differential

import (
	"fmt"
	"math/rand"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gonetstat/gonetstat/internal/command"
	"github.com/gonetstat/gonetstat/internal/testkit"
)

// program is the gonetstat under test, built by TestMain.
var program string

// netstat is the reference.
var netstat string

// Cases that were compared, by kind.
var fabricated, live, failed atomic.Int64

// tools are what the tests run.
var tools = []string{"netstat", "unshare", "mount", "ip", "bash", "setpriv"}

// runAll builds gonetstat, runs the tests and says how many cases there were.
func runAll(m *testing.M) int {
	return testkit.OnProgram(m, "differential tests", command.Main, tools, func(path string) int {
		program = path
		netstat, _ = exec.LookPath("netstat")
		defer endStages()
		status := m.Run()
		fmt.Printf("differential: %d fabricated and %d live cases byte-identical, %d not\n",
			fabricated.Load(), live.Load(), failed.Load())
		if cases := unsteadyCases(); len(cases) > 0 {
			fmt.Printf("differential: of %d of them lines were left out on which netstat does not agree with itself: %s\n",
				len(cases), strings.Join(cases, " "))
		}
		return status
	})
}

// A tree is a fabricated /proc as testkit.WriteTree makes it, with paths below
// /proc. A path that begins with "/etc/" is bound over that file instead.
type tree map[string]string

// write makes the tree below dir: proc for /proc, etc for the files of /etc.
func (tr tree) write(t *testing.T, dir string) {
	t.Helper()
	files := map[string]string{"proc/": ""}
	for name, content := range tr {
		if !strings.HasPrefix(name, "/etc/") {
			name = "proc/" + name
		}
		files[name] = content
	}
	testkit.WriteTree(t, dir, files)
}

// A generator makes random fabricated cases of one kind.
type generator struct {
	name  string
	cases int
	make  func(r *rand.Rand) (tree, []string)
}

var generators []generator

// register adds a generator to TestFabricated.
func register(g generator) { generators = append(generators, g) }

// TestFabricated runs every generator's cases.
func TestFabricated(t *testing.T) {
	for _, g := range generators {
		t.Run(g.name, func(t *testing.T) {
			eachSeed(t, g.cases, func(t *testing.T, r *rand.Rand) {
				tr, args := g.make(r)
				compare(t, tr, args...)
			})
		})
	}
}

// eachSeed runs so many random cases. A case is reproduced by the name of its
// subtest, which ends in its seed; GONETSTAT_SEED moves the first seed,
// GONETSTAT_CASES multiplies their number.
func eachSeed(t *testing.T, cases int, run func(t *testing.T, r *rand.Rand)) {
	first, factor := int64(1), 1
	if s := os.Getenv("GONETSTAT_SEED"); s != "" {
		n, err := strconv.ParseInt(s, 10, 64)
		require.NoError(t, err)
		first = n
	}
	if s := os.Getenv("GONETSTAT_CASES"); s != "" {
		n, err := strconv.Atoi(s)
		require.NoError(t, err)
		factor = n
	}
	for i := range int64(cases * factor) {
		seed := first + i
		t.Run(strconv.FormatInt(seed, 10), func(t *testing.T) {
			t.Parallel()
			run(t, rand.New(rand.NewSource(seed)))
		})
	}
}

// result is what one run of a program gave.
type result struct{ stdout, stderr, status string }

func (r result) String() string {
	return "--- stdout\n" + r.stdout + "--- stderr\n" + r.stderr + "--- exit " + r.status
}

func readResult(t *testing.T, dir, name string) result {
	t.Helper()
	read := func(what string) string {
		b, err := os.ReadFile(filepath.Join(dir, name+"."+what))
		require.NoError(t, err)
		return string(b)
	}
	return result{read("out"), read("err"), read("status")}
}

// runOnTree makes the tree below $1 stand in for /proc and runs both programs
// there under the reference's name. REFERENCE_PRELOAD may name a shared object
// that the reference is to load first; with ONLY_OURS it does not run.
const runOnTree = `
set -u
dir=$1 program=$2 reference=$(command -v netstat)
shift 2
cd "$dir" || exit 99
for f in etc/*; do
	[ -e "$f" ] && { mount --bind "$f" "/$f" || exit 99; }
done
mount --bind proc /proc || exit 99
[ "${ONLY_OURS-}" != true ] || reference=true
(export LD_PRELOAD="${REFERENCE_PRELOAD-}"; exec -a netstat "$reference" "$@") >ref.out 2>ref.err </dev/null; echo $? >ref.status
(exec -a netstat "$program" "$@") >our.out 2>our.err </dev/null; echo $? >our.status
`

// runFabricated gives what the reference and gonetstat make of a tree.
func runFabricated(t *testing.T, tr tree, args ...string) (reference, ours result) {
	t.Helper()
	dir := t.TempDir()
	tr.write(t, dir)
	results, err := onStage(stageCase{Dir: dir, Programs: []string{netstat, program}, Args: args})
	require.NoError(t, err)
	return results[0], results[1]
}

// runReference gives what the reference makes of a tree in an environment.
func runReference(t *testing.T, tr tree, env []string, args ...string) result {
	t.Helper()
	dir := t.TempDir()
	tr.write(t, dir)
	results, err := onStage(stageCase{Dir: dir, Programs: []string{netstat}, Args: args, Env: env})
	require.NoError(t, err)
	return results[0]
}

// compare runs one fabricated case.
func compare(t *testing.T, tr tree, args ...string) {
	t.Helper()
	reference, ours := runFabricated(t, tr, args...)
	again := func(env []string) result { return runReference(t, tr, env, args...) }
	if !agree(t, tr, reference, ours, again) {
		failed.Add(1)
		keep := saveTree(t, tr)
		require.Fail(t, "not byte-identical", "netstat %q on the tree kept in %s\n%s", args, keep, differences(reference.String(), ours.String()))
	}
	fabricated.Add(1)
}

// differences gives the first lines that differ, the reference's before ours.
func differences(reference, ours string) string {
	const most = 10
	lines, others := strings.Split(reference, "\n"), strings.Split(ours, "\n")
	var text strings.Builder
	shown := 0
	for i := 0; i < max(len(lines), len(others)) && shown < most; i++ {
		line, other := "(end)", "(end)"
		if i < len(lines) {
			line = strconv.Quote(lines[i])
		}
		if i < len(others) {
			other = strconv.Quote(others[i])
		}
		if line != other {
			fmt.Fprintf(&text, "line %d\n  reference %s\n  gonetstat %s\n", i+1, line, other)
			shown++
		}
	}
	return text.String()
}

// saveTree keeps a failing case's tree for a closer look.
func saveTree(t *testing.T, tr tree) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "gonetstat-failed-")
	require.NoError(t, err)
	tr.write(t, dir)
	return dir
}
