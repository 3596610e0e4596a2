package main

import (
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gonetstat/gonetstat/internal/testkit"
)

// tallyOf runs the tests of a module made of some files.
func tallyOf(t *testing.T, files map[string]string) (out string, status int) {
	t.Helper()
	dir := t.TempDir()
	files["go.mod"] = "module example.org/m\n"
	testkit.WriteTree(t, dir, files)
	t.Chdir(dir)
	for _, name := range []string{"GOFLAGS", "GOWORK", "GODEBUG"} {
		t.Setenv(name, "")
	}
	var text strings.Builder
	status, err := run([]string{"./a", "./b", "--", "./c"}, &text)
	require.NoError(t, err)
	return regexp.MustCompile(`\d+\.\d+s`).ReplaceAllString(text.String(), "N"), status
}

const head = "import \"testing\"\n"

func TestSkippedTestsAreCountedByPackageAndReason(t *testing.T) {
	out, status := tallyOf(t, map[string]string{
		"a/a.go": "package a\n",
		"b/b_test.go": "package b\n" + head + `
			func TestPasses(t *testing.T) { t.Log("not shown") }
			func TestSkips(t *testing.T) { t.Log("before"); t.Skip("needs root") }
			func TestSkipsInside(t *testing.T) {
				t.Run("one", func(t *testing.T) { t.Skip("needs root") })
				t.Run("two", func(t *testing.T) { t.Skip("needs a kernel: with more") })
				t.Run("three", func(t *testing.T) { t.SkipNow() })
			}`,
		"c/c_test.go": "package c\nimport (\"fmt\"; \"os\"; \"testing\")\n" + `
			func TestMain(m *testing.M) {
				fmt.Println("=== RUN   TestLeftOut\n    needs netstat\n--- SKIP: TestLeftOut (0.00s)\nPASS\nc: 0 cases")
				os.Exit(0)
			}
			func TestLeftOut(t *testing.T) {}`,
	})
	assert.Equal(t, `ok  	example.org/m/b	N
c: 0 cases
ok  	example.org/m/c	N

Skipped:
     1  example.org/m/b: needs a kernel: with more
     2  example.org/m/b: needs root
     1  example.org/m/b: no reason given
     1  example.org/m/c: needs netstat
2 passed, 0 failed, 5 skipped
`, out)
	assert.Zero(t, status)
}

func TestFailuresAreShownInFull(t *testing.T) {
	out, status := tallyOf(t, map[string]string{
		"a/a_test.go": "package a\n" + head + `
			func TestPasses(t *testing.T) { t.Log("not shown") }
			func TestFails(t *testing.T) { t.Log("why"); t.Run("inside", func(t *testing.T) { t.Error("what") }) }`,
		"b/b_test.go": "package b\n" + head + `func TestDoesNotCompile(t *testing.T) { undefined() }`,
		"c/c_test.go": "package c\n" + head + `func TestCrashes(t *testing.T) { t.Log("last words"); panic("a crash") }`,
	})
	assert.Equal(t, 1, status)
	for _, shown := range []string{
		"    a_test.go:5: why\n", "    a_test.go:5: what\n", "--- FAIL: TestFails (N)\n", "FAIL\texample.org/m/a\tN\n",
		"b/b_test.go:3:41: undefined: undefined\n", "FAIL\texample.org/m/b [build failed]\n",
		"    c_test.go:3: last words\n", "panic: a crash", "FAIL\texample.org/m/c\tN\n",
	} {
		assert.Equal(t, 1, strings.Count(out, shown), "%q in\n%s", shown, out)
	}
	assert.NotContains(t, out, "not shown")
	assert.NotContains(t, out, "=== RUN")
	assert.NotContains(t, out, "Skipped")
	assert.True(t, strings.HasSuffix(out, "\n1 passed, 3 failed, 0 skipped\n"), out)
}

func TestArgumentsThatGoTestRefusesAreAFailure(t *testing.T) {
	t.Chdir(t.TempDir())
	require.NoError(t, os.WriteFile("go.mod", []byte("module example.org/m\n"), 0o644))
	status, err := run([]string{"./" + filepath.Join("nowhere", "...", "x")}, io.Discard)
	require.NoError(t, err)
	assert.NotZero(t, status)
}

// A run that is silent says what it waits for, again and again.
func TestSilenceIsBroken(t *testing.T) {
	var out strings.Builder
	in, feed := io.Pipe()
	go func() {
		io.WriteString(feed, `{"Action":"start","Package":"p"}`+"\n")
		time.Sleep(50 * time.Millisecond)
		io.WriteString(feed, `{"Action":"run","Package":"p","Test":"TestSlow"}`+"\n")
		time.Sleep(50 * time.Millisecond)
		feed.Close()
	}()
	follow(newTally(&out), in, 10*time.Millisecond)
	signs := strings.Count(out.String(), "... 0 s; 0 tests have passed; running: ")
	assert.Greater(t, signs, 3)
	assert.Contains(t, out.String(), "running: no test yet\n")
	assert.Contains(t, out.String(), "running: p TestSlow for 0 s\n")
}
