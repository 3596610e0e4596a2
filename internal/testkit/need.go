package testkit

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// allMustRun tells that no test may be left out unnoticed, as in continuous
// integration.
func allMustRun() bool { return os.Getenv("CI") == "true" }

// Lacking ends a test that cannot run here: it is skipped, or fails where all
// tests must run.
func Lacking(t testing.TB, reason string) {
	t.Helper()
	if allMustRun() {
		t.Fatal(reason)
	}
	t.Skip(reason)
}

// Need ends a test if one of the programs that it runs is not installed.
func Need(t testing.TB, programs ...string) {
	t.Helper()
	if program := missing(programs); program != "" {
		Lacking(t, "needs "+program)
	}
}

// NeedRoot ends a test if it runs as an ordinary user.
func NeedRoot(t testing.TB) {
	t.Helper()
	if os.Geteuid() != 0 {
		Lacking(t, "needs root")
	}
}

// NeedUnshare ends a test if it may not make namespaces of some kinds, which are
// options of unshare(1).
func NeedUnshare(t testing.TB, kinds ...string) {
	t.Helper()
	NeedRoot(t)
	Need(t, "unshare")
	if refusal := refused(kinds...); refusal != "" {
		Lacking(t, refusal)
	}
}

// NeedNamespaces ends a test if it may not make network namespaces and name
// them.
func NeedNamespaces(t testing.TB) {
	t.Helper()
	Need(t, "nsenter", "ip")
	NeedUnshare(t, "--net", "--mount")
}

// refused says why namespaces of some kinds cannot be made, or "". That of mounts
// cannot in a root directory which is no mount point, as after a plain chroot.
func refused(kinds ...string) string {
	out, err := exec.Command("unshare", append(kinds, "true")...).CombinedOutput()
	if err == nil {
		return ""
	}
	text, _, _ := strings.Cut(string(out), "\n")
	return fmt.Sprintf("needs namespaces (%s)", text)
}

// missing gives the first of some programs that is not installed, or "".
func missing(programs []string) string {
	for _, program := range programs {
		if _, err := exec.LookPath(program); err != nil {
			return program
		}
	}
	return ""
}
