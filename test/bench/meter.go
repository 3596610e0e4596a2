package main

import (
	"cmp"
	"fmt"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"time"
)

// meter times whole runs of programs.
type meter struct {
	runs    int
	only    string
	program string
	former  string // another version of the program, or ""
	// listings are programs that call the Go package, in two versions, or none.
	listings []string
}

// wants tells whether a kind of work is to be measured.
func (m *meter) wants(kind string) bool { return strings.Contains(kind, m.only) }

// cost runs gonetstat with two sets of options in turn, and prints by how much
// longer the second takes than the first before it, by the clock and of the
// processors' time: the medians, as other work on the machine slows down some runs.
func (m *meter) cost(work, options, dearer string) {
	for _, program := range []string{m.program, m.former} {
		if program == "" {
			continue
		}
		plain := &series{command: append([]string{program}, strings.Fields(options)...)}
		more := &series{command: append([]string{program}, strings.Fields(dearer)...)}
		var clock, processors []float64
		for i := range costRuns*m.runs + 1 { // the first is to warm up
			plain.run(i > 0)
			more.run(i > 0)
		}
		for i := range plain.times {
			clock = append(clock, ratio(more.times[i], plain.times[i]))
			processors = append(processors, ratio(more.processors[i], plain.processors[i]))
		}
		fmt.Printf("%-44s %6.1f ms   %+.1f %%   processors %+.1f %%\n", work, milliseconds(median(more.times)),
			100*(median(clock)-1), 100*(median(processors)-1))
	}
}

// costRuns is how many times as many runs it takes to see a small difference.
const costRuns = 5

// series is what several runs of one command took.
type series struct {
	command []string
	times   []time.Duration
	// processors is the time that the processors took.
	processors []time.Duration
	peak       int64 // the largest resident set, in KiB
}

// compare runs gonetstat and other commands in turn and prints the medians.
func (m *meter) compare(work, options string, others ...string) {
	all := []*series{{command: append([]string{m.program}, strings.Fields(options)...)}}
	if m.former != "" {
		all = append(all, &series{command: append([]string{m.former}, strings.Fields(options)...)})
	}
	for _, other := range others {
		all = append(all, &series{command: words(other)})
	}
	for i := range m.runs + 1 { // the first is to warm up
		for _, s := range all {
			s.run(i > 0)
		}
	}
	ours := median(all[0].times)
	fmt.Printf("%-34s %6.1f ms ", work, milliseconds(ours))
	for _, s := range all[1:] {
		name := s.command[0]
		if name == "sh" {
			name = "loop"
		}
		fmt.Printf("  %s %.1f ms %.2f×", name, milliseconds(median(s.times)), ratio(median(s.times), ours))
	}
	fmt.Printf("  peak %.1f MiB\n", float64(all[0].peak)/1024)
}

func (s *series) run(counts bool) {
	cmd := exec.Command(s.command[0], s.command[1:]...)
	start := time.Now()
	err := cmd.Run()
	took := time.Since(start)
	if cmd.ProcessState == nil {
		check(err)
	}
	if counts {
		s.times = append(s.times, took)
		s.processors = append(s.processors, cmd.ProcessState.UserTime()+cmd.ProcessState.SystemTime())
		s.peak = max(s.peak, cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss)
	}
}

func median[T cmp.Ordered](of []T) T {
	slices.Sort(of)
	return of[len(of)/2]
}

func ratio(a, b time.Duration) float64 { return float64(a) / float64(b) }

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// words splits a command line of which the last argument may be in quotes.
func words(line string) []string {
	before, quoted, ok := strings.Cut(line, "'")
	fields := strings.Fields(before)
	if ok {
		fields = append(fields, strings.TrimSuffix(quoted, "'"))
	}
	return fields
}
