package packages

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/gonetstat/gonetstat/internal/testkit"
)

// spell gives a version as a format of packages spells it.
func spell(t *testing.T, format, version string) string {
	t.Helper()
	return strings.TrimSpace(output(t, in("packaging/spelling"), format, version))
}

func TestVersionsAsApkSpellsThem(t *testing.T) {
	for version, want := range map[string]string{
		"0.1.0":                                "0.1.0",
		"0.1.0~dev":                            "0.1.0_pre",
		"0.1.0~git20260102230405.0123456789ab": "0.1.0_pre20260102230405",
		"0.1.0~rc1":                            "0.1.0_rc1",
		"0.2.0~beta.2.1":                       "0.2.0_beta2",
		"0.2.0~nonsense":                       "0.2.0_pre",
		"0.1.0~rc1+git20260102230405.0123456789ab+dirty": "0.1.0_rc1_git20260102230405",
		"0.1.0+git20260102230405.0123456789ab":           "0.1.0_git20260102230405",
		"0.1.0+dirty":                                    "0.1.0",
	} {
		got := spell(t, "apk", version)
		assert.Equal(t, want, got, version)
		// See https://wiki.alpinelinux.org/wiki/APKBUILD_Reference#pkgver.
		assert.Regexp(t, `^\d+(\.\d+)*(_(alpha|beta|pre|rc|git)\d*)*$`, got)
	}
}

func TestVersionsGrowForPacman(t *testing.T) {
	testkit.Need(t, "vercmp")
	versions := history(t)
	for i := 1; i < len(versions); i++ {
		before, after := spell(t, "archlinux", versions[i-1]), spell(t, "archlinux", versions[i])
		assert.Equal(t, "-1\n", output(t, "vercmp", before, after), "%s < %s", before, after)
		assert.NotRegexp(t, `[-:/~+\s]`, after)
	}
}

func TestPackagesOfAlpineAndArchHoldProgramManualAndCompletions(t *testing.T) {
	want := []string{
		"usr/bin/gonetstat",
		"usr/share/bash-completion/completions/gonetstat",
		"usr/share/doc/gonetstat/CHANGELOG.md", "usr/share/doc/gonetstat/README.md", "usr/share/doc/gonetstat/SECURITY.md",
		"usr/share/doc/gonetstat/docs/compare.md", "usr/share/doc/gonetstat/docs/differences.md", "usr/share/doc/gonetstat/docs/json.md",
		"usr/share/doc/gonetstat/docs/schema.json", "usr/share/doc/gonetstat/docs/table.svg",
		"usr/share/fish/vendor_completions.d/gonetstat.fish",
		"usr/share/licenses/gonetstat/LICENSE", "usr/share/licenses/gonetstat/LICENSES-THIRD-PARTY",
		"usr/share/man/man8/gonetstat.8.gz",
		"usr/share/zsh/site-functions/_gonetstat",
	}
	for suffix, version := range map[string]string{
		".apk":         "0.2.0_rc1_git20231114221320-r1",
		".pkg.tar.zst": "0.2.0rc1.git20231114221320.0123456789ab.dirty-1",
	} {
		testkit.Need(t, "tar", "zstd")
		var files []string
		for name := range strings.FieldsSeq(output(t, "tar", "--warning=no-unknown-keyword", "-taf", one(t, suffix))) {
			if !strings.HasPrefix(name, ".") && !strings.HasSuffix(name, "/") {
				files = append(files, name)
			}
		}
		assert.ElementsMatch(t, want, files, suffix)
		about := output(t, "tar", "--warning=no-unknown-keyword", "-xaOf", one(t, suffix), ".PKGINFO")
		assert.Contains(t, about, "\npkgver = "+version+"\n")
		assert.Contains(t, about, "\npkgdesc = netstat that sees every network namespace\n")
		assert.Contains(t, about, "\nlicense = MIT AND BSD-3-Clause\n")
	}
}
