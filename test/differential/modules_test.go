package differential

import (
	"context"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/gonetstat/gonetstat/internal/testkit"
)

// modulesVariable names the directory into which `make modules` has unpacked
// NSS modules, if it is another than usual.
const modulesVariable = "GONETSTAT_MODULES"

// needModules gives that directory, or ends the test.
func needModules(t *testing.T) string {
	t.Helper()
	dir := os.Getenv(modulesVariable)
	if dir == "" {
		dir = "../../dist/modules"
	}
	dir, err := filepath.Abs(dir)
	require.NoError(t, err)
	if found, _ := filepath.Glob(dir + "/usr/lib/*/libnss_systemd.so.2"); len(found) == 0 {
		testkit.Lacking(t, "needs the NSS modules that `make modules` unpacks")
	}
	return dir
}

// hostnameVariable makes the test binary set the host's name, to its argument.
const hostnameVariable = "GONETSTAT_TEST_HOSTNAME"

// A nameHost is a host with names from NSS modules: a mount and a network
// namespace of its own with Debian's modules, files in /etc and /var/lib, and
// programs that the modules ask.
type nameHost struct {
	files    map[string]string // below /, to be put into /etc, /var/lib, /var/cache or /usr/lib
	peers    []string          // fakes of programs, by their names in peers
	setup    string            // commands that prepare the host
	hostname *string           // what it is called, if not as this host
	daemons  string            // commands that start programs, in the background
	ready    string            // a command that succeeds once they answer
	preload  string            // a shared object for the reference
	onlyOurs bool              // the reference does not list
	after    string            // commands that look at the host when both have listed, and whose output is told
}

// enterHost makes a host of the modules $1, the files $2 and the commands $3 to
// $6, and runs another command there. Programs that it starts end with it, as a
// namespace of processes does.
const enterHost = `
set -eu
modules=$1 files=$2 setup=$3 daemons=$4 ready=$5 after=$6
shift 6
mount --make-rprivate /
mount -t proc none /proc
lower=$files/usr:
[ -e "$files/usr" ] || lower=
mount -t overlay -o lowerdir=$lower$modules/usr:/usr none /usr
mount -t tmpfs none /run
mkdir -p /run/up /run/work /run/nscd /run/systemd
mount -t overlay -o lowerdir=$modules/etc:/etc,upperdir=/run/up,workdir=/run/work none /etc
mount -t tmpfs none /var/lib
mount -t tmpfs none /var/cache
mkdir -p /var/lib/sss /var/cache/nscd
for d in db pipes/private mc pubconf gpo_cache secrets; do mkdir -p /var/lib/sss/$d; done
cp -r --remove-destination "$files/." /run/files
rm -rf /run/files/usr
cp -r --remove-destination /run/files/. /
ip link set lo up
eval "$setup"
start() { "$@" </dev/null >>/run/log 2>&1 & }
eval "$daemons"
if [ -n "$ready" ]; then
	for i in {1..200}; do eval "$ready" >/dev/null 2>&1 && break; sleep 0.05; done
	eval "$ready" >/dev/null 2>&1 || { echo "the programs never answered:"; cat /run/log; exit 98; }
fi
"$@"
eval "$after"
`

// compareOnHost compares how both programs list a tree on a host, and gives the
// list.
func compareOnHost(t *testing.T, host nameHost, tr tree, args ...string) string {
	t.Helper()
	reference, ours := runOnHost(t, host, tr, args...)
	if reference != ours {
		failed.Add(1)
	}
	require.Equal(t, reference.String(), ours.String(), "netstat %q", args)
	fabricated.Add(1)
	return reference.stdout
}

// runOnHost gives what both programs make of a tree on a host.
func runOnHost(t *testing.T, host nameHost, tr tree, args ...string) (reference, ours result) {
	t.Helper()
	reference, ours, _ = lookOnHost(t, host, tr, args...)
	return reference, ours
}

// lookOnHost gives that, and what the host's commands afterwards say.
func lookOnHost(t *testing.T, host nameHost, tr tree, args ...string) (reference, ours result, after string) {
	t.Helper()
	dir := t.TempDir()
	require.NoError(t, os.Chmod(dir, 0o755))
	whole := maps.Clone(tr)
	for _, path := range []string{"net/if_inet6", "sys/kernel/random/boot_id", "sys/net/ipv6/conf/all/disable_ipv6"} {
		if _, ok := whole[path]; !ok {
			text, err := os.ReadFile("/proc/" + path)
			require.NoError(t, err)
			whole[path] = string(text)
		}
	}
	whole.write(t, dir)
	after = runInHost(t, host, append([]string{"env", "REFERENCE_PRELOAD=" + host.preload, fmt.Sprint("ONLY_OURS=", host.onlyOurs),
		"unshare", "-m", "bash", "-c", runOnTree, "bash", dir, program}, args...))
	return readResult(t, dir, "ref"), readResult(t, dir, "our"), after
}

// runInHost runs a command on a host, and gives what that and the host's
// commands afterwards print.
func runInHost(t *testing.T, host nameHost, command []string) string {
	t.Helper()
	modules, dir := needModules(t), t.TempDir()
	require.NoError(t, os.Chmod(dir, 0o755))
	testkit.WriteTree(t, dir, map[string]string{"etc/machine-id": thisMachine + "\n"})
	testkit.WriteTree(t, dir, host.files)
	setup, daemons, ready := host.setup, host.daemons, host.ready
	if host.hostname != nil {
		// hostname(1) refuses to set some names.
		setup += "\nenv " + hostnameVariable + "=1 " + os.Args[0] + " '" + *host.hostname + "'"
	}
	for _, name := range host.peers {
		require.Contains(t, peers, name)
		daemons += fmt.Sprintf("\nstart env %s=%s %s", peerVariable, name, os.Args[0])
		ready += " && [ -e " + peersDirectory + "/" + name + ".ready ]"
	}
	ctx, cancel := context.WithTimeout(context.Background(), 120*time.Second)
	defer cancel()
	enter := []string{"-mnpuf", "--kill-child", "bash", "-c", enterHost, "bash", modules, dir, setup, daemons, strings.TrimPrefix(ready, " && "), host.after}
	cmd := exec.CommandContext(ctx, "unshare", slices.Concat(enter, command)...)
	// Without them bash itself asks for the name of its user.
	cmd.Env = append(os.Environ(), "HOME=/root", "SHELL=/bin/bash")
	output, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s", output)
	return string(output)
}
