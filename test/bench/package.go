package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// listingSource is the program that calls the Go package, below the directory of
// the source.
const listingSource = "test/bench/listing"

// buildListing builds that program with the package as it is in a directory of the
// source, which may be a former version without it. It returns the program.
func buildListing(source, dir, name string) (program string) {
	here, err := filepath.Abs(filepath.Join(listingSource, "main.go"))
	check(err)
	source, err = filepath.Abs(source)
	check(err)
	overlay, err := json.Marshal(map[string]any{"Replace": map[string]string{filepath.Join(source, listingSource, "main.go"): here}})
	check(err)
	replaced := filepath.Join(dir, name+".json")
	check(os.WriteFile(replaced, overlay, 0o600))
	program = filepath.Join(dir, name)
	cmd := exec.Command("go", "build", "-overlay", replaced, "-o", program, "./"+listingSource)
	cmd.Dir, cmd.Stderr = source, os.Stderr
	check(cmd.Run())
	return program
}

// listing is a program that calls the package, with what its runs took.
type listing struct {
	program           string
	rows              int
	clock, processors []time.Duration
}

// packages measures the package where there are no processes and no names of network
// namespaces but the benchmark's, as not all versions list the same others.
func (m *meter) packages() {
	if len(m.listings) == 0 || !m.wants("package") {
		return
	}
	must("mount", "--make-rprivate", "/")
	must("mount", "-t", "proc", "proc", "/proc")
	must("mkdir", "-p", "/run/netns")
	must("mount", "-t", "tmpfs", "tmpfs", "/run/netns")
	m.packageNamespaces()
	m.packageSockets()
}

// packageSockets measures the package on many sockets.
func (m *meter) packageSockets() {
	for _, count := range []int{10_000, 100_000} {
		work := fmt.Sprintf("package, %d sockets", count)
		processes := max(1, count/16_000)
		connections := startHolders("connections", processes, count/2/processes)
		m.compareListings(work)
		connections.stop()
	}
}

// packageNamespaces measures the package on network namespaces with names. That a
// process outside has 50 descriptors that are no sockets makes the search for
// owners longer, which is the same in all versions.
func (m *meter) packageNamespaces() {
	for _, load := range []struct{ namespaces, outside int }{{50, 0}, {50, 300}, {200, 0}} {
		work := fmt.Sprintf("package, %d namespaces", load.namespaces)
		if load.outside > 0 {
			work += fmt.Sprintf(", %d processes", load.outside)
		}
		stop := startNamespaces(load.namespaces, 5, load.outside)
		m.compareListings(work, "-all")
		stop()
	}
}

// compareListings runs the programs that call the package in turn and prints the
// medians, and the ratio of each to the first.
func (m *meter) compareListings(work string, options ...string) {
	for _, by := range []string{"Netstat", "Sockets"} {
		for _, owners := range []bool{true, false} {
			args := slices.Clone(options)
			name := work + ", " + by
			if by == "Sockets" {
				args = append(args, "-sequence")
			}
			if owners {
				name, args = name+" with owners", append(args, "-owners")
			}
			m.compareCalls(name, args)
		}
	}
}

func (m *meter) compareCalls(name string, args []string) {
	var all []*listing
	for _, program := range m.listings {
		all = append(all, &listing{program: program})
	}
	for range m.runs {
		for _, l := range all {
			l.run(args)
		}
	}
	fmt.Printf("%-50s", name)
	for i, l := range all {
		clock, processors := median(l.clock), median(l.processors)
		fmt.Printf("  %d rows %.1f ms, processors %.1f ms", l.rows, milliseconds(clock), milliseconds(processors))
		if i > 0 {
			fmt.Printf(" (%.2f×, %.2f×)", ratio(clock, median(all[0].clock)), ratio(processors, median(all[0].processors)))
		}
	}
	fmt.Println()
}

func (l *listing) run(args []string) {
	output, err := exec.Command(l.program, args...).Output()
	check(err)
	var numbers [3]int
	words := strings.Fields(string(output))
	for i := range numbers {
		numbers[i], err = strconv.Atoi(words[i])
		check(err)
	}
	l.rows = numbers[0]
	l.clock = append(l.clock, time.Duration(numbers[1])*time.Microsecond)
	l.processors = append(l.processors, time.Duration(numbers[2])*time.Microsecond)
}
