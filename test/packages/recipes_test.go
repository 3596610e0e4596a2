package packages

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gonetstat/gonetstat/internal/testkit"
)

// What the recipes for Arch and Alpine build and install from a source archive.
func TestRecipesInstallAll(t *testing.T) {
	testkit.Need(t, "bash", "make")
	source := archive(t)
	// Both tools unpack the archive to this directory; only abuild enters it.
	for recipe, enter := range map[string]string{"PKGBUILD": "$srcdir", "APKBUILD": "$srcdir/$pkgname-$pkgver"} {
		t.Run(recipe, func(t *testing.T) {
			d := &destination{dir: t.TempDir()}
			script := `set -e; . "$1"; ln -s "$2" "$srcdir/$pkgname-$pkgver"; cd "` + enter + `"; build; cd "` + enter + `"; package`
			cmd := exec.Command("bash", "-c", script, "bash", in("packaging/recipes/"+recipe), source)
			cmd.Dir = source
			cmd.Env = append(os.Environ(), "MAKEFLAGS=", "srcdir="+t.TempDir(), "pkgdir="+d.dir)
			for _, variable := range []string{"GOCACHE", "GOMODCACHE"} {
				cmd.Env = append(cmd.Env, variable+"="+output(t, "sh", "-c", "printf %s \"$(go env "+variable+")\""))
			}
			out, err := cmd.CombinedOutput()
			require.NoError(t, err, string(out))
			assert.Equal(t, []string{
				"usr/bin/gonetstat",
				"usr/share/bash-completion/completions/gonetstat",
				"usr/share/fish/vendor_completions.d/gonetstat.fish",
				"usr/share/licenses/gonetstat/LICENSE",
				"usr/share/licenses/gonetstat/LICENSES-THIRD-PARTY",
				"usr/share/man/man8/gonetstat.8",
				"usr/share/zsh/site-functions/_gonetstat",
			}, d.files(t))
			assert.Equal(t, "gonetstat 0.1.0\n", output(t, filepath.Join(d.dir, "usr/bin/gonetstat"), "--version"))
		})
	}
}

func TestRecipesAreRead(t *testing.T) {
	t.Run("PKGBUILD", func(t *testing.T) {
		testkit.NeedRoot(t)
		testkit.Need(t, "makepkg", "setpriv")
		dir, err := os.MkdirTemp(scratch, "recipe-")
		require.NoError(t, err)
		require.NoError(t, os.Chmod(dir, 0o777))
		recipe, err := os.ReadFile(in("packaging/recipes/PKGBUILD"))
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(filepath.Join(dir, "PKGBUILD"), recipe, 0o644))
		cmd := exec.Command("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "makepkg", "--printsrcinfo") // not as root
		cmd.Dir, cmd.Env = dir, append(os.Environ(), "HOME="+dir)
		out, err := cmd.CombinedOutput()
		require.NoError(t, err, string(out))
		assert.Contains(t, string(out), "\npkgname = gonetstat\n")
	})
	t.Run("Nix", func(t *testing.T) {
		testkit.Need(t, "nix-instantiate")
		cmd := exec.Command("nix-instantiate", "--parse", in("packaging/recipes/default.nix"))
		cmd.Env = append(os.Environ(), "NIX_REMOTE=dummy://", "HOME="+t.TempDir())
		out, err := cmd.CombinedOutput()
		assert.NoError(t, err, string(out))
	})
	t.Run("Homebrew", func(t *testing.T) {
		testkit.Need(t, "ruby")
		assert.Equal(t, "Syntax OK\n", output(t, "ruby", "-c", in("packaging/recipes/gonetstat.rb")))
	})
}
