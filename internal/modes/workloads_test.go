package modes

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gonetstat/gonetstat/internal/testkit"
)

const (
	webID  = "3f1e2d4c5b6a79880716253443526170f0e1d2c3b4a5968778695a4b3c2d1e0f"
	podUID = "2f5a7c1e-6407-48e3-9ab6-78188d75e609"
	unixes = "Num RefCount Protocol Flags Type St Inode Path\n"
)

// machine is a host with a container of Docker's, one in a pod, a service, a
// user's own container and a process of which nothing is known. The first two
// and the service share the socket 17; each has one of its own.
func machine(t *testing.T) Place {
	t.Helper()
	root := t.TempDir()
	files := map[string]string{
		"proc/net/unix": unixes + strings.Join([]string{
			"0: 00000002 00000000 00010000 0001 01 17 /shared\n", "0: 00000002 00000000 00010000 0001 01 18 /web\n",
			"0: 00000002 00000000 00010000 0001 01 19 /pod\n", "0: 00000002 00000000 00010000 0001 01 20 /service\n",
			"0: 00000002 00000000 00010000 0001 01 21 /user\n", "0: 00000002 00000000 00010000 0001 01 22 /unknown\n",
			"0: 00000002 00000000 00010000 0001 01 23 /nobody\n", "0: 00000002 00000000 00010000 0001 01 0 /none\n",
		}, ""),
		"var/lib/docker/containers/" + webID + "/config.v2.json":        `{"ID":"` + webID + `","Name":"/web","Config":{"Labels":{}}}`,
		"var/log/pods/shop_front-7d4_" + podUID + "/":                   "",
		"var/log/containers/front-7d4_shop_nginx-" + otherID() + ".log": "",
	}
	for pid, its := range map[string]struct{ cgroup, inode string }{
		"10": {"/system.slice/docker-" + webID + ".scope", "18"},
		"20": {"/kubepods/besteffort/pod" + podUID + "/" + otherID(), "19"},
		"30": {"/system.slice/sshd.service", "20"},
		"40": {"/user.slice/user-1000.slice/user@1000.service/lxc.payload.web", "21"},
		"50": {"", "22"},
	} {
		files["proc/"+pid+"/cmdline"] = "p" + pid + "\x00"
		files["proc/"+pid+"/comm"] = "c" + pid + "\n"
		files["proc/"+pid+"/fd/3"] = "-> socket:[" + its.inode + "]"
		if its.cgroup != "" {
			files["proc/"+pid+"/cgroup"] = "0::" + its.cgroup + "\n"
		}
	}
	for _, pid := range []string{"10", "20", "30"} {
		files["proc/"+pid+"/fd/7"] = "-> socket:[17]"
	}
	testkit.WriteTree(t, root, files)
	return Place{Proc: root + "/proc", Etc: root + "/etc", Root: root}
}

func otherID() string { return strings.Repeat("ab", 32) }

// runAt runs a command line, and gives what it says.
func runAt(t *testing.T, at Place, args ...string) (stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	require.Zero(t, Run(at, accepted(t, args...), &out, &errs), errs.String())
	return out.String(), errs.String()
}

func TestWorkloadFiltersChooseSockets(t *testing.T) {
	at := machine(t)
	for args, want := range map[string]string{
		"--container=web":                        "/shared /web /user",
		"--container=" + webID:                   "/shared /web",
		"--container=" + webID[:12]:              "/shared /web",
		"--container=nginx,web":                  "/shared /web /pod /user",
		"--container=nginx --container web":      "/shared /web /pod /user",
		"--pod=front-7d4":                        "/shared /pod",
		"--pod=shop/front-7d4":                   "/shared /pod",
		"--pod=" + podUID:                        "/shared /pod",
		"--pod=shop/front-7d4 --container=nginx": "/shared /pod",
		"--unit=sshd":                            "/shared /service",
		"--unit=sshd.service,user@1000":          "/shared /service /user",
		"--unit=sshd --pid=30":                   "/shared /service",
		"--unit=sshd --state=listening":          "/shared /service",
	} {
		for _, form := range []string{"net-tools", "table", "json", "ndjson", "csv"} {
			out, errs := runAt(t, at, append(strings.Fields(args), "-x", "--output="+form)...)
			assert.Empty(t, errs, args)
			for _, path := range strings.Fields("/shared /web /pod /service /user /unknown /nobody /none") {
				assert.Equal(t, strings.Contains(want+" ", path+" "), strings.Contains(out, path), "%s %s %s", args, form, path)
			}
		}
	}
}

func TestAnEmptyListOfAWorkloadSaysWhy(t *testing.T) {
	at := machine(t)
	for args, want := range map[string]string{
		"--container=db":                `gonetstat: --container="db": no process is in a container of this name`,
		"--container=db\x1b[m,x":        `gonetstat: --container="db\x1b[m","x": no process is in a container of this name`,
		"--pod=other/front-7d4":         `gonetstat: --pod="other/front-7d4": no process is in a pod of this name`,
		"--unit=ssh":                    `gonetstat: --unit="ssh": no process is in a unit of this name`,
		"--unit=sshd --container=db":    `gonetstat: --container="db": no process is in a container of this name`,
		"--unit=sshd --container=web":   `gonetstat: no process fits all filters`,
		"--unit=sshd --pid=10":          `gonetstat: no process fits all filters`,
		"--unit=sshd --pid=11":          `gonetstat: --pid=11: no such process`,
		"--container=web --state=close": "",
	} {
		out, errs := runAt(t, at, append(strings.Split(args, " "), "-x", "--json")...)
		assert.Equal(t, "[]\n", out, args)
		assert.Equal(t, want, strings.TrimSuffix(errs, "\n"), args)
	}
}

func TestWorkloadIsAColumn(t *testing.T) {
	at := machine(t)
	out, _ := runAt(t, at, "-xa", "--workload")
	assert.Equal(t, "Active UNIX domain sockets (servers and established)\n"+
		"Proto RefCnt Flags       Type       State         I-Node   Workload             Path\n", strings.Join(strings.SplitAfter(out, "\n")[:2], ""))
	for path, label := range map[string]string{
		"/web": "web", "/pod": "shop/front-7d4/nginx", "/service": "sshd.service", "/user": "1000:web", "/unknown": "-", "/nobody": "-", "/none": "-",
	} {
		assert.Regexp(t, `(?m) LISTENING     \d+ +`+label+strings.Repeat(" ", 20-len(label))+" "+path+"$", out)
	}
	plain, _ := runAt(t, at, "-xap")
	assert.NotContains(t, plain, "Workload")
}

func TestEveryOwnerHasARow(t *testing.T) {
	at := machine(t)
	first, _ := runAt(t, at, "-xap")
	assert.Equal(t, 1, strings.Count(first, "/shared\n"))
	every, errs := runAt(t, at, "-xa", "--all-owners", "--workload")
	assert.Empty(t, errs)
	for cell, label := range map[string]string{"10/p10": "web", "20/p20": "shop/front-7d4/nginx", "30/p30": "sshd.service"} {
		assert.Regexp(t, `(?m) 17 +`+cell+` +`+label+` +/shared$`, every)
	}
	assert.Equal(t, 3, strings.Count(every, "/shared\n"))
	for _, path := range []string{"/web", "/unknown", "/nobody", "/none"} {
		assert.Equal(t, 1, strings.Count(every, path+"\n"), path)
	}
	some, _ := runAt(t, at, "-xa", "--all-owners", "--pid=20,30")
	assert.Equal(t, 2, strings.Count(some, "/shared\n"))

	// A descriptor more of the same process is no other row.
	require.NoError(t, os.Symlink("socket:[18]", at.Proc+"/10/fd/8"))
	again, _ := runAt(t, at, "-xa", "--all-owners")
	assert.Equal(t, 1, strings.Count(again, "/web\n"))
	objects, _ := runAt(t, at, "-xa", "--json")
	for _, object := range decode(t, objects) {
		var owners []string
		for _, owner := range object["owners"].([]any) {
			its := owner.(map[string]any)
			owners = append(owners, csvText(its["pid"])+" "+csvText(its["program"])+" "+csvText(its["comm"])+" "+csvText(its["fd"]))
		}
		switch object["path"] {
		case "/shared":
			assert.ElementsMatch(t, []string{"10 p10 c10 7", "20 p20 c20 7", "30 p30 c30 7"}, owners)
			assert.Equal(t, csvText(object["pid"]), owners[0][:2], "the first is the owner")
		case "/web":
			assert.ElementsMatch(t, []string{"10 p10 c10 3", "10 p10 c10 8"}, owners)
		case "/nobody":
			assert.Empty(t, owners)
			assert.Equal(t, "kernel", object["owner_status"])
		case "/none":
			assert.Equal(t, "none", object["owner_status"])
		}
	}
}

func TestManyOwnersFitInACell(t *testing.T) {
	root := t.TempDir()
	files := map[string]string{"net/unix": unixes + "0: 00000002 00000000 00010000 0001 01 17 /s\n"}
	for _, pid := range strings.Fields("1 2 3 4 5 6") {
		files[pid+"/cmdline"] = "worker\x00"
		files[pid+"/fd/3"] = "-> socket:[17]"
	}
	testkit.WriteTree(t, root, files)
	out, _ := runAt(t, Place{Proc: root}, "-xa", "--output=table")
	assert.Regexp(t, `(?m) 17  [1-6],[1-6],[1-6],[1-6],\+2  worker,\+2  +/s$`, out)
}

// The number of a process may be another's in the next round.
func TestWorkloadsAreLookedAtAnewInEachRound(t *testing.T) {
	at := machine(t)
	var out, errs bytes.Buffer
	r := newRun(at, accepted(t, "-x", "--unit=sshd", "--json"), &out, &errs)
	require.Zero(t, r.once())
	require.NoError(t, os.WriteFile(at.Proc+"/10/cgroup", []byte("0::/system.slice/sshd.service\n"), 0o644))
	require.NoError(t, os.WriteFile(at.Proc+"/30/cgroup", []byte("0::/system.slice/cron.service\n"), 0o644))
	require.Zero(t, r.once())
	require.NoError(t, r.out.Flush())
	first, second, _ := strings.Cut(out.String(), "]\n")
	first += "]"
	assert.Contains(t, first, `"/service"`)
	assert.NotContains(t, first, `"/web"`)
	assert.Contains(t, second, `"/web"`)
	assert.NotContains(t, second, `"/service"`)
}
