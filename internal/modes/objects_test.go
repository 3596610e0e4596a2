package modes

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"github.com/gonetstat/gonetstat/internal/options"
	"github.com/gonetstat/gonetstat/internal/testkit"
)

// TestObjectsComplainAsNetToolsDoes runs the command lines recorded from
// net-tools with objects for output, on tables that are whole, garbled or
// missing: the output is valid, and the rest is as recorded.
func TestObjectsComplainAsNetToolsDoes(t *testing.T) {
	compared := 0
	for _, pattern := range []string{"routes*", "statistics*", "groups*"} {
		dirs, err := filepath.Glob(filepath.Join(testdata, pattern))
		require.NoError(t, err)
		for _, dir := range dirs {
			for command, recorded := range readGolden(t, filepath.Join(dir, "golden")) {
				args := strings.Fields(command)[1:]
				output, rest := splitSession(runGolden(dir, append(slices.Clone(args), "--json")))
				if strings.Contains(rest, "Unknown address family") {
					assert.Empty(t, output, command)
					continue
				}
				compared++
				text, want := splitSession(recorded)
				// Of what is said on standard output, nothing that says more than
				// standard error does is lost.
				for _, sentence := range []string{"netstat: No statistics support", "\nX.25 not configured", "IPX routing not in file"} {
					if _, said, ok := strings.Cut("\n"+text, sentence); ok {
						want = strings.Replace(want, "--- exit", strings.TrimPrefix(sentence, "\n")+said+"--- exit", 1)
					}
				}
				assert.Equal(t, want, rest, "%s: %s", dir, command)
				array := decode(t, output)
				lines, rest := splitSession(runGolden(dir, append(args, "--output=ndjson")))
				assert.Equal(t, want, rest, "%s: %s", dir, command)
				assert.Equal(t, array, decodeLines(t, lines), "%s: %s", dir, command)
			}
		}
	}
	assert.Greater(t, compared, 60)
}

func splitSession(session string) (stdout, rest string) {
	at := strings.LastIndex(session, "--- stderr\n")
	return session[:at], session[at:]
}

func decodeLines(t *testing.T, text string) []map[string]any {
	t.Helper()
	return decode(t, asArray(text))
}

func TestObjectsAreAnEmptyArrayWithoutTables(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.Mkdir(filepath.Join(dir, "proc"), 0o755))
	for command, want := range map[string]string{
		"-r":    "/proc/net/route: No such file or directory\n--- exit 1\n",
		"-r -6": "/proc/net/ipv6_route: No such file or directory\n--- exit 1\n",
		"-s":    "cannot open /proc/net/snmp: No such file or directory\n--- exit 0\n",
		"-s -6": "cannot open /proc/net/snmp6: No such file or directory\n--- exit 0\n",
		"-g":    "netstat: no support for `AF INET (igmp)' on this system.\n--- exit 1\n",
		"-g -6": "--- exit 0\n",
	} {
		assert.Equal(t, "[]\n--- stderr\n"+want, runGolden(dir, append(strings.Fields(command), "--json")), command)
		assert.Equal(t, "--- stderr\n"+want, runGolden(dir, append(strings.Fields(command), "--output=ndjson")), command)
	}
}

func TestObjectsIgnoreDisplayOptions(t *testing.T) {
	dir := filepath.Join(testdata, "objects")
	for _, mode := range []string{"-r", "-r46", "-s", "-g", "-gt"} {
		assert.Equal(t, runGolden(dir, []string{mode, "--json"}), runGolden(dir, []string{mode, "-neeeopNWF", "--json"}), mode)
	}
}

func TestObjectsOfAFamilyHaveTheSameKeys(t *testing.T) {
	dir := filepath.Join(testdata, "objects")
	for _, args := range [][]string{{"-r"}, {"-r6"}, {"-s"}, {"-g"}} {
		output, _ := splitSession(runGolden(dir, append(args, "--json")))
		var first []string
		for _, object := range decode(t, output) {
			var keys []string
			for key := range object {
				assert.Regexp(t, "^[a-z0-9_]+$", key)
				keys = append(keys, key)
			}
			slices.Sort(keys)
			if first == nil {
				first = keys
			}
			assert.Equal(t, first, keys, args)
		}
		assert.NotNil(t, first, args)
	}
}

func TestObjectsOfSeveralNamespacesAreOneArray(t *testing.T) {
	r, spaces, stdout, stderr := severalSpaces(t, accepted(t, "-g", "--json"),
		map[string]string{"igmp": "", "igmp6": someGroups}, map[string]string{"igmp": otherGroups})
	require.Zero(t, listIn(r, spaces))
	assert.Equal(t, "[\n"+`{"netns":"a","netns_workload":null,"family":"inet6","iface":"lo","refcount":1,"group":"ff02::1"},
{"netns":"b","netns_workload":null,"family":"inet","iface":"eth0","refcount":2,"group":"255.255.255.255"}`+"\n]\n", stdout.String())
	assert.Empty(t, stderr.String())
}

func TestObjectsAreValidForJq(t *testing.T) {
	testkit.Need(t, "jq")
	dir := filepath.Join(testdata, "objects")
	for _, args := range [][]string{{"-r"}, {"-r", "-4", "-6"}, {"-i", "-a"}, {"-s"}, {"-s", "-6"}, {"-g"}, {"-g", "-t"}} {
		for _, output := range []string{"--json", "--output=ndjson"} {
			stdout, _ := splitSession(runGolden(dir, append(args, output)))
			cmd := exec.Command("jq", "-e", "-s", "flatten | all(.netns)")
			cmd.Stdin = strings.NewReader(stdout)
			text, err := cmd.CombinedOutput()
			assert.NoError(t, err, "%s: %s", args, text)
		}
	}
}

// TestInterfaceObjectsAreThoseOfTheKernel lists the interfaces of a namespace
// of its own, one of which has a name made to break what is printed.
func TestInterfaceObjectsAreThoseOfTheKernel(t *testing.T) {
	testkit.NeedNamespaces(t)
	const evil = "e\xff\"\\\x1b[31m"
	var session, everything string
	var noNamespace error
	done := make(chan struct{})
	go func() { // the thread, and the namespace with it, ends with the goroutine
		defer close(done)
		runtime.LockOSThread()
		if noNamespace = unix.Unshare(unix.CLONE_NEWNET); noNamespace != nil {
			return
		}
		for _, command := range [][]string{
			{"ip", "link", "set", "lo", "up"},
			{"ip", "link", "add", evil, "type", "bridge"},
			{"ip", "link", "set", evil, "address", "02:00:00:00:00:01", "mtu", "1400"},
			{"ip", "address", "add", "10.1.0.1/24", "dev", "lo"},
			{"ip", "address", "add", "10.2.0.1/24", "label", "lo:1", "dev", "lo"},
		} {
			if text, err := exec.Command(command[0], command[1:]...).CombinedOutput(); !assert.NoError(t, err, "%s", text) {
				return
			}
		}
		where := Place{Proc: "/proc/thread-self", Etc: "/etc"}
		list := func(args ...string) string {
			var stdout, stderr strings.Builder
			request, _ := options.Parse("netstat", args, &stdout, &stderr)
			assert.Zero(t, Run(where, request, &stdout, &stderr))
			assert.Empty(t, stderr.String())
			return stdout.String()
		}
		session, everything = list("-i", "--json"), list("-ia", "--output=ndjson")
	}()
	<-done
	require.NoError(t, noNamespace)
	up := decode(t, session)
	require.Len(t, up, 2)
	assert.Equal(t, "lo", up[0]["iface"])
	assert.Equal(t, json.Number("1"), up[0]["index"])
	assert.Equal(t, []any{"UP", "LOOPBACK", "RUNNING"}, up[0]["flags"])
	assert.Equal(t, json.Number("0"), up[0]["rx_bytes"])
	address := func(addr, length string) map[string]any {
		return map[string]any{"address": addr, "prefix_length": json.Number(length), "broadcast": nil, "peer": nil}
	}
	assert.Equal(t, []any{address("127.0.0.1", "8"), address("10.1.0.1", "24")}, up[0]["inet"])
	assert.Equal(t, []any{map[string]any{"address": "::1", "prefix_length": json.Number("128"), "scope": "host"}}, up[0]["inet6"])
	assert.Equal(t, "lo:1", up[1]["iface"])
	assert.Equal(t, []any{address("10.2.0.1", "24")}, up[1]["inet"])
	assert.Nil(t, up[1]["rx_bytes"])

	assert.NotContains(t, everything, "\x1b")
	var bridge map[string]any
	for _, object := range decodeLines(t, everything) {
		if object["hardware"] == "ether" && object["address"] == "02:00:00:00:00:01" {
			bridge = object
		}
	}
	require.NotNil(t, bridge, everything)
	assert.Equal(t, strings.ToValidUTF8(evil, "\ufffd"), bridge["iface"])
	assert.Equal(t, json.Number("1400"), bridge["mtu"])
	assert.Equal(t, false, bridge["up"])
}
