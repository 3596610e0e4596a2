package differential

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gonetstat/gonetstat/internal/testkit"
)

// germanLocale makes the German locale and gives the directory that LOCPATH is
// to name. What net-tools says in it stands in a catalogue of its package.
func germanLocale(t *testing.T) string {
	t.Helper()
	testkit.Need(t, "localedef")
	for file, of := range map[string]string{"/usr/share/i18n/locales/de_DE": "locales", "/usr/share/locale/de/LC_MESSAGES/net-tools.mo": "net-tools"} {
		if _, err := os.Stat(file); err != nil {
			testkit.Lacking(t, "needs "+file+" of the package "+of)
		}
	}
	dir := t.TempDir()
	output, err := exec.Command("localedef", "-i", "de_DE", "-f", "UTF-8", filepath.Join(dir, "de_DE.UTF-8")).CombinedOutput()
	require.NoError(t, err, "%s", output)
	return dir
}

// TestWordsAreThoseOfTheCLocale holds gonetstat to its deviation: whatever the
// locale, it prints what it prints in the C locale.
func TestWordsAreThoseOfTheCLocale(t *testing.T) {
	directory := germanLocale(t)
	tr := namedTables()
	delete(tr, "net/ip_masquerade")
	for args, german := range map[string]string{
		"-ta": "Aktive Internetverbindungen (Server und stehende Verbindungen)\n", "-tn": "VERBUNDEN", "-x": "Aktive Sockets in der UNIX-Dom",
		"-ua": "VERBUNDEN", "-rn": "Kernel-IP-Routentabelle", "-i": "", "-s": "", "-gn": "", "-M": "", "-A bogus": "",
		"--ax25": "Aktive AX.25 Sockets", "-tnap": "",
	} {
		reference, ours := runFabricated(t, tr, strings.Fields(args)...)
		require.Equal(t, reference.withoutOwnText(), ours.withoutOwnText(), args)
		for _, variable := range []string{"LANG", "LC_ALL", "LC_MESSAGES"} {
			translated, same := runLocalized(t, tr, []string{"LOCPATH=" + directory, variable + "=de_DE.UTF-8"}, strings.Fields(args)...)
			assert.Contains(t, translated.stdout+translated.stderr, german, "the reference with %s", variable)
			assert.Equal(t, ours, same, "%s with %s", args, variable)
			fabricated.Add(1)
		}
	}
}

// TestNumbersHaveADecimalPoint holds gonetstat to its deviation: whatever the
// locale, fractions are written as in the C locale.
func TestNumbersHaveADecimalPoint(t *testing.T) {
	directory := germanLocale(t)
	for _, args := range []string{"-tano", "-uano", "-wano"} {
		reference, ours := runFabricated(t, namedTables(), args)
		require.Equal(t, reference, ours)
		require.Contains(t, ours.stdout, " (0.03/")
		for _, variable := range []string{"LC_NUMERIC", "LC_ALL"} {
			localized, same := runLocalized(t, namedTables(), []string{"LOCPATH=" + directory, variable + "=de_DE.UTF-8"}, args)
			assert.Contains(t, localized.stdout, " (0,03/", "the reference with %s", variable)
			assert.Equal(t, ours, same, "%s with %s", args, variable)
			fabricated.Add(1)
		}
	}
}

// runLocalized runs both programs on a tree with an environment that has none of
// the locale's variables but those given.
func runLocalized(t *testing.T, tr tree, locale []string, args ...string) (reference, ours result) {
	t.Helper()
	var environment []string
	for _, variable := range os.Environ() {
		if !strings.HasPrefix(variable, "LC_") && !strings.HasPrefix(variable, "LANG") && !strings.HasPrefix(variable, "LOCPATH=") {
			environment = append(environment, variable)
		}
	}
	dir := t.TempDir()
	tr.write(t, dir)
	results, err := onStage(stageCase{dir, []string{netstat, program}, args, append(environment, locale...)})
	require.NoError(t, err)
	return results[0], results[1]
}
