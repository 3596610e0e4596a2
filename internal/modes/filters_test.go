package modes

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestFiltersLeaveOutOldFamilies(t *testing.T) {
	tree := filepath.Join(testdata, "families")
	whole := runGolden(tree, []string{"-n", "-a"})
	require.Contains(t, whole, "Active IPX sockets")
	require.Contains(t, whole, "Active AX.25 sockets")
	filtered := runGolden(tree, []string{"-n", "--port=443"})
	assert.NotContains(t, filtered, "IPX")
	assert.NotContains(t, filtered, "AX.25")
	assert.Contains(t, filtered, "--- exit 0\n")
}

// inodes gives the inodes of the sockets that a filter leaves.
func inodes(t *testing.T, args ...string) string {
	t.Helper()
	var found []string
	output, _ := splitSession(runGolden(forms, append(args, "--json")))
	for _, object := range decode(t, output) {
		found = append(found, csvText(object["inode"]))
	}
	return strings.Join(found, " ")
}

func TestFiltersChooseSockets(t *testing.T) {
	for args, want := range map[string]string{
		"--state=listen":                          "1001 1007 1009",
		"--state=LISTENING --state=time-wait":     "1001 0 1007 1009",
		"--state=established":                     "1002 1004 1008",
		"--state=estab,connected":                 "1002 1004 1008 1010 1012",
		"--state=unconnected":                     "1005 1006 1011",
		"--state=established -l":                  "",
		"--state=closing":                         "",
		"--port=22":                               "1001 1002",
		"--port=443":                              "0 1003",
		"--port=50000-50001,54321":                "1002 0 1003 1004",
		"--port=1":                                "", // a raw socket has a protocol there
		"--port=53 --port=11111":                  "1007 1008 1005",
		"--port=22 -l":                            "1001",
		"--pid=812":                               "1001 1002 1009",
		"--pid=812,4711":                          "1001 1002 1003 1009 1012",
		"--program=nginx":                         "1001 1002 1009",
		"--program=ngin":                          "",
		"--program=/usr/sbin/nginx":               "",
		"--pid=4711 --program=nginx":              "",
		"--pid=812 --state=established --port=22": "1002",
		"--pid=812 -x":                            "1009",
		"--port=22 -x":                            "",
	} {
		assert.Equal(t, want, inodes(t, strings.Fields(args)...), args)
	}
}

func TestFiltersWorkInEveryForm(t *testing.T) {
	for _, output := range []string{"net-tools", "table", "json", "ndjson", "csv"} {
		text := listed(t, "-n", "--pid=4711", "--port=443", "--output="+output)
		assert.Contains(t, text, "50001", output)
		assert.NotContains(t, text, "50000", output)
		assert.NotContains(t, text, "/run/", output)
	}
}

func TestProgramFilterComparesTheWholeName(t *testing.T) {
	tree := t.TempDir()
	write(t, tree, "net/unix", "Num RefCount Protocol Flags Type St Inode Path\n"+
		"0: 00000002 00000000 00010000 0001 01 17 /a\n0: 00000002 00000000 00010000 0001 01 18 /b\n")
	for pid, inode := range map[string]string{"1": "17", "2": "18"} {
		write(t, tree, pid+"/cmdline", "a-program-with-a-long-name-"+pid+"\x00")
		link(t, tree, pid+"/fd/3", "socket:["+inode+"]")
	}
	var out, errs bytes.Buffer
	request := accepted(t, "-xp", "--program=a-program-with-a-long-name-2")
	require.Zero(t, Run(Place{Proc: tree}, request, &out, &errs))
	assert.Contains(t, out.String(), " 2/a-program-with-a- ")
	assert.NotContains(t, out.String(), "/a\n")
}

func TestSocketIsListedForEachOfItsProcesses(t *testing.T) {
	tree := t.TempDir()
	write(t, tree, "net/unix", "Num RefCount Protocol Flags Type St Inode Path\n"+
		"0: 00000002 00000000 00010000 0001 01 17 /a\n0: 00000002 00000000 00010000 0001 01 18 /b\n")
	for pid, cmdline := range map[string]string{
		"1": "nginx: master process /usr/sbin/nginx\x00", "2": "nginx: worker process\x00", "3": "-bash\x00", "4": "./server\x00-v\x00", "5": "été-serv\x1b\x00",
	} {
		write(t, tree, pid+"/cmdline", cmdline)
		link(t, tree, pid+"/fd/3", "socket:[17]")
	}
	for filter, owners := range map[string][]string{
		"--pid=2":                   {"2/nginx: worker pro"},
		"--pid=3,2 --program=nginx": {"2/nginx: worker pro"},
		"--program=nginx":           {"1/nginx: master pro", "2/nginx: worker pro"},
		"--program=bash":            {"3/-bash"},
		"--program=-bash":           {"3/-bash"},
		"--program=server":          {"4/./server"},
		"--program=./server":        {"4/./server"},
		"--program=été-serv\x1b":    {"5/..t..-serv."},
	} {
		var out, errs bytes.Buffer
		require.Zero(t, Run(Place{Proc: tree}, accepted(t, append(strings.Fields(filter), "-xp")...), &out, &errs))
		rows := strings.Split(out.String(), "\n")[2:]
		require.Len(t, rows, 2, filter)
		// The owner is the first in the directory's order of those that fit.
		fits := slices.ContainsFunc(owners, func(owner string) bool { return strings.Contains(rows[0], " "+owner+" ") })
		assert.True(t, fits, "%s: %s", filter, rows[0])
		assert.Contains(t, rows[0], "/a")
	}
	for _, filter := range []string{"--pid=6", "--program=..t..-serv.", "--program=nginx:", "--program=master", "--program=worker"} {
		var out, errs bytes.Buffer
		require.Zero(t, Run(Place{Proc: tree}, accepted(t, filter, "-xp"), &out, &errs))
		assert.NotContains(t, out.String(), "/a", filter)
	}
}

func TestOwnerFilterKeepsLongTablesWhole(t *testing.T) {
	const rows = 256*(16+3) + 1
	tree := t.TempDir()
	text := "Num RefCount Protocol Flags Type St Inode Path\n"
	for i := range rows {
		text += "0: 00000002 00000000 00010000 0001 01 " + strconv.Itoa(100+i) + " /s\n"
	}
	write(t, tree, "net/unix", text)
	write(t, tree, "9/cmdline", "holder\x00")
	link(t, tree, "9/fd/3", "socket:[100]")
	link(t, tree, "9/fd/4", "socket:["+strconv.Itoa(100+rows/2)+"]")
	link(t, tree, "9/fd/5", "socket:["+strconv.Itoa(100+rows-1)+"]")
	var out, errs bytes.Buffer
	require.Zero(t, Run(Place{Proc: tree}, accepted(t, "-x", "--pid=9", "--json"), &out, &errs))
	assert.Len(t, decode(t, out.String()), 3)
}

func write(t *testing.T, tree, name, text string) {
	t.Helper()
	path := filepath.Join(tree, name)
	require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
	require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
}

func link(t *testing.T, tree, name, target string) {
	t.Helper()
	path := filepath.Join(tree, name)
	require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
	require.NoError(t, os.Symlink(target, path))
}
