package callers

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/gonetstat/gonetstat/common"
	"github.com/gonetstat/gonetstat/netns"
	"github.com/gonetstat/gonetstat/netstat"
	"github.com/gonetstat/gonetstat/processes"
)

// printAll is the program that shows how the library is used.
func printAll(out io.Writer) {
	ctx := context.Background()

	features := netstat.EnableFeatures{
		TCP:           true,
		TCP6:          true,
		UDP:           true,
		UDP6:          true,
		UDPLite:       true,
		UDPLite6:      true,
		Raw:           true,
		Raw6:          true,
		PID:           true,
		NoHostNetwork: false,
		AllNetNs:      true,
		NetNsName:     []string{},
		NetNsPids:     []uint32{},
	}

	fn := netstat.NoopFilter

	netstatResp, err := netstat.Netstat(ctx, features, fn)
	if err != nil {
		panic(err)
	}

	for _, entry := range netstatResp {
		fmt.Fprintln(out, entry)
	}
}

// Request is what a client asks of a server, and Record what it gets.
type Request struct {
	Listening bool
	Host, All bool
	Names     []string
	PIDs      []uint32
}

// Record is what a server makes of an entry, with numbers where that has types.
type Record struct {
	Transport             string
	LocalIP, RemoteIP     string
	LocalPort, RemotePort uint32
	State, Tr             int32
	TxQueue, RxQueue      uint64
	TimerWhen, Retrnsmt   uint64
	UID                   uint32
	Timeout, Inode        uint64
	Ref, Pointer          uint64
	Process               *Program
	NetNS                 string
}

// Program is a process of a record.
type Program struct {
	PID  uint32
	Name string
}

// serve answers a client, and gives up at any error.
func serve(ctx context.Context, r Request) ([]*Record, error) {
	features := netstat.EnableFeatures{
		TCP: true, TCP6: true, UDP: true, UDP6: true, UDPLite: true, UDPLite6: true, Raw: true, Raw6: true,
		PID:           true,
		NoHostNetwork: !r.Host,
		AllNetNs:      r.All,
		NetNsName:     r.Names,
		NetNsPids:     r.PIDs,
	}
	var fn netstat.AcceptFn
	if r.Listening {
		fn = func(s *netstat.SockTabEntry) bool {
			return s.RemoteEndpoint.IP.IsUnspecified() && s.RemoteEndpoint.Port == 0
		}
	} else {
		fn = func(*netstat.SockTabEntry) bool { return true }
	}
	resp, err := netstat.Netstat(ctx, features, fn)
	if err != nil {
		return nil, err
	}
	records := make([]*Record, len(resp))
	for i, entry := range resp {
		records[i] = &Record{
			Transport:  entry.Transport,
			LocalIP:    entry.LocalEndpoint.IP.String(),
			LocalPort:  uint32(entry.LocalEndpoint.Port),
			RemoteIP:   entry.RemoteEndpoint.IP.String(),
			RemotePort: uint32(entry.RemoteEndpoint.Port),
			State:      int32(entry.State),
			Tr:         int32(entry.Tr),
			TxQueue:    entry.TxQueue,
			RxQueue:    entry.RxQueue,
			TimerWhen:  entry.TimerWhen,
			Retrnsmt:   entry.Retrnsmt,
			UID:        entry.UID,
			Timeout:    entry.Timeout,
			Inode:      entry.Inode,
			Ref:        entry.Ref,
			Pointer:    entry.Pointer,
			NetNS:      entry.NetNS,
		}
		if entry.Process != nil {
			records[i].Process = &Program{PID: uint32(entry.Process.Pid), Name: entry.Process.Name}
		}
	}
	return records, nil
}

// table prints entries in columns.
func table(out io.Writer, entries []netstat.SockTabEntry) {
	for _, e := range entries {
		fmt.Fprintf(out, "%-5s %-23.23s %-23.23s %-12s %-16s %-6s\n",
			e.Transport, end(e.LocalEndpoint), end(e.RemoteEndpoint), e.State, program(e.Process), e.NetNS)
	}
}

func end(e *netstat.SockEndpoint) string { return fmt.Sprintf("%s:%d", e.IP, e.Port) }

func program(p *common.Process) string {
	if p == nil {
		return ""
	}
	return p.String()
}

// timer tells which timer of an entry is running, and how long still.
func timer(e *netstat.SockTabEntry) string {
	return fmt.Sprintf("%s (%2.2f/%d/%d)", strings.ToLower(netstat.TimerActives[e.Tr]), float64(e.TimerWhen)/100, e.Retrnsmt, e.Timeout)
}

// named tells which process lives in each namespace that has a name.
func named() (map[uint32]string, error) {
	names, err := netns.GetNetNSNames()
	if err != nil {
		return nil, err
	}
	return *netns.GetNetNsPids(names), nil
}

// holder gives the process that has a socket.
func holder(ctx context.Context, inode uint64) (*common.Process, error) {
	all, err := processes.GetProcessFDs(ctx)
	return all[inode], err
}
