package hostile

import (
	"fmt"
	"net"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// inContainer runs gonetstat in namespaces of its own, with the host's procfs
// mounted at the directory $H.
const inContainer = `H=$(mktemp -d) && mount --bind /proc "$H" && ` +
	`unshare --net --pid --fork --mount-proc "$P" --proc "$H" "$@"; status=$?; umount "$H"; rmdir "$H"; exit $status`

// TestAHostIsListedFromAContainer compares with what is listed on the host: the
// tests' own namespaces.
func TestAHostIsListedFromAContainer(t *testing.T) {
	listener, err := net.Listen("tcp4", "127.0.0.1:7360")
	require.NoError(t, err)
	defer listener.Close()
	ns := namespace(t, "beside")
	helper := startHelper(t, ns, "listen", "7361")
	for _, words := range []string{
		"-tlnp", "-tanpe", "-xanp", "-un", "-rn", "-6rn", "-s", "-g", "-tln --json", "-rn --json",
		"--all-netns -tlnp", "--all-netns -tln --json", "--all-netns -rn", "--netns=" + ns + " -tulpn",
		fmt.Sprintf("--netns=%d -tulpn", helper.PID), "--netns=- -tlnp", fmt.Sprintf("-tn --pid=%d", helper.PID),
	} {
		args := strings.Fields(words)
		want := shell(t, `exec "$P" "$@"`, args...)
		got := shell(t, inContainer, args...)
		// What no table tells is asked of sock_diag, which is not for a host.
		want.stdout = regexp.MustCompile(`"(mark|backlog_limit)":\d+`).ReplaceAllString(want.stdout, `"$1":null`)
		if words == "--all-netns -rn" {
			// The container's own is one more there.
			assert.True(t, strings.HasPrefix(got.stdout, want.stdout), got.stdout)
			continue
		}
		assert.Equal(t, want, got, words)
		if strings.Contains(words, "-tlnp") || strings.Contains(words, "-tln --json") {
			assert.Contains(t, got.stdout, "7360")
		}
		if strings.HasPrefix(words, "--all-netns -tl") {
			assert.Contains(t, got.stdout, ns)
		}
	}
}

func TestAPlaceWithoutAHostIsRefused(t *testing.T) {
	for _, c := range []struct {
		args, want string
		status     int
	}{
		{"--proc=/run -tn", `gonetstat: --proc="/run": no procfs that shows process 1 and its network`, 1},
		{"--proc=/etc/passwd -tn --json", `gonetstat: --proc="/etc/passwd": stat /etc/passwd/1/net/dev: not a directory`, 1},
		{"--proc=proc -tn", `proc": want an absolute path`, 3},
		{"--proc=/proc -i", `gonetstat: --proc does not go with -i`, 3},
	} {
		got := shell(t, `exec "$P" "$@"`, strings.Fields(c.args)...)
		assert.Contains(t, got.stderr, c.want, c.args)
		assert.Equal(t, c.status, got.status, c.args)
		assert.Empty(t, got.stdout)
	}
}
