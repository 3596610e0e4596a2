//go:build linux

package netstat

import (
	"context"
	"math"
	"net/netip"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestASocketHasEveryColumnOfItsRow(t *testing.T) {
	o := tree(t, map[string]string{"net/tcp": heading +
		"   7: 0100007F:0016 0200007F:D2F0 04 0000000A:0000000B 02:00000012 00000003  1000        4 987654 5 00000000deadbeef 21 4 29 10 -1\n"})
	own := &Namespace{Inode: 0, Own: true}
	rows, errs := collect(Sockets(t.Context(), o))
	require.Empty(t, errs)
	want := Socket{
		Protocol:    TCP,
		State:       FinWait1,
		Timer:       KeepAlive,
		Local:       netip.MustParseAddrPort("127.0.0.1:22"),
		Remote:      netip.MustParseAddrPort("127.0.0.2:54000"),
		TxQueue:     10,
		RxQueue:     11,
		Expires:     180 * time.Millisecond,
		Retransmits: 3,
		Probes:      4,
		UID:         1000,
		Inode:       987654,
		Namespace:   own,
	}
	require.Equal(t, []Socket{want}, rows)

	o.Details = true
	want.Details = &Details{Refs: 5, Pointer: 0xdeadbeef, TCP: TCPDetails{
		Known: true, RTO: 210 * time.Millisecond, ATO: 40 * time.Millisecond, QuickAcks: 14, Pingpong: true, Cwnd: 10, SSThresh: -1,
	}}
	rows, errs = collect(Sockets(t.Context(), o))
	require.Empty(t, errs)
	require.Equal(t, []Socket{want}, rows)
}

func TestNumbersTooLargeDoNotLookLikeOthers(t *testing.T) {
	o := tree(t, map[string]string{"net/tcp": heading +
		"   0: 0100007F:0016 0200007F:D2F0 10A 0:0 101:FFFFFFFFFFFFFFFF 0 -1 0 1 1 0\n"})
	rows, errs := collect(Sockets(t.Context(), o))
	require.Empty(t, errs)
	require.Len(t, rows, 1)
	assert.Equal(t, "UNKNOWN", rows[0].State.String())
	assert.Equal(t, "Unknown", rows[0].Timer.String())
	assert.Positive(t, rows[0].Expires)
	assert.Equal(t, uint32(math.MaxUint32), rows[0].UID)
}

func TestTablesAreListedInOrder(t *testing.T) {
	o := tree(t, map[string]string{
		"net/raw6": heading + listener(8), "net/raw": heading + listener(7),
		"net/udplite6": heading + listener(6), "net/udplite": heading + listener(5),
		"net/udp6": heading + listener(4), "net/udp": heading + listener(3),
		"net/tcp6": heading + listener(2), "net/tcp": heading + listener(1) + connection(9),
	})
	all, errs := listed(t, o)
	assert.Empty(t, errs)
	assert.Equal(t, []string{"tcp 1", "tcp 9", "tcp6 2", "udp 3", "udp6 4", "udplite 5", "udplite6 6", "raw 7", "raw6 8"}, all)

	o.Protocols = Raw | UDP6
	some, errs := listed(t, o)
	assert.Empty(t, errs)
	assert.Equal(t, []string{"udp6 4", "raw 7"}, some)
}

func TestATableThatTheKernelLacksHasNoSockets(t *testing.T) {
	o := tree(t, map[string]string{"net/tcp": heading + listener(22)})
	sockets, errs := listed(t, o)
	assert.Empty(t, errs)
	assert.Equal(t, []string{"tcp 22"}, sockets)

	o.Protocols = UDPLite
	sockets, errs = listed(t, o)
	assert.Empty(t, errs)
	assert.Empty(t, sockets)
}

func TestWithoutProcNetThereIsOneErrorThatNamesIt(t *testing.T) {
	o := tree(t, map[string]string{"1/cmdline": "init"})
	_, errs := listed(t, o)
	assert.Equal(t, []string{"stat " + o.ProcRoot + "/net: no such file or directory"}, errs)
}

func TestATableThatCannotBeReadHidesNoOther(t *testing.T) {
	o := tree(t, map[string]string{"net/tcp/": "", "net/tcp6": heading + listener(22)})
	sockets, errs := listed(t, o)
	assert.Equal(t, []string{"read " + o.ProcRoot + "/net/tcp: is a directory"}, errs)
	assert.Equal(t, []string{"tcp6 22"}, sockets)
}

func TestTheFirstGarbledLineOfATableIsReported(t *testing.T) {
	o := tree(t, map[string]string{"net/tcp": heading + listener(1) + "garbled\n" + listener(2) + "\n\x00\n" + listener(3)})
	sockets, errs := listed(t, o)
	assert.Equal(t, []string{o.ProcRoot + "/net/tcp:3: line is not a row of the table"}, errs)
	assert.Equal(t, []string{"tcp 1", "tcp 2", "tcp 3"}, sockets)

	for _, err := range Sockets(t.Context(), o) {
		if err != nil {
			var line *LineError
			require.ErrorAs(t, err, &line)
			assert.Equal(t, LineError{o.ProcRoot + "/net/tcp", 3}, *line)
		}
	}
}

func TestEmptyTablesHaveNoSockets(t *testing.T) {
	for _, content := range []string{"", heading, strings.TrimSpace(heading)} {
		sockets, errs := listed(t, tree(t, map[string]string{"net/tcp": content}))
		assert.Empty(t, errs)
		assert.Empty(t, sockets)
	}
}

func TestTablesOfTCPKnownToHaveNoListenersAreNotReadForThem(t *testing.T) {
	o := tree(t, map[string]string{
		"net/sockstat":  "sockets: used 3\nTCP: inuse 0 orphan 0 tw 0 alloc 2 mem 0\n",
		"net/sockstat6": "TCP6: inuse 0\n",
		"net/tcp/":      "", // reading it would be an error
		"net/tcp6/":     "",
		"net/udp":       heading + listener(53),
	})
	o.Listening = true
	sockets, errs := listed(t, o)
	assert.Empty(t, errs)
	assert.Equal(t, []string{"udp 53"}, sockets)
}

func TestConnectionsThatAreNotCountedAsInUseAreListed(t *testing.T) {
	o := tree(t, map[string]string{
		"net/sockstat":  "sockets: used 3\nTCP: inuse 0 orphan 0 tw 0 alloc 2 mem 0\n",
		"net/sockstat6": "TCP6: inuse 0\n",
		"net/tcp":       heading + strings.ReplaceAll(connection(22), " 01 ", " 03 "),
		"net/tcp6":      heading + strings.ReplaceAll(connection(80), " 01 ", " 06 "),
	})
	rows, errs := collect(Sockets(t.Context(), o))
	require.Empty(t, errs)
	require.Len(t, rows, 2)
	assert.Equal(t, SynRecv, rows[0].State)
	assert.Equal(t, TimeWait, rows[1].State)
}

func TestListeningSkipsConnectedSockets(t *testing.T) {
	table := heading + listener(1) + connection(2) + listener(3)
	o := tree(t, map[string]string{"net/tcp": table, "net/tcp6": table, "net/udp": table, "net/raw": table})
	o.Listening = true
	sockets, errs := listed(t, o)
	assert.Empty(t, errs)
	// Behind a connection there are no listeners of tcp.
	assert.Equal(t, []string{"tcp 1", "tcp6 1", "udp 1", "udp 3", "raw 1", "raw 3"}, sockets)
}

func TestOwnersAreTheFirstProcesses(t *testing.T) {
	o := fixture
	o.Protocols = TCP
	for _, wanted := range []bool{false, true} {
		o.Owners = wanted
		rows, errs := collect(Sockets(t.Context(), o))
		require.Empty(t, errs)
		require.NotEmpty(t, rows)
		var owners []string
		for _, s := range rows {
			owners = append(owners, s.Process.String())
		}
		if wanted {
			assert.Equal(t, []string{"812/sshd", "-", "977/sshd: alice [priv]", "-", "-"}, owners)
		} else {
			assert.Equal(t, []string{"-", "-", "-", "-", "-"}, owners)
		}
	}
}

// openFiles counts the descriptors of the test that lead below a directory.
func openFiles(t *testing.T, dir string) (count int) {
	t.Helper()
	links, err := filepath.Glob("/proc/self/fd/*")
	require.NoError(t, err)
	for _, link := range links {
		if target, err := os.Readlink(link); err == nil && strings.HasPrefix(target, dir) {
			count++
		}
	}
	return count
}

func TestLeavingTheLoopClosesFilesAndEndsGoroutines(t *testing.T) {
	big := connections(20_000) // more than is read ahead
	o := tree(t, map[string]string{"net/tcp": big, "net/tcp6": big, "net/udp": big, "1/fd/1": "-> socket:[1]"})
	o.Owners = true
	before := runtime.NumGoroutine()
	for range Sockets(t.Context(), o) {
		assert.NotZero(t, openFiles(t, o.ProcRoot))
		break
	}
	assert.Zero(t, openFiles(t, o.ProcRoot))
	for deadline := time.Now().Add(5 * time.Second); runtime.NumGoroutine() > before; time.Sleep(time.Millisecond) {
		require.True(t, time.Now().Before(deadline), "%d goroutines more", runtime.NumGoroutine()-before)
	}
}

func TestNothingFollowsAnErrorThatEndsTheLoop(t *testing.T) {
	o := tree(t, map[string]string{"net/tcp": heading + "garbled\n" + listener(1), "net/tcp6/": ""})
	count := 0
	for range Sockets(t.Context(), o) {
		count++
		break
	}
	assert.Equal(t, 1, count)
}

func TestTheEndOfTheContextEndsTheSequence(t *testing.T) {
	o := tree(t, map[string]string{"net/tcp": connections(1000), "net/tcp6": connections(1000)})
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	rows := 0
	var errs []error
	for _, err := range Sockets(ctx, o) {
		if err != nil {
			errs = append(errs, err)
			continue
		}
		if rows++; rows == 10 {
			cancel()
		}
	}
	assert.Equal(t, 10, rows)
	assert.Equal(t, []error{context.Canceled}, errs)
	assert.Zero(t, openFiles(t, o.ProcRoot))
}

func TestAContextThatHasEndedListsNothing(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, o := range []Options{fixture, {Owners: true}, {AllNetNS: true}} {
		rows, errs := collect(Sockets(ctx, o))
		assert.Empty(t, rows)
		assert.Equal(t, []string{"context canceled"}, errs)
	}
}

func TestASequenceReadsAnewEachTime(t *testing.T) {
	o := tree(t, map[string]string{"net/tcp": heading + listener(1)})
	sequence := Sockets(t.Context(), o)
	rows, _ := collect(sequence)
	require.Len(t, rows, 1)
	require.NoError(t, os.WriteFile(filepath.Join(o.ProcRoot, "net/tcp"), []byte(heading+listener(1)+listener(2)), 0o644))
	rows, _ = collect(sequence)
	require.Len(t, rows, 2)
}

func TestSequencesAreUsedConcurrently(t *testing.T) {
	o := fixture
	o.Owners, o.AllNetNS = true, true
	sequence := Sockets(t.Context(), o)
	want, errs := collect(sequence)
	require.Empty(t, errs)
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			got, errs := collect(sequence)
			assert.Empty(t, errs)
			assert.Equal(t, want, got)
		})
	}
	group.Wait()
}
