package packages

import (
	"debug/buildinfo"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gonetstat/gonetstat/internal/testkit"
)

// linked gives the modules in a program besides its own.
func linked(t *testing.T, program string) []*debug.Module {
	t.Helper()
	info, err := buildinfo.ReadFile(program)
	require.NoError(t, err)
	require.Equal(t, runtime.Version(), info.GoVersion)
	require.NotEmpty(t, info.Deps)
	return info.Deps
}

// words gives a text without the marks of a Debian copyright file, which
// indents a license and puts a dot in empty lines.
func words(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if line == " ." {
			lines[i] = ""
		}
	}
	return strings.Join(strings.Fields(strings.Join(lines, "\n")), " ")
}

// checkLicenses finds the license of all that is linked into a program behind
// the heading that names it.
func checkLicenses(t *testing.T, program string, files ...string) {
	t.Helper()
	var shipped string
	for _, file := range files {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		shipped += words(string(text)) + " "
	}
	check := func(name, version, dir string) {
		files, err := filepath.Glob(filepath.Join(dir, "LICENSE*")) // LICENSE.md too
		require.NoError(t, err)
		require.Len(t, files, 1, name)
		license, err := os.ReadFile(files[0])
		require.NoError(t, err)
		_, rest, found := strings.Cut(shipped, name+" "+version+" ")
		if !found {
			_, rest, found = strings.Cut(shipped, "Files: "+name+"@"+version+"/* ")
		}
		require.True(t, found, "%s %s is not named", name, version)
		start := strings.Index(rest, words(string(license)))
		require.GreaterOrEqual(t, start, 0, "no license of %s", name)
		assert.Less(t, start, 300, "it is that of another module than %s", name)
	}
	check("std", runtime.Version(), strings.TrimSpace(output(t, "go", "env", "GOROOT")))
	for _, module := range linked(t, program) {
		check(module.Path, module.Version, strings.TrimSpace(output(t, "go", "list", "-m", "-f", "{{.Dir}}", module.Path)))
	}
	own, err := os.ReadFile(in("LICENSE"))
	require.NoError(t, err)
	assert.Contains(t, shipped, words(string(own)))
}

func TestTarballHasTheLicensesOfWhatIsLinked(t *testing.T) {
	dir := t.TempDir()
	output(t, "tar", "-xzf", one(t, ".tar.gz"), "-C", dir, "--strip-components=1")
	checkLicenses(t, filepath.Join(dir, "bin/gonetstat"), filepath.Join(dir, "LICENSE"), filepath.Join(dir, "LICENSES-THIRD-PARTY"))
}

func TestDebianPackageHasTheLicensesOfWhatIsLinked(t *testing.T) {
	testkit.Need(t, "dpkg-deb")
	dir := t.TempDir()
	output(t, "dpkg-deb", "--extract", one(t, ".deb"), dir)
	checkLicenses(t, filepath.Join(dir, "usr/bin/gonetstat"), filepath.Join(dir, "usr/share/doc/gonetstat/copyright"))
}

func TestRPMHasTheLicensesOfWhatIsLinked(t *testing.T) {
	dir := installRPM(t)
	licenses := filepath.Join(dir, "usr/share/licenses/gonetstat")
	checkLicenses(t, filepath.Join(dir, "usr/bin/gonetstat"), filepath.Join(licenses, "LICENSE"), filepath.Join(licenses, "LICENSES-THIRD-PARTY"))
}

// Each paragraph of a copyright file has three fields, by which a machine reads
// it; a line that is no field is indented.
func TestDebianCopyrightIsMachineReadable(t *testing.T) {
	testkit.Need(t, "dpkg-deb")
	dir := t.TempDir()
	output(t, "dpkg-deb", "--extract", one(t, ".deb"), dir)
	text, err := os.ReadFile(filepath.Join(dir, "usr/share/doc/gonetstat/copyright"))
	require.NoError(t, err)
	paragraphs := strings.Split(strings.TrimSpace(string(text)), "\n\n")
	require.Greater(t, len(paragraphs), 2)
	for i, paragraph := range paragraphs {
		fields := map[string]string{}
		for line := range strings.SplitSeq(paragraph, "\n") {
			if strings.HasPrefix(line, " ") {
				require.NotEmpty(t, strings.TrimSpace(line))
				continue
			}
			name, value, found := strings.Cut(line, ": ")
			require.True(t, found, line)
			fields[name] = value
		}
		if i == 0 {
			assert.Equal(t, "https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/", fields["Format"])
			continue
		}
		assert.NotEmpty(t, fields["Files"])
		assert.NotEmpty(t, fields["Copyright"])
		assert.Contains(t, []string{"Expat", "BSD-3-Clause"}, fields["License"])
	}
}
