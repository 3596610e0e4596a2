package differential

import (
	"fmt"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// usersTree has sockets of some users.
func usersTree(uids ...int) tree {
	var rows strings.Builder
	rows.WriteString(socketHeading)
	for i, uid := range uids {
		fmt.Fprintf(&rows, "%4d: 0100007F:%04X 00000000:0000 0A 00000000:00000000 00:00000000 00000000 %5d        0 %d 1\n", i, i+1, uid, i)
	}
	return tree{"net/tcp": rows.String()}
}

// peerUsers are the users that peers know something about, and some more.
func peerUsers() []int {
	uids := []int{0, 1, 499, 65534, 65535, 4294967295}
	for i := range 200 {
		uids = append(uids, firstPeerUser+i)
	}
	return uids
}

func usersOnHost(t *testing.T, host nameHost, uids []int) string {
	t.Helper()
	return compareOnHost(t, host, usersTree(uids...), "-ltae", "--numeric-hosts", "--numeric-ports")
}

// extraUsers is a file of libnss-extrausers that has a name for each of them.
func extraUsers() string {
	var text strings.Builder
	for _, uid := range peerUsers() {
		fmt.Fprintf(&text, "behind:x:%d:1000::/:/bin/sh\n", uid)
	}
	return text.String()
}

func TestUsersOfSystemd(t *testing.T) {
	for name, test := range map[string]struct {
		peers   []string
		sources string
	}{
		"present":            {[]string{"userdb"}, "systemd"},
		"behind files":       {[]string{"userdb"}, "files systemd"},
		"absent":             {nil, "files systemd"},
		"dead":               {[]string{"userdb-dead"}, "systemd extrausers"},
		"endless":            {[]string{"userdb-endless"}, "systemd extrausers"},
		"several":            {[]string{"userdb", "userdb-dead"}, "systemd"},
		"not found":          {[]string{"userdb"}, "systemd [NOTFOUND=return] extrausers"},
		"continued":          {[]string{"userdb"}, "systemd extrausers"},
		"not asked first":    {[]string{"userdb"}, "extrausers systemd"},
		"not in nsswitch":    {[]string{"userdb"}, "files"},
		"NameServiceSwitch":  {[]string{"userdb-nss"}, "systemd"},
		"everyone but files": {[]string{"userdb", "userdb-nss"}, "systemd"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			uids := peerUsers()
			if strings.Contains(name, "endless") {
				uids = uids[:8] // the reference reads megabytes for each
			}
			list := usersOnHost(t, nameHost{
				files: map[string]string{"etc/nsswitch.conf": "passwd: " + test.sources + "\n", "var/lib/extrausers/passwd": extraUsers()},
				peers: test.peers,
			}, uids)
			if name == "present" {
				require.Contains(t, list, " plain ")
				require.Contains(t, list, " late ")
			}
		})
	}
}

// TestUsersWithAFileOfSystemd compares what is made of files such as
// /etc/userdb/70000.user.
func TestUsersWithAFileOfSystemd(t *testing.T) {
	machine := `"` + thisMachine + `"`
	files := map[string]string{}
	for i, text := range []string{
		`{"userName":"ok","uid":70000,"gid":5}`, `{"userName":"mismatch","uid":5}`, `{"userName":"nouid"}`, `garbage`, `{"userName":"secret","uid":70004,"secret":{}}`,
		`{"userName":"service","uid":70005,"service":"x"}`, `{"userName":"privileged","uid":70006,"privileged":{}}`, `{"userName":"status","uid":70007,"status":{}}`,
		`{"userName":"binding","uid":70008,"binding":{` + machine + `:{"uid":70008}}}`, `{"userName":"bound","binding":{` + machine + `:{"uid":70009}}}`,
		`{"userName":"float","uid":70010.0}`, `{"userName":"text","uid":"70011"}`, `{"userName":"twice","uid":5,"uid":70012}`, `{"userName":"twice","uid":70013,"uid":5}`,
		`{"userName":"bad/","uid":70014}`, `{"userName":"signed","uid":70015,"signature":[]}`, `[]`, ``, `{"userName":"more","uid":70018} x`, "  {\"userName\":\"blank\",\"uid\":70019}\n ",
		`/* c */ {"userName":"comment","uid":70020}`, `{"userName":"neg","uid":-1}`, `-> /nowhere`, `-> 70000.user`, `{"userName":"esc\u001b","uid":70024}`, `{}`,
	} {
		files[fmt.Sprintf("etc/userdb/%d.user", firstPeerUser+i)] = text
	}
	files["run/userdb/70000.user"] = `{"userName":"second","uid":70000}`
	files["run/userdb/70003.user"] = `{"userName":"behind-garbage","uid":70003}`
	files["run/userdb/70022.user"] = `{"userName":"behind-nothing","uid":70022}`
	files["run/userdb/70030.user"] = `{"userName":"run","uid":70030}`
	files["run/host/userdb/70031.user"] = `{"userName":"run-host","uid":70031}`
	files["usr/lib/userdb/70032.user"] = `{"userName":"usr-lib","uid":70032}`
	files["etc/userdb/70033.user/"] = ""
	files["run/userdb/70033.user"] = `{"userName":"behind-directory","uid":70033}`
	files["etc/userdb/65535.user"] = `{"userName":"none","uid":65535}`
	files["var/lib/extrausers/passwd"] = extraUsers()
	for name, sources := range map[string]string{"alone": "systemd", "unavailable": "systemd [UNAVAIL=return] extrausers", "continued": "systemd extrausers"} {
		for _, peers := range [][]string{nil, {"userdb"}, {"userdb-dead"}} {
			t.Run(fmt.Sprint(name, peers), func(t *testing.T) {
				t.Parallel()
				with := map[string]string{"etc/nsswitch.conf": "passwd: " + sources + "\n"}
				for path, text := range files {
					with[path] = text
				}
				usersOnHost(t, nameHost{files: with, peers: peers}, peerUsers())
			})
		}
	}
}

// A host of a container often has no id, or one that is not set yet.
func TestUsersOfAHostWithoutAnID(t *testing.T) {
	for _, id := range []string{"", "uninitialized\n", "00000000000000000000000000000000\n", "short\n", strings.ToUpper(thisMachine)} {
		t.Run(id, func(t *testing.T) {
			t.Parallel()
			files := map[string]string{"etc/machine-id": id, "etc/nsswitch.conf": "passwd: systemd\n"}
			for i, more := range []string{
				"", `,"binding":{}`, `,"binding":null`, `,"status":{}`, `,"status":{"` + thisMachine + `":{"service":"x"}}`, `,"binding":{"":{"uid":70006}}`,
				`,"perMachine":[]`, `,"perMachine":[{}]`, `,"perMachine":[{"matchMachineId":"` + thisMachine + `"}]`, `,"perMachine":[{"matchHostname":"x"}]`,
				`,"perMachine":[{"matchMachineId":5}]`, `,"perMachine":[{"matchMachineId":null}]`, `,"binding":{"` + thisMachine + `":{"uid":70012}}`,
			} {
				files[fmt.Sprintf("etc/userdb/%d.user", firstPeerUser+i)] = fmt.Sprintf(`{"userName":"u%d","uid":%d%s}`, i, firstPeerUser+i, more)
			}
			usersOnHost(t, nameHost{files: files}, peerUsers())
			usersOnHost(t, nameHost{files: files, peers: []string{"userdb"}}, peerUsers())
		})
	}
}

func TestNobodyOfSystemd(t *testing.T) {
	for _, nobody := range []string{"", "etc/systemd/dont-synthesize-nobody"} {
		t.Run(nobody, func(t *testing.T) {
			files := map[string]string{"etc/nsswitch.conf": "passwd: systemd\n"}
			if nobody != "" {
				files[nobody] = ""
			}
			usersOnHost(t, nameHost{files: files}, peerUsers()[:6])
		})
	}
}

// TestUsersOfExtraUsers compares files that are garbled in all ways. The last
// line has its end: without, the reference asks for ever more memory.
func TestUsersOfExtraUsers(t *testing.T) {
	needModules(t)
	for seed := range int64(40) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			r := rand.New(rand.NewSource(seed))
			var text strings.Builder
			for i := range r.Intn(30) {
				id := func(n int) string {
					return pick(r, fmt.Sprint(n), fmt.Sprint(n), fmt.Sprint(n), fmt.Sprint(n), oddNumber(r, n))
				}
				line := fmt.Sprintf("%s:x:%s:%s:%s", pick(r, fmt.Sprint("u", i), fmt.Sprint("u", i), "", "a b", "é", "+", "-x"), id(500+r.Intn(40)-2), id(500+r.Intn(20)-2),
					pick(r, "g:/:/bin/sh", "::", "g:/:", "g:/", "", "g:/:/bin/sh:", "g:/:/bin/sh x\t"))
				switch r.Intn(12) {
				case 0:
					line = pick(r, " ", "\t", "#", " #", "\r", "\v") + line
				case 1:
					line = pick(r, "", "#", " ", "\t", "garbage", "+", "a:b", strings.Repeat("x", 3000)+":x:501:501:::")
				case 2:
					line = line[:r.Intn(len(line)+1)]
				}
				text.WriteString(line + "\n")
			}
			uids := []int{0, 1, 499, 4294967295, 2147483648}
			for i := range 40 {
				uids = append(uids, 500+i)
			}
			sources := pick(r, "extrausers", "extrausers files", "extrausers [UNAVAIL=return] files", "files extrausers", "extrausers [NOTFOUND=return] files")
			usersOnHost(t, nameHost{files: map[string]string{
				"etc/nsswitch.conf": "passwd: " + sources + "\n", "var/lib/extrausers/passwd": text.String(), "etc/passwd": "root:x:0:0::/:\nbehind:x:501:501::/:\n",
			}}, uids)
		})
	}
	t.Run("absent", func(t *testing.T) {
		usersOnHost(t, nameHost{files: map[string]string{"etc/nsswitch.conf": "passwd: extrausers [UNAVAIL=return] files\n"}}, []int{0, 600})
	})
}

// TestUsersOfCompat compares lines that stand for the users of others.
func TestUsersOfCompat(t *testing.T) {
	needModules(t)
	for seed := range int64(30) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			r := rand.New(rand.NewSource(seed))
			var text strings.Builder
			for i := range r.Intn(12) {
				text.WriteString(pick(r, fmt.Sprintf("f%d:x:%d:1::/:/s\n", i, 600+r.Intn(12)), fmt.Sprintf("+e%d\n", r.Intn(12)), fmt.Sprintf("+e%d::::::\n", r.Intn(12)),
					fmt.Sprintf("-e%d\n", r.Intn(12)), "+\n", "+::::::\n", "+f1\n", "-\n", "+nosuch:::\n", "#+\n"))
			}
			var extra strings.Builder
			var uids []int
			for i := range 12 {
				uids = append(uids, 600+i)
				if r.Intn(3) > 0 {
					fmt.Fprintf(&extra, "e%d:x:%d:600::/:/s\n", i, 600+i)
				}
			}
			sources := pick(r, "compat", "compat", "compat [NOTFOUND=return] extrausers", "compat extrausers")
			usersOnHost(t, nameHost{files: map[string]string{
				"etc/nsswitch.conf": "passwd: " + sources + "\n" + pick(r, "passwd_compat: extrausers\n", "passwd_compat: extrausers\n", "passwd_compat: nosuch\n", ""),
				"etc/passwd":        text.String(), "var/lib/extrausers/passwd": extra.String(),
			}}, uids)
		})
	}
}

// TestUsersOfAModuleThatOnlyGlibcCanLoad has systemd-userdbd ask the module.
// libnss-unknown knows every user, even 65535 and -1, which systemd takes for
// none.
func TestUsersOfAModuleThatOnlyGlibcCanLoad(t *testing.T) {
	for _, sources := range []string{"files unknown", "unknown", "files unknown systemd", "unknown [SUCCESS=return] files"} {
		t.Run(sources, func(t *testing.T) {
			t.Parallel()
			list := usersOnHost(t, nameHost{files: map[string]string{"etc/nsswitch.conf": "passwd: " + sources + "\n"}, daemons: userdbd, ready: userdbdReady}, slices.Concat(peerUsers()[:4], peerUsers()[6:12]))
			require.Contains(t, list, " uid-70000 ")
		})
	}
}

// userdbd starts systemd-userdbd as systemd does.
const (
	userdbd = `
mkdir -p /run/systemd/userdb
start systemd-socket-activate -l /run/systemd/userdb/io.systemd.Multiplexer /usr/lib/systemd/systemd-userdbd
ln -s io.systemd.Multiplexer /run/systemd/userdb/io.systemd.NameServiceSwitch
ln -s io.systemd.Multiplexer /run/systemd/userdb/io.systemd.DropIn
`
	userdbdReady = "userdbctl user root --output=classic"
)

// TestUsersOfUserdbd compares with systemd-userdbd itself.
func TestUsersOfUserdbd(t *testing.T) {
	usersOnHost(t, nameHost{
		files: map[string]string{
			"etc/nsswitch.conf":      "passwd: files systemd\n",
			"etc/userdb/70000.user":  `{"userName":"drop-in","uid":70000}`,
			"run/userdb/70001.user":  `{"userName":"mismatch","uid":5}`,
			"etc/userdb/70002.user":  `{"userName":"bad name/","uid":70002}`,
			"etc/userdb/drop.user":   `{"userName":"drop-in","uid":70000}`,
			"usr/lib/userdb/x.group": "",
		},
		daemons: userdbd, ready: userdbdReady,
	}, peerUsers()[:12])
}
