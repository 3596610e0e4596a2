package people

import (
	"encoding/json"
	"net/netip"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// count is a line of a summary as JSON has it, without its number.
type count struct{ NetNS, Counted, Proto, Family, Name string }

// counts reads the summary that a run printed.
func counts(t *testing.T, r result) map[count]int {
	t.Helper()
	var list []struct {
		NetNS   string `json:"netns"`
		Counted string `json:"counted"`
		Proto   string `json:"proto"`
		Family  string `json:"family"`
		Name    string `json:"name"`
		Count   int    `json:"count"`
		AtLeast bool   `json:"at_least"`
	}
	require.NoError(t, json.Unmarshal([]byte(r.stdout), &list), r.stdout+r.stderr)
	found := map[count]int{}
	for _, c := range list {
		assert.False(t, c.AtLeast)
		found[count{c.NetNS, c.Counted, c.Proto, c.Family, c.Name}] = c.Count
	}
	require.Len(t, found, len(list), "each count once")
	return found
}

// countAll counts sockets as --summary does.
func countAll(list []object) map[count]int {
	found := map[count]int{}
	for _, o := range list {
		of := func(counted, name string) { found[count{o.NetNS, counted, o.Proto, o.Family, name}]++ }
		of("state", o.State)
		peer, err := netip.ParseAddr(o.PeerAddress)
		hasPeer := err == nil && !peer.IsUnspecified()
		switch {
		case o.Proto == "tcp" && o.PeerPort == 0, o.State == "LISTENING", o.Proto == "udp" && !hasPeer, o.Proto == "raw" && !hasPeer:
			of("listening", "")
		}
		if o.RecvQ > 0 {
			of("recv_q", "")
		}
		if o.SendQ > 0 {
			of("send_q", "")
		}
		if o.Proto == "tcp" && o.Inode == 0 && o.State != "TIME_WAIT" && o.State != "SYN_RECV" {
			of("orphan", "")
		}
		if hasPeer {
			found[count{o.NetNS, "peer", "", "", peer.Unmap().String()}]++
		}
		if o.Program != nil {
			found[count{o.NetNS, "program", "", "", *o.Program}]++
		}
	}
	return found
}

func TestSummaryCountsWhatJSONLists(t *testing.T) {
	inside, beside := namespaceWithListeners(t, "summary", 3), namespaceWithListeners(t, "beside", 1)
	within(t, beside, func() { holdSome(t) })
	for _, args := range [][]string{
		{"--netns", beside},
		{"--netns", inside + "," + beside},
		{"--netns", beside, "--pid", strconv.Itoa(os.Getpid())},
	} {
		full := countAll(objects(t, run(t, append(args, "-an", "--json")...)))
		assert.Greater(t, len(full), 8)
		assert.Equal(t, full, counts(t, run(t, append(args, "-p", "--summary", "--json")...)), args)
	}
	summary := counts(t, run(t, "--netns", inside+","+beside, "-tp", "--summary", "--json"))
	assert.Equal(t, 3, summary[count{inside, "listening", "tcp", "inet", ""}])
	assert.Equal(t, 3, summary[count{inside, "program", "", "", filepath.Base(os.Args[0])}])
}

func TestSummaryOfChosenSockets(t *testing.T) {
	_, port := listen(t)
	assert.Equal(t, "Summary of sockets\nCount      Proto Counted   Name\n"+
		"1          tcp   state     LISTEN\n1          tcp   listening -\n", run(t, "--summary", "--port", port).stdout)
	assert.Equal(t, "Summary of sockets\nCount  Proto  Counted    Name\n    1  tcp    state      LISTEN\n    1  tcp    listening\n",
		run(t, "--summary", "--port", port, "--output=table").stdout)
	assert.Equal(t, "[]\n", run(t, "--summary", "--port", freePort(t), "--json").stdout)
	for _, args := range [][]string{{"-r"}, {"-gt"}, {"--sort=port"}} {
		assert.Equal(t, 3, run(t, append(args, "--summary")...).status)
	}
}
