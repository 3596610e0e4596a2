package modes

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gonetstat/gonetstat/internal/testkit"
)

func TestServicesStandForTheirPorts(t *testing.T) {
	dir := t.TempDir()
	row := func(port string) string {
		return "   0: 0100007F:" + port + " 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4242 1 0 100 0 0 10 0\n"
	}
	testkit.WriteTree(t, dir, map[string]string{
		"proc/net/tcp": "  sl  local_address rem_address   st\n" + row("0050") + row("0016") + row("1F90"),
		"etc/services": "ssh 22/tcp\nhttp 80/tcp www\nhttp 8080/udp\n",
	})
	at := Place{Proc: filepath.Join(dir, "proc"), Etc: filepath.Join(dir, "etc")}
	ports := func(filter string) (ports []string) {
		var out, errs bytes.Buffer
		assert.Zero(t, Run(at, accepted(t, "-tn4", "--output=csv", filter), &out, &errs), errs.String())
		assert.Empty(t, errs.String())
		for _, line := range bytes.Split(out.Bytes(), []byte("\n"))[1:] {
			if fields := bytes.Split(line, []byte(",")); len(fields) > 6 {
				ports = append(ports, string(fields[6]))
			}
		}
		return ports
	}
	assert.Equal(t, []string{"22"}, ports("--port=ssh"))
	assert.Equal(t, []string{"80", "8080"}, ports("--port=http"))
	assert.Equal(t, []string{"80", "22"}, ports("--port=www,ssh"))
	assert.Equal(t, []string{"80", "8080"}, ports("--port=www,8000-9000"))

	var out, errs bytes.Buffer
	assert.Equal(t, 3, Run(at, accepted(t, "--port=ssh,gopher"), &out, &errs))
	assert.Equal(t, "gonetstat: --port=\"gopher\": no service has this name in services(5)\nTry 'gonetstat --help'.\n", errs.String())
	assert.Empty(t, out.String())
	require.NoError(t, os.Remove(filepath.Join(dir, "etc/services")))
	assert.Equal(t, 3, Run(at, accepted(t, "--port=ssh"), &out, &errs))
}
