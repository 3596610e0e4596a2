package names

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestPortsOfAService(t *testing.T) {
	etc := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(etc, "services"), []byte(`
http	80/tcp	www web	# the web, not tcpmux
http	8080/tcp
tcpmux	1/tcp
other	80/tcp	# wins for the name of the port
syslog	514/udp
shell	514/tcp	cmd syslog-conn
zero	0/tcp
garbled	x/tcp	www
`), 0o644))
	c := New(etc)
	for name, want := range map[string][]uint16{
		"http": {80, 8080}, "www": {80}, "other": {80}, "tcpmux": {1}, "syslog": {514}, "cmd": {514},
		"zero": nil, "the": nil, "no": nil, "": nil,
	} {
		assert.ElementsMatch(t, want, c.Ports(name), name)
	}
	assert.Empty(t, New("/nonexistent").Ports("http"))
}
