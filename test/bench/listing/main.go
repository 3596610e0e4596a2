// Command listing calls the package netstat as its users do, some times in one
// process, and prints how many rows a call gives and what it takes, in microseconds:
// of the clock and of all processors, the medians. It keeps to what every version of
// the package has, so that the benchmark can build it with a former one.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"slices"
	"syscall"
	"time"

	"github.com/gonetstat/gonetstat/netstat"
)

func main() {
	calls := flag.Int("calls", 5, "how often to list")
	sequence := flag.Bool("sequence", false, "by Sockets, not by Netstat")
	owners := flag.Bool("owners", false, "with owners")
	all := flag.Bool("all", false, "all network namespaces")
	flag.Parse()
	list := listEntries
	if *sequence {
		list = listSequence
	}
	rows := 0
	var clock, processors []time.Duration
	for range *calls {
		began, before := time.Now(), processorTime()
		rows = list(*owners, *all)
		clock = append(clock, time.Since(began))
		processors = append(processors, processorTime()-before)
	}
	fmt.Println(rows, median(clock).Microseconds(), median(processors).Microseconds())
}

func listEntries(owners, all bool) int {
	entries, err := netstat.Netstat(context.Background(), netstat.EnableFeatures{
		TCP: true, TCP6: true, UDP: true, UDP6: true, UDPLite: true, UDPLite6: true, Raw: true, Raw6: true,
		PID: owners, AllNetNs: all,
	}, nil)
	check(err)
	return len(entries)
}

func listSequence(owners, all bool) (rows int) {
	for _, err := range netstat.Sockets(context.Background(), netstat.Options{Owners: owners, AllNetNS: all}) {
		check(err)
		rows++
	}
	return rows
}

func processorTime() time.Duration {
	var usage syscall.Rusage
	check(syscall.Getrusage(syscall.RUSAGE_SELF, &usage))
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

func median(of []time.Duration) time.Duration {
	slices.Sort(of)
	return of[len(of)/2]
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "listing:", err)
		os.Exit(1)
	}
}
