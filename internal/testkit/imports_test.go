package testkit

import (
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestOnlyTestsImportThisPackage(t *testing.T) {
	const module = "github.com/gonetstat/gonetstat/"
	list, err := exec.Command("go", "list", "-f", "{{.ImportPath}}: {{join .Imports \" \"}}", module+"...").Output()
	require.NoError(t, err)
	require.Contains(t, string(list), module+"internal/modes: ")
	for line := range strings.Lines(string(list)) {
		importer, imports, _ := strings.Cut(line, ": ")
		assert.NotContains(t, strings.Fields(imports), module+"internal/testkit", importer)
	}
}
