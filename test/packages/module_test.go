package packages

import (
	"archive/zip"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// publish makes a directory that the go command takes for a proxy, with the
// source as a version of the module. See https://go.dev/ref/mod#goproxy-protocol.
func publish(t *testing.T, version string) string {
	t.Helper()
	source, proxy := archive(t), t.TempDir()
	const module = "github.com/gonetstat/gonetstat"
	dir := filepath.Join(proxy, module, "@v")
	require.NoError(t, os.MkdirAll(dir, 0o755))
	mod, err := os.ReadFile(filepath.Join(source, "go.mod"))
	require.NoError(t, err)
	for name, content := range map[string]string{
		"list": version + "\n", version + ".mod": string(mod), version + ".info": `{"Version":"` + version + `"}`,
	} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(content), 0o644))
	}

	file, err := os.Create(filepath.Join(dir, version+".zip"))
	require.NoError(t, err)
	defer file.Close()
	packed := zip.NewWriter(file)
	require.NoError(t, filepath.WalkDir(source, func(path string, entry fs.DirEntry, err error) error {
		name, _ := filepath.Rel(source, path)
		if _, isNone := os.Stat(filepath.Join(path, "go.mod")); isNone == nil && entry.IsDir() && path != source {
			return filepath.SkipDir // a module of its own is no part of this one
		}
		if err != nil || !entry.Type().IsRegular() || strings.HasPrefix(name, "testdata/") {
			return err
		}
		content, err := os.ReadFile(path)
		require.NoError(t, err)
		entryFile, err := packed.Create(module + "@" + version + "/" + name)
		require.NoError(t, err)
		_, err = entryFile.Write(content)
		return err
	}))
	require.NoError(t, packed.Close())
	return proxy
}

func TestProgramThatGoInstallsHasTheModulesVersion(t *testing.T) {
	bin := t.TempDir()
	cache := strings.TrimSpace(output(t, "go", "env", "GOMODCACHE")) + "/cache/download"
	cmd := exec.Command("go", "install", "github.com/gonetstat/gonetstat/cmd/gonetstat@v1.2.3-rc1")
	cmd.Dir = t.TempDir()
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOBIN="+bin, "GOFLAGS=-modcacherw", "GOWORK=off", "GOSUMDB=off",
		"GOMODCACHE="+t.TempDir(), "GOPROXY=file://"+publish(t, "v1.2.3-rc1")+",file://"+cache)
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, string(out))
	assert.Equal(t, "gonetstat 1.2.3-rc1\n", output(t, filepath.Join(bin, "gonetstat"), "--version"))
}
