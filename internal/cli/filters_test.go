package cli

import (
	"bytes"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/gonetstat/gonetstat/internal/procnet"
)

func TestStateWords(t *testing.T) {
	for states, words := range map[string]string{
		"LISTEN LISTENING": "listen LISTEN Listening",
		"ESTABLISHED":      "ESTABLISHED established estab ESTAB",
		"SYN_RECV":         "syn_recv SYN-RECV syn-rcv synrecv",
		"FIN_WAIT1":        "fin_wait1 fin-wait-1 FIN-WAIT1",
		"TIME_WAIT":        "TIME_WAIT time-wait timewait",
		"CLOSE":            "close closed",
		"CLOSE_WAIT":       "close-wait",
		"CONNECTED":        "connected",
		"":                 "unconn UNCONNECTED",
	} {
		for word := range strings.FieldsSeq(words) {
			got, ok := statesOf(word)
			assert.True(t, ok, word)
			assert.Equal(t, states, strings.Join(got, " "), word)
		}
	}
}

func TestMalformedFiltersAreRefused(t *testing.T) {
	for arg, line := range map[string]string{
		"--state=":           `--state="": want a state`,
		"--state=listen,foo": `--state="foo": want a state`,
		"--state=-":          `--state="-": want a state`,
		"--state=\n":         `--state="\n": want a state`,
		"--port=":            `--port="": want a port`,
		"--port=0":           `--port="0": want a port`,
		"--port=65536":       `--port="65536": want a port`,
		"--port=22,http":     `--port="http": want a port`,
		"--port=+22":         `--port="+22": want a port`,
		"--port=-22":         `--port="-22": want a port`,
		"--port=22-":         `--port="22-": want a port`,
		"--port=23-22":       `--port="23-22": want a port`,
		"--port=1-2-3":       `--port="1-2-3": want a port`,
		"--pid=":             `--pid="": want a process id`,
		"--pid=0":            `--pid="0": want a process id`,
		"--pid=4294967296":   `--pid="4294967296": want a process id`,
		"--pid=self":         `--pid="self": want a process id`,
		"--program=":         `--program="": want the name`,
		"--program=a,,b":     `--program="": want the name`,
	} {
		var out, errs bytes.Buffer
		opts := accepted(t, arg, "--json")
		status := runIn(place{proc: filepath.Join(forms, "proc")}, opts, &out, &errs)
		assert.Equal(t, statusUsage, status, arg)
		assert.Empty(t, out.String(), arg)
		assert.Contains(t, errs.String(), "gonetstat: "+line)
		assert.Equal(t, 1, strings.Count(errs.String(), "\n"), arg)
	}
}

func TestFiltersAreForSockets(t *testing.T) {
	for _, mode := range []string{"-r", "-i", "-s", "-g", "-M", "--ax25", "--ipx", "-Ax25"} {
		_, err := accepted(t, mode, "--port=22").filters()
		assert.Error(t, err, mode)
	}
}

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
	for _, object := range decode(t, listed(t, append(args, "--json")...)) {
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
	for _, output := range outputs {
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
	opts := accepted(t, "-xp", "--program=a-program-with-a-long-name-2")
	require.Zero(t, runIn(place{proc: tree}, opts, &out, &errs))
	assert.Contains(t, out.String(), " 2/a-program-with-a- ")
	assert.NotContains(t, out.String(), "/a\n")
}

func TestSocketIsListedForEachOfItsProcesses(t *testing.T) {
	tree := t.TempDir()
	write(t, tree, "net/unix", "Num RefCount Protocol Flags Type St Inode Path\n"+
		"0: 00000002 00000000 00010000 0001 01 17 /a\n0: 00000002 00000000 00010000 0001 01 18 /b\n")
	for pid, cmdline := range map[string]string{
		"1": "nginx: master process /usr/sbin/nginx\x00", "2": "nginx: worker process\x00", "3": "-bash\x00", "4": "./server\x00-v\x00",
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
	} {
		var out, errs bytes.Buffer
		require.Zero(t, runIn(place{proc: tree}, accepted(t, append(strings.Fields(filter), "-xp")...), &out, &errs))
		rows := strings.Split(out.String(), "\n")[2:]
		require.Len(t, rows, 2, filter)
		// The owner is the first in the directory's order of those that fit.
		fits := slices.ContainsFunc(owners, func(owner string) bool { return strings.Contains(rows[0], " "+owner+" ") })
		assert.True(t, fits, "%s: %s", filter, rows[0])
		assert.Contains(t, rows[0], "/a")
	}
	for _, filter := range []string{"--pid=5", "--program=nginx:", "--program=master", "--program=worker"} {
		var out, errs bytes.Buffer
		require.Zero(t, runIn(place{proc: tree}, accepted(t, filter, "-xp"), &out, &errs))
		assert.NotContains(t, out.String(), "/a", filter)
	}
}

func TestListOfListenersStopsReading(t *testing.T) {
	r := &run{filter: filters{states: []string{"LISTEN", "LISTENING"}}, opts: &Options{All: true}}
	tcpTable := &table[procnet.Socket]{keep: func(*procnet.Socket) verdict { return show }}
	r.filterInternet(tcpTable, tcp, nil)
	assert.Equal(t, show, tcpTable.keep(&procnet.Socket{State: 10}))
	assert.Equal(t, stop, tcpTable.keep(&procnet.Socket{State: 1, Remote: netip.MustParseAddrPort("127.0.0.1:9")}))

	udpTable := &table[procnet.Socket]{keep: func(*procnet.Socket) verdict { return show }}
	r.filterInternet(udpTable, udp, nil)
	assert.Equal(t, skip, udpTable.keep(&procnet.Socket{State: 1, Remote: netip.MustParseAddrPort("127.0.0.1:9")}))
}

func TestOwnerFilterKeepsLongTablesWhole(t *testing.T) {
	const rows = batchRows*(batchesAhead+3) + 1
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
	require.Zero(t, runIn(place{proc: tree}, accepted(t, "-x", "--pid=9", "--json"), &out, &errs))
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
