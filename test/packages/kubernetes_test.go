package packages

import (
	"encoding/json"
	"errors"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestFilesForKubernetesAreYAML(t *testing.T) {
	for _, name := range []string{"daemonset.yaml", "vector.yaml"} {
		content := text(t, "packaging/kubernetes/"+name)
		assert.YAMLEq(t, content, content, name)
		assert.NotContains(t, content, "\t", name)
	}
}

// listing gives what the program lists, also where it may not see everything.
func listing(t *testing.T, args ...string) string {
	t.Helper()
	out, err := exec.Command(program(t), args...).Output()
	if _, ended := errors.AsType[*exec.ExitError](err); !ended {
		require.NoError(t, err)
	}
	return string(out)
}

// Vector takes each line for an event.
func TestTheCollectorsCommandPrintsAnObjectALine(t *testing.T) {
	list := regexp.MustCompile(`(?m)^    command: \[gonetstat, (.*)\]$`).FindStringSubmatch(text(t, "packaging/kubernetes/vector.yaml"))
	require.NotNil(t, list)
	port := listen(t)
	found := false
	for line := range strings.Lines(listing(t, strings.Split(list[1], ", ")...)) {
		var event map[string]any
		require.NoError(t, json.Unmarshal([]byte(line), &event), line)
		number, err := json.Marshal(event["local_port"])
		require.NoError(t, err)
		found = found || string(number) == port
	}
	assert.True(t, found, "port %s is not listed", port)
}

// The image's program is called by its name, and with options that it has.
func TestCommandsOfTheRecipeForKubectlRun(t *testing.T) {
	commands := regexp.MustCompile(`(?m) -- gonetstat (.*)$`).FindAllStringSubmatch(text(t, "packaging/kubernetes/README.md"), -1)
	require.Len(t, commands, 3)
	for _, command := range commands {
		assert.Contains(t, listing(t, strings.Fields(command[1])...), "Active Internet connections", command[1])
	}
	for _, name := range []string{"daemonset.yaml", "vector.yaml", "Dockerfile"} {
		assert.FileExists(t, filepath.Join(root, "packaging/kubernetes", name))
		assert.Contains(t, text(t, "packaging/kubernetes/README.md"), "`"+name+"`")
	}
}
