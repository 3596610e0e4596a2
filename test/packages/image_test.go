package packages

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gonetstat/gonetstat/internal/testkit"
)

// unpackTar gives the regular files of a tar archive.
func unpackTar(t *testing.T, archive io.Reader) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	for entries := tar.NewReader(archive); ; {
		entry, err := entries.Next()
		if err == io.EOF {
			return files
		}
		require.NoError(t, err)
		assert.Equal(t, int64(1700000000), entry.ModTime.Unix(), entry.Name)
		assert.Zero(t, entry.Uid+entry.Gid, entry.Name)
		if entry.Typeflag == tar.TypeReg {
			files[entry.Name], err = io.ReadAll(entries)
			require.NoError(t, err)
		}
	}
}

// A descriptor says where a part of an image is; see
// https://github.com/opencontainers/image-spec/blob/main/descriptor.md.
type descriptor struct {
	MediaType, Digest string
	Size              int
}

// An image is what is in the archive of one.
type image map[string][]byte

func readImage(t *testing.T) image {
	t.Helper()
	file, err := os.Open(one(t, ".oci.tar"))
	require.NoError(t, err)
	defer file.Close()
	return unpackTar(t, file)
}

// blob gives a part of the image, which must be as it is described.
func (i image) blob(t *testing.T, d descriptor) []byte {
	t.Helper()
	content, found := i["blobs/"+strings.Replace(d.Digest, ":", "/", 1)]
	require.True(t, found, d.Digest)
	assert.Len(t, content, d.Size)
	sum := sha256.Sum256(content)
	assert.Equal(t, d.Digest, "sha256:"+hex.EncodeToString(sum[:]))
	return content
}

// root writes the files of the image to a directory, where they are the root of
// a machine.
func (i image) root(t *testing.T) string {
	t.Helper()
	var index struct{ Manifests []descriptor }
	require.NoError(t, json.Unmarshal(i["index.json"], &index))
	require.Len(t, index.Manifests, 1)
	var manifest struct {
		Config descriptor
		Layers []descriptor
	}
	require.NoError(t, json.Unmarshal(i.blob(t, index.Manifests[0]), &manifest))
	require.Len(t, manifest.Layers, 1)
	var config struct {
		RootFS struct {
			DiffIDs []string `json:"diff_ids"`
		}
	}
	require.NoError(t, json.Unmarshal(i.blob(t, manifest.Config), &config))

	packed, err := gzip.NewReader(bytes.NewReader(i.blob(t, manifest.Layers[0])))
	require.NoError(t, err)
	layer, err := io.ReadAll(packed)
	require.NoError(t, err)
	sum := sha256.Sum256(layer)
	assert.Equal(t, []string{"sha256:" + hex.EncodeToString(sum[:])}, config.RootFS.DiffIDs)

	dir := t.TempDir()
	for name, content := range unpackTar(t, bytes.NewReader(layer)) {
		path := filepath.Join(dir, name)
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, content, 0o755))
	}
	return dir
}

func TestImageHoldsTheProgramAndItsLicenses(t *testing.T) {
	root := readImage(t).root(t)
	var files []string
	require.NoError(t, filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			files = append(files, strings.TrimPrefix(path, root))
		}
		return err
	}))
	assert.Equal(t, []string{
		"/usr/bin/gonetstat", "/usr/share/licenses/gonetstat/LICENSE", "/usr/share/licenses/gonetstat/LICENSES-THIRD-PARTY",
	}, files)
	licenses := filepath.Join(root, "usr/share/licenses/gonetstat")
	checkLicenses(t, filepath.Join(root, "usr/bin/gonetstat"), filepath.Join(licenses, "LICENSE"), filepath.Join(licenses, "LICENSES-THIRD-PARTY"))
}

// What an engine does with --pid=host --net=host, without the engine.
func TestImageListsTheHost(t *testing.T) {
	testkit.NeedUnshare(t, "--mount")
	listen(t)
	root := readImage(t).root(t)
	require.NoError(t, os.Mkdir(filepath.Join(root, "proc"), 0o755))
	const contained = `mount --rbind /proc "$0/proc" && exec chroot "$0" /usr/bin/gonetstat -tlnp`
	out, err := exec.Command("unshare", "--mount", "sh", "-c", contained, root).CombinedOutput()
	require.NoError(t, err, string(out))
	assert.Contains(t, string(out), "LISTEN")
	assert.Equal(t, output(t, filepath.Join(root, "usr/bin/gonetstat"), "-tlnp"), string(out))
}

// The archive is one of OCI's and one of docker's.
func TestImageIsReadByEveryTool(t *testing.T) {
	testkit.Need(t, "skopeo")
	for _, form := range []string{"oci-archive:", "docker-archive:"} {
		var told struct {
			Architecture, Os string
			Labels           map[string]string
		}
		require.NoError(t, json.Unmarshal([]byte(output(t, "skopeo", "inspect", form+one(t, ".oci.tar"))), &told))
		assert.Equal(t, packageVersion, told.Labels["org.opencontainers.image.version"], form)
		assert.Equal(t, "linux", told.Os)
		dir := t.TempDir()
		output(t, "skopeo", "--insecure-policy", "copy", form+one(t, ".oci.tar"), "dir:"+dir)
		assert.FileExists(t, filepath.Join(dir, "manifest.json"))
	}
}
