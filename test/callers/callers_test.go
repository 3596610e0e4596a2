package callers

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"os"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/gonetstat/gonetstat/common"
	"github.com/gonetstat/gonetstat/netstat"
)

// found gives the records of a port as "NAME PORT PROGRAM", with the PID's own name.
func found(records []*Record, port string) (texts []string) {
	for _, r := range records {
		if fmt.Sprint(r.LocalPort) == port {
			text := r.NetNS + " " + port
			if r.Process != nil {
				text += fmt.Sprintf(" %d/%s", r.Process.PID, r.Process.Name)
			}
			texts = append(texts, text)
		}
	}
	return texts
}

// want fails a test unless the records of a port are these.
func want(t *testing.T, a answered, port string, texts ...string) {
	t.Helper()
	if a.Error != "" {
		t.Errorf("the server drops all rows: %s", a.Error)
	}
	if got := found(a.Records, port); !slices.Equal(got, texts) {
		t.Errorf("sockets with port %s: got %q, want %q", port, got, texts)
	}
}

// owned is how found shows a listener of a test.
func owned(name, port string, pid uint32) string {
	return fmt.Sprintf("%s %s %d/callers", name, port, pid)
}

func TestTheProgramPrintsEveryNamespace(t *testing.T) {
	addNamespace(t, "blue")
	inside := listenIn(t, "4711", "ip", "netns", "exec", "blue")
	outside := listenIn(t, "4712")
	var out bytes.Buffer
	printAll(&out)
	for _, line := range []string{
		fmt.Sprintf("tcp 0.0.0.0:4711 0.0.0.0:0 LISTEN %d/callers blue\n", inside),
		fmt.Sprintf("tcp 0.0.0.0:4712 0.0.0.0:0 LISTEN %d/callers\n", outside),
	} {
		if strings.Count(out.String(), line) != 1 {
			t.Errorf("%q is not printed once in %q", line, out.String())
		}
	}
}

func TestNamesAreNamesAndPIDsAreNumbers(t *testing.T) {
	addNamespace(t, "blue")
	inside := listenIn(t, "4711", "ip", "netns", "exec", "blue")
	number := strconv.Itoa(int(inside))
	for _, name := range []string{"blue", "pod/blue", "/var/run/netns/blue", "../../blue"} {
		want(t, ask(t, Request{Names: []string{name}}), "4711", owned(name, "4711", inside))
		want(t, ask(t, Request{Names: []string{name, "missing"}, Host: true}), "4711", owned(name, "4711", inside))
	}
	want(t, ask(t, Request{PIDs: []uint32{inside}}), "4711", owned(number, "4711", inside))
	for _, name := range []string{number, "/proc/" + number + "/ns/net", "..", "."} {
		a := ask(t, Request{Names: []string{name}})
		if a.Error == "" || len(a.Records) != 0 {
			t.Errorf("%q is no name: %d records, error %q", name, len(a.Records), a.Error)
		}
		want(t, ask(t, Request{Names: []string{name}, Host: true}), "4711")
	}
	if unnamed := ask(t, Request{All: true}); len(found(unnamed.Records, "4711")) != 1 {
		t.Errorf("all: %+v", unnamed)
	}
}

func TestNamespacesWithoutANameAreNotAll(t *testing.T) {
	unnamed := listenIn(t, "4711", "unshare", "--net")
	want(t, ask(t, Request{All: true, Host: true}), "4711")
	want(t, ask(t, Request{PIDs: []uint32{unnamed}}), "4711", owned(strconv.Itoa(int(unnamed)), "4711", unnamed))
}

func TestEntriesArePrintedInColumnsAndTimersInWords(t *testing.T) {
	listener, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	port := uint16(listener.Addr().(*net.TCPAddr).Port)
	entries, err := netstat.Netstat(context.Background(), netstat.EnableFeatures{TCP: true, PID: true},
		func(s *netstat.SockTabEntry) bool { return netstat.ListeningFilter(s) && s.LocalEndpoint.Port == port })
	if err != nil || len(entries) != 1 {
		t.Fatal(entries, err)
	}
	comm, err := os.ReadFile("/proc/self/comm")
	if err != nil {
		t.Fatal(err)
	}
	name := strings.TrimSpace(string(comm))
	var out bytes.Buffer
	table(&out, entries)
	wanted := fmt.Sprintf("%-5s %-23s %-23s %-12s %-16s %-6s\n", "tcp", fmt.Sprintf("127.0.0.1:%d", port), "0.0.0.0:0", "LISTEN",
		fmt.Sprintf("%d/%s", os.Getpid(), name), "")
	if out.String() != wanted {
		t.Errorf("got %q, want %q", out.String(), wanted)
	}
	if got := timer(&entries[0]); got != "off (0.00/0/0)" {
		t.Error(got)
	}
	if got := timer(&netstat.SockTabEntry{Tr: netstat.ProbeTimer, TimerWhen: 123, Timeout: 2}); got != "probetimer (1.23/0/2)" {
		t.Error(got)
	}
	has, err := holder(context.Background(), entries[0].Inode)
	if err != nil || !reflect.DeepEqual(has, &common.Process{Pid: os.Getpid(), Name: name}) {
		t.Error(has, err)
	}
	if entries[0].Ref == 0 {
		t.Error("the kernel has references to the socket")
	}
}

func TestAProcessIsKnownForEachName(t *testing.T) {
	addNamespace(t, "blue")
	addNamespace(t, "deserted")
	inside := listenIn(t, "4711", "ip", "netns", "exec", "blue")
	pids, err := named()
	if err != nil || !reflect.DeepEqual(pids, map[uint32]string{inside: "blue"}) {
		t.Error(pids, err)
	}
}

func TestTheEndOfTheContextIsAnError(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if records, err := serve(ctx, Request{Host: true}); err != context.Canceled || records != nil {
		t.Error(records, err)
	}
}
