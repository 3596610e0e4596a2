package differential

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// everyModule is a host on which every kind of name is asked for elsewhere.
func everyModule() nameHost {
	return nameHost{
		files: map[string]string{
			"etc/nsswitch.conf": "passwd: files systemd sss nosuch\nhosts: files resolve mdns sss myhostname\nnetworks: sss\nservices: files sss\nprotocols: files sss\n",
			"etc/passwd":        "root:x:0:0::/:\n", "etc/services": "", "etc/protocols": "",
		},
		peers: []string{"userdb", "userdb-nss", "resolve", "sss", "avahi"},
		after: "ls " + peersDirectory + " | grep asked || :",
	}
}

// TestNothingIsAskedForNumbers lists with numbers what nobody has a name for,
// where every kind of name is asked for elsewhere, and looks who was asked.
func TestNothingIsAskedForNumbers(t *testing.T) {
	tr := peersTree([]string{"10.0.0.250", "2001:db8::250"})
	tr["net/udp"] = usersTree(0, 71234)["net/tcp"]
	tr["net/route"] = "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\neth0\t0000010A\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0\n"
	for _, test := range []struct {
		args, nscd, asked string
	}{
		{"-tuane", "nscd", ""},
		{"-rn", "nscd", ""},
		{"-r", "nscd", "sss"},
		{"-tuae --numeric", "nscd", ""},
		{"-tuan --json", "nscd", ""},
		{"-tuan --output=csv", "nscd", ""},
		{"-tua --json", "nscd", "nscd"},
		{"-tua --json", "", "sss userdb userdb-nss"},
		{"-tua --numeric-users --json", "nscd", ""},
		{"-tuae --numeric-hosts", "", "sss userdb userdb-nss"},
		{"-tuae --numeric-hosts", "nscd", "nscd sss"}, // services, which nscd is not asked for
		{"-tuae --numeric-users", "", "avahi resolve sss"},
		{"-tuae --numeric-users", "nscd", "nscd sss"},
		{"-tuae --numeric-hosts --numeric-ports", "", "sss userdb userdb-nss"},
		{"-tuae --numeric-hosts --numeric-ports --numeric-users", "nscd", ""},
		{"-tua --numeric-hosts --numeric-ports", "nscd", ""},
		{"-tuae --numeric-hosts --numeric-users", "nscd", "sss"},
	} {
		t.Run(test.args+" "+test.nscd, func(t *testing.T) {
			t.Parallel()
			host := everyModule()
			host.onlyOurs = true
			if test.nscd != "" {
				host.peers = append(host.peers, test.nscd)
			}
			_, ours, after := lookOnHost(t, host, tr, strings.Fields(test.args)...)
			require.Equal(t, "0\n", ours.status, ours.String())
			assert.ElementsMatch(t, strings.Fields(test.asked), strings.Fields(strings.ReplaceAll(after, ".asked", "")))
		})
	}
	t.Run("compared", func(t *testing.T) {
		compareOnHost(t, nameHost{files: everyModule().files, peers: everyModule().peers}, tr, "-tuane")
	})
}

// TestModulesThatCannotBeAskedAreTold says once with -v which these are.
func TestModulesThatCannotBeAskedAreTold(t *testing.T) {
	files := map[string]string{
		"etc/nsswitch.conf": "passwd: files ldap systemd winbind\nhosts: files wins\nnetworks: files nis\nservices: files hesiod\nprotocols: db files\n",
		"etc/hosts":         "10.0.0.1 one\n", "etc/passwd": "root:x:0:0::/:\n", "etc/networks": "", "var/lib/misc/protocols.db": "garbage",
	}
	notice := func(database, module string) string {
		return fmt.Sprintf("gonetstat: nsswitch.conf: %s: the module %s cannot be asked; what only it knows has no name\n", database, module)
	}
	users := usersTree(0, 70000, 70001, 70002)
	hosts := peersTree([]string{"10.0.0.1", "10.0.0.2", "10.0.0.3"})
	raw := tree{"net/raw": usersTree(0)["net/tcp"]}
	for _, test := range []struct {
		args string
		tr   tree
		said []string
	}{
		{"-ltave --numeric-hosts --numeric-ports", users, []string{notice("passwd", "ldap"), notice("passwd", "winbind")}},
		{"-ltae --numeric-hosts --numeric-ports", users, nil},
		{"-ltanve", users, nil},
		{"-tav --numeric-ports", hosts, []string{notice("hosts", "wins")}},
		{"-tav --numeric-hosts", hosts, []string{notice("services", "hesiod")}},
		{"-wav --numeric-hosts", raw, []string{notice("protocols", "db")}},
		{"-tav --numeric-ports", peersTree([]string{"10.0.0.1"}), nil},
		{"-rv", tree{"net/route": "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\neth0\t0000010A\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0\n"},
			[]string{notice("networks", "nis")}},
	} {
		t.Run(test.args, func(t *testing.T) {
			t.Parallel()
			host := nameHost{files: files}
			reference, ours := runOnHost(t, host, test.tr, strings.Fields(test.args)...)
			reference.stderr = withoutBDB(reference.stderr)
			for _, said := range test.said {
				assert.Equal(t, 1, strings.Count(ours.stderr, said), "%s in\n%s", said, ours.stderr)
				ours.stderr = strings.Replace(ours.stderr, said, "", 1)
			}
			assert.Equal(t, reference.String(), ours.String())
		})
	}
}

// listAgain lists real sockets twenty times with both programs, $1 being
// gonetstat, and counts where the reference agrees with itself before and after.
const listAgain = `
program=$1 agreed=0
shift
cd /run
for round in {1..20}; do
	netstat "$@" >ref
	(exec -a netstat "$program" "$@") >our
	netstat "$@" >again
	cmp -s ref again || continue
	agreed=$((agreed + 1))
	cmp -s ref our || { echo "round $round:"; diff ref our; exit 97; }
done
echo "agreed $agreed"
cat our
`

// TestQuestionsAreNotListed lists Unix sockets and the sockets of users whose
// names are asked for on Unix sockets. These do not show up.
func TestQuestionsAreNotListed(t *testing.T) {
	for _, args := range []string{"-ae --numeric-hosts", "-aexp", "-aW", "-aeW"} {
		t.Run(args, func(t *testing.T) {
			t.Parallel()
			host := nameHost{
				files: map[string]string{"etc/nsswitch.conf": "passwd: files systemd\nhosts: files resolve\nnetworks: files\n", "etc/hosts": ""},
				setup: "ip address add 10.0.0.16/28 dev lo; for i in {17..23}; do ip address add 10.0.0.$i/32 dev lo; done",
				peers: []string{"userdb", "resolve", "sockets"},
			}
			output := runInHost(t, host, append([]string{"bash", "-c", listAgain, "bash", program}, strings.Fields(args)...))
			require.Contains(t, output, "agreed ")
			require.NotContains(t, output, "agreed 0\n")
			if strings.Contains(args, "-ae") && !strings.Contains(args, "x") {
				require.Contains(t, output, " plain ")
			}
			live.Add(1)
		})
	}
}
