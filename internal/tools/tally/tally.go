package main

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"
)

// An event is a line of go test -json; see "go doc test2json".
type event struct {
	Action, Package, ImportPath, Test, Output string
}

// A test is named by its package and its own name, which is "" for what the
// package's test binary itself does.
type test struct{ pkg, name string }

// A skip is a reason for which tests of a package were skipped.
type skip struct{ pkg, reason string }

// tally counts the tests of a run.
type tally struct {
	out     io.Writer
	began   time.Time
	spoke   time.Time          // when something was printed last
	running map[test]time.Time // since when
	said    map[test][]string  // by those that run
	passed  int
	failed  int
	skipped map[skip]int
}

func newTally(out io.Writer) *tally {
	now := time.Now()
	return &tally{out: out, began: now, spoke: now, running: map[test]time.Time{}, said: map[test][]string{}, skipped: map[skip]int{}}
}

func (t *tally) print(text string) {
	t.spoke = time.Now()
	io.WriteString(t.out, text)
}

// read takes in a line. What is no event is printed.
func (t *tally) read(line []byte) {
	var e event
	if json.Unmarshal(line, &e) != nil {
		t.print(string(line))
		return
	}
	who := test{e.Package, e.Test}
	switch e.Action {
	case "build-output":
		t.print(e.Output)
	case "start", "run", "cont":
		t.running[who] = time.Now()
	case "pause":
		delete(t.running, who)
	case "output":
		t.said[who] = append(t.said[who], e.Output)
	case "pass", "fail", "skip":
		t.end(who, e.Action)
	}
}

// end takes in the end of a test or a package.
func (t *tally) end(who test, how string) {
	said := t.said[who]
	delete(t.running, who)
	delete(t.said, who)
	switch {
	case who.name == "":
		t.endPackage(who.pkg, said)
	case how == "pass":
		t.passed++
	case how == "skip":
		t.skipped[skip{who.pkg, reason(said)}]++
	default:
		t.failed++
		t.printAll(said)
	}
}

// endPackage prints what tests said that had no end, because they crashed, and
// what the test binary said besides its tests, as go test does, but also where
// all is well.
func (t *tally) endPackage(pkg string, said []string) {
	for _, who := range slices.SortedFunc(maps.Keys(t.said), func(a, b test) int { return strings.Compare(a.name, b.name) }) {
		if who.pkg == pkg {
			t.end(who, "fail")
		}
	}
	t.printAll(said)
}

// needless are lines that tell nothing: that a test begins, that a package
// passes, which another line says again, or has no tests.
var needless = regexp.MustCompile(`^\s*=== |^PASS\n|^\?   \t`)

func (t *tally) printAll(said []string) {
	for _, line := range said {
		if !needless.MatchString(line) {
			t.print(line)
		}
	}
}

// framing are the lines of a test that go test makes.
var framing = regexp.MustCompile(`^\s*(===|---) `)

// place is where a test says something, before what it says.
var place = regexp.MustCompile(`^\s*\S+\.go:\d+: `)

// reason gives the last thing that a skipped test said before its end.
func reason(said []string) string {
	end := slices.IndexFunc(said, func(line string) bool { return strings.Contains(line, "--- SKIP: ") })
	for _, line := range slices.Backward(said[:max(end, 0)]) {
		if text := strings.TrimSpace(place.ReplaceAllString(line, "")); text != "" && !framing.MatchString(line) {
			return text
		}
	}
	return "no reason given"
}

// signOfLife says what runs.
func (t *tally) signOfLife() {
	oldest, since := test{}, time.Now()
	for who, began := range t.running {
		// A package began before its tests, which say more.
		if who.name != "" && began.Before(since) {
			oldest, since = who, began
		}
	}
	what := "no test yet"
	if oldest.name != "" {
		what = fmt.Sprintf("%s %s for %d s", oldest.pkg, oldest.name, int(time.Since(since).Seconds()))
	}
	t.print(fmt.Sprintf("... %d s; %d tests have passed; running: %s\n", int(time.Since(t.began).Seconds()), t.passed, what))
}

// close prints the summary.
func (t *tally) close() {
	sum := 0
	for _, count := range t.skipped {
		sum += count
	}
	if sum > 0 {
		t.print("\nSkipped:\n")
	}
	order := func(a, b skip) int {
		if a.pkg != b.pkg {
			return strings.Compare(a.pkg, b.pkg)
		}
		return strings.Compare(a.reason, b.reason)
	}
	for _, s := range slices.SortedFunc(maps.Keys(t.skipped), order) {
		t.print(fmt.Sprintf("%6d  %s: %s\n", t.skipped[s], s.pkg, s.reason))
	}
	t.print(fmt.Sprintf("%d passed, %d failed, %d skipped\n", t.passed, t.failed, sum))
}
