package packages

import (
	"encoding/xml"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gonetstat/gonetstat/internal/testkit"
)

var builtStage = sync.OnceValues(func() (string, error) {
	path := filepath.Join(scratch, "stage")
	build := exec.Command("go", "build", "-buildvcs=false", "-o", path, "./internal/tools/stage")
	build.Dir, build.Stderr = root, os.Stderr
	return path, build.Run()
})

// onStage runs a command of a shell where the documents' examples were made, and
// gives what it prints.
func onStage(t *testing.T, command string) string {
	t.Helper()
	testkit.Need(t, "ip", "jq")
	testkit.NeedUnshare(t, "--net", "--mount", "--pid", "--fork")
	stage, err := builtStage()
	require.NoError(t, err)
	cmd := exec.Command(stage, command)
	cmd.Env = append(os.Environ(), "PATH="+filepath.Dir(program(t))+":"+os.Getenv("PATH"))
	var errs strings.Builder
	cmd.Stderr = &errs
	out, err := cmd.Output()
	require.NoError(t, err, "%s\n%s", command, errs.String())
	assert.Empty(t, strings.ReplaceAll(errs.String(),
		"(Not all network namespaces may be shown: processes outside this PID namespace are not seen.)\n", ""), command)
	return string(out)
}

// likeness gives the lines of an output without what may differ each time: the
// order of rows, which the kernel makes of random numbers, PIDs, and with them the
// width of columns.
func likeness(output string) (lines []string) {
	for line := range strings.Lines(output) {
		words := strings.Fields(line)
		for i, word := range words {
			words[i] = regexp.MustCompile(`^\d{3,4}($|/)`).ReplaceAllString(word, "PID$1")
		}
		lines = append(lines, strings.Join(words, " "))
	}
	slices.Sort(lines)
	return lines
}

// TestExamplesOfDocumentsRunAsWritten runs the commands behind a prompt and
// compares what they print with what is written below them.
func TestExamplesOfDocumentsRunAsWritten(t *testing.T) {
	files := []string{"README.md"}
	for _, name := range documents(t) {
		files = append(files, "docs/"+name)
	}
	compared := 0
	for _, name := range files {
		for _, block := range regexp.MustCompile(`(?m)(?:^    .*\n)+`).FindAllString(text(t, name), -1) {
			if !regexp.MustCompile(`^    [#$] `).MatchString(block) {
				assert.NotRegexp(t, `(?m)^    gonetstat\b`, block, "%s: an example has a prompt", name)
				continue
			}
			for _, example := range regexp.MustCompile(`(?m)^    [#$] `).Split(block, -1)[1:] {
				command, expected, _ := strings.Cut(example, "\n")
				t.Run(command, func(t *testing.T) {
					assert.Equal(t, likeness(expected), likeness(onStage(t, command)))
				})
				compared++
			}
		}
	}
	assert.GreaterOrEqual(t, compared, 3)
}

// TestCommandsInSentencesRun runs those of documents and of --help.
func TestCommandsInSentencesRun(t *testing.T) {
	commands := map[string]bool{}
	for _, name := range append(documents(t), "../README.md", "../SECURITY.md") {
		for _, match := range regexp.MustCompile("`(gonetstat -[^`]*)`").FindAllStringSubmatch(text(t, "docs/"+name), -1) {
			commands[match[1]] = true
		}
	}
	for _, match := range regexp.MustCompile(`(?m)^  (gonetstat -.*?)  `).FindAllStringSubmatch(output(t, program(t), "--help"), -1) {
		commands[match[1]] = true
	}
	require.Greater(t, len(commands), 10)
	for command := range commands {
		t.Run(command, func(t *testing.T) { assert.NotEmpty(t, onStage(t, command)) })
	}
}

// TestPictureShowsWhatIsPrinted compares the picture in README.md with what the
// command in it prints.
func TestPictureShowsWhatIsPrinted(t *testing.T) {
	assert.Contains(t, text(t, "README.md"), "](docs/table.svg)")
	var picture struct {
		Title string `xml:"title"`
		Words []struct {
			Y    int    `xml:"y,attr"`
			Text string `xml:",chardata"`
		} `xml:"g>text"`
	}
	require.NoError(t, xml.Unmarshal([]byte(text(t, "docs/table.svg")), &picture))
	shown := map[int]string{}
	for _, word := range picture.Words {
		shown[word.Y] += word.Text + " "
	}
	var lines strings.Builder
	for _, line := range shown {
		lines.WriteString(line + "\n")
	}
	assert.Equal(t, likeness("$ "+picture.Title+"\n"+onStage(t, picture.Title)), likeness(lines.String()))
}
