package packages

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gonetstat/gonetstat/internal/testkit"
)

var overstrike = regexp.MustCompile(".\b")

// manual gives the text of the manual page.
func manual(t *testing.T) string {
	t.Helper()
	testkit.Need(t, "mandoc")
	return overstrike.ReplaceAllString(output(t, "mandoc", "-T", "ascii", "packaging/gonetstat.8"), "")
}

// section gives the part of the manual page under a heading.
func section(t *testing.T, heading string) string {
	t.Helper()
	_, rest, found := strings.Cut(manual(t), "\n"+heading+"\n")
	require.True(t, found, "no section %s", heading)
	if end := regexp.MustCompile(`(?m)^\S`).FindStringIndex(rest); end != nil {
		rest = rest[:end[0]]
	}
	return rest
}

func TestManualHasNoErrors(t *testing.T) {
	testkit.Need(t, "mandoc")
	assert.Empty(t, output(t, "mandoc", "-T", "lint", "-W", "warning", "packaging/gonetstat.8"))
}

func TestManualDescribesEveryOption(t *testing.T) {
	text := section(t, "OPTIONS")
	for _, o := range options(t) {
		described := regexp.MustCompile(`(?m)^ {5}(-\w( \w+)?, )?` + o.long + `\b[^-]`)
		assert.Regexp(t, described, text)
		if o.short != "" {
			assert.Regexp(t, `(?m)^ {5}`+o.short+`( \w+)?, `+o.long+`\b`, text)
		}
	}
}

func TestManualDescribesNoOptionThatIsRefused(t *testing.T) {
	known := map[string]bool{"--": true}
	for _, o := range options(t) {
		known[o.long] = true
	}
	for _, long := range regexp.MustCompile(`\s(--[\w-]+)`).FindAllStringSubmatch(manual(t), -1) {
		assert.True(t, known[long[1]], "%s", long[1])
	}
}

func TestExamplesOfTheManualRun(t *testing.T) {
	testkit.Need(t, "ip")
	testkit.NeedUnshare(t, "--net", "--mount", "--pid", "--fork")
	commands := regexp.MustCompile(`(?m)^ +[#$] (gonetstat .*)$`).FindAllStringSubmatch(section(t, "EXAMPLES"), -1)
	require.Greater(t, len(commands), 7)
	// The namespace that the examples speak of, for them alone, apart from what
	// else there is on the machine. The kernel forgets it with the mount.
	const inside = `ip link set lo up && mount -t tmpfs none /run && ip netns add blue && ip -n blue link set lo up &&
		ip -n blue route add 192.0.2.0/24 dev lo && eval "exec $1"`
	for _, command := range commands {
		t.Run(command[1], func(t *testing.T) {
			cmd := exec.Command("unshare", "--net", "--mount-proc", "--pid", "--fork", "sh", "-c", inside, "sh", command[1])
			cmd.Env = append(os.Environ(), "PATH="+filepath.Dir(program(t))+":"+os.Getenv("PATH"))
			var errs strings.Builder
			cmd.Stderr = &errs
			out, err := cmd.Output()
			require.NoError(t, err, errs.String())
			// In a PID namespace of their own, the examples find neither what is
			// outside nor a program that nobody runs there.
			said := regexp.MustCompile(`(?m)^\(Not all network namespaces may be shown: processes outside this PID namespace are not seen\.\)\n|^gonetstat: --process="\w+": no process has this name\n`)
			assert.Empty(t, said.ReplaceAllString(errs.String(), ""))
			if !strings.Contains(command[1], "--state") {
				assert.NotEmpty(t, out)
			}
		})
	}
}

func TestManualDescribesEveryFieldOfTheStructuredForms(t *testing.T) {
	heading, _, _ := strings.Cut(output(t, program(t), "-tn", "--output", "csv"), "\n")
	fields := strings.Split(heading, ",")
	require.Greater(t, len(fields), 10)
	text := section(t, "OUTPUT")
	for _, field := range fields {
		assert.Regexp(t, `\b`+field+`\b`, text)
	}
}

func TestManualDescribesEveryVariableOfTheEnvironment(t *testing.T) {
	var read []string
	for _, dir := range []string{"cmd", "internal", "netstat"} {
		require.NoError(t, filepath.WalkDir(in(dir), func(path string, entry os.DirEntry, err error) error {
			if err != nil || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") ||
				strings.HasPrefix(path, in("internal/testkit")) {
				return err
			}
			text, err := os.ReadFile(path)
			for _, match := range regexp.MustCompile(`\.(?:Getenv|LookupEnv)\("(\w+)"\)`).FindAllSubmatch(text, -1) {
				read = append(read, string(match[1]))
			}
			return err
		}))
	}
	var described []string
	for _, match := range regexp.MustCompile(`(?m)^     ([A-Z_]+)$|^     ([A-Z_]+) {2,}`).FindAllStringSubmatch(section(t, "ENVIRONMENT"), -1) {
		described = append(described, match[1]+match[2])
	}
	slices.Sort(read)
	assert.ElementsMatch(t, slices.Compact(read), described)
}
