package hostile

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

const (
	socketHeading  = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n"
	establishedRow = "   0: 0100007F:0035 0100007F:0036 01 00000000:00000000 00:00000000 00000000     0        0 116 2 0 0\n"
)

func repeat(row string, times int) string { return strings.Repeat(row, times) }

// onTree compares gonetstat with the reference on a fabricated /proc.
func onTree(t *testing.T, tree string, options ...string) {
	t.Helper()
	const script = `exec unshare -m bash -c 'mount --bind "$1" /proc && program=$2 && shift 2 && exec -a netstat "$program" "$@"' bash "$@"`
	ours := shell(t, script, append([]string{tree, program}, options...)...)
	reference := shell(t, strings.Replace(script, "$2", "$N", 1), append([]string{tree, ""}, options...)...)
	assert.Equal(t, reference, ours, "%q", options)
}

func TestIPv6OffIsNoFault(t *testing.T) {
	tree := writeTree(t, map[string]string{
		"net/tcp":     socketHeading + establishedRow,
		"net/udp":     socketHeading,
		"net/raw":     socketHeading,
		"net/unix":    "Num       RefCount Protocol Flags    Type St Inode Path\n",
		"net/route":   "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n",
		"net/snmp":    "Ip: Forwarding\nIp: 1\n",
		"net/netstat": "TcpExt: SyncookiesSent\nTcpExt: 1\n",
	})
	for _, options := range []string{"", "-an", "-tanp", "-tuwlnp", "-6an", "-4an", "-t6n", "-rn", "-rn6", "-s", "-s6", "-g"} {
		onTree(t, tree, strings.Fields(options)...)
	}
}

// Without /proc the reference says which table is missing, if any was asked
// for by name.
func TestUnmountedProc(t *testing.T) {
	tree := writeTree(t, nil)
	for _, options := range []string{"", "-an", "-anp", "-tanp", "-x", "-rn", "-rn6", "-s", "-s6", "-v", "-M", "-g"} {
		onTree(t, tree, strings.Fields(options)...)
	}
	const without = `exec unshare -m bash -c 'mount -t tmpfs none /proc && exec "$P" "$@"' bash "$@"`
	for _, options := range []string{"--all-netns", "--all-netns -tanp", "--all-netns -i", "--netns=1"} {
		r := shell(t, without, strings.Fields(options)...)
		assert.Equal(t, 1, r.status, options)
		assert.Regexp(t, `^gonetstat: [^\n]*\n$`, r.stderr, options)
	}
}

// With hidepid=2 a user's own processes are found, and other users' sockets are
// listed without an owner. That other namespaces may be hidden too is said.
func TestHiddenProcesses(t *testing.T) {
	netns := namespace(t, "hidepid")
	const script = `
	exec ip netns exec "$1" unshare -m -p --fork bash -c '
		mount -t proc -o hidepid=2 proc /proc || exit 99
		nobody() { setpriv --reuid=65534 --regid=65534 --clear-groups --inh-caps=-all --bounding-set=-all "$@"; }
		export GONETSTAT_HOSTILE_HELPER=listen
		sleep 60 | "$HELPER" 7001 >/tmp/hst-$$-root &
		sleep 60 | nobody "$HELPER" 7002 >/tmp/hst-$$-nobody &
		until grep -q ready /tmp/hst-$$-root && grep -q ready /tmp/hst-$$-nobody; do sleep 0.01; done
		rm -f /tmp/hst-$$-root /tmp/hst-$$-nobody
		cp "$P" /dev/shm/hst-$$ && chmod 755 /dev/shm/hst-$$
		nobody "$N" -anp 2>&1
		echo "status $?"
		nobody /dev/shm/hst-$$ -anp 2>&1
		echo "status $?"
		nobody /dev/shm/hst-$$ --all-netns -tn 2>&1 >/dev/null
		echo "as root:"
		/dev/shm/hst-$$ --all-netns -tn 2>&1 >/dev/null
		rm -f /dev/shm/hst-$$
	' bash`
	r := shell(t, script, netns)
	reference, ours, _ := strings.Cut(r.stdout, "status 0\n")
	ours, all, _ := strings.Cut(ours, "status 0\n")
	const outside = "processes outside this PID namespace are not seen"
	assert.Equal(t, "(Not all network namespaces may be shown: /proc is mounted with hidepid and does not show all processes; "+outside+".)\n"+
		"as root:\n(Not all network namespaces may be shown: "+outside+".)\n", all)
	assert.Equal(t, reference, ours)
	assert.Regexp(t, `127\.0\.0\.1:7002 +0\.0\.0\.0:\* +LISTEN +\d+/\S+`, ours)
	assert.Regexp(t, `127\.0\.0\.1:7001 +0\.0\.0\.0:\* +LISTEN +- `, ours)
}
