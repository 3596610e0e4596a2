package sockdiag

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"github.com/gonetstat/gonetstat/internal/procnet"
)

// chunkOfRows gives a datagram as long as the kernel makes them.
func chunkOfRows() (messages []byte, rows int) {
	one := socketMessage(row4(), attribute(8, []byte{0}), attribute(attrMark, bytesOf(uint32(0))),
		attribute(14, nil), attribute(attrCgroupID, bytesOf(uint64(1))), attribute(22, []byte{0, 0}))
	for len(messages)+len(one) < ChunkSize-320 {
		messages = append(messages, one...)
		rows++
	}
	return messages, rows
}

func TestNothingIsAllocatedForARow(t *testing.T) {
	messages, count := chunkOfRows()
	require.Greater(t, count, 200)
	var row procnet.Socket
	var extra Extra
	assert.Zero(t, testing.AllocsPerRun(10, func() {
		checked, _, err := testWant.messages(messages)
		if err != nil {
			panic(err)
		}
		for rows := (Rows{checked}); rows.Next(&row); {
		}
		for rows := (Rows{checked}); rows.NextWhole(&row, &extra); {
		}
	}))
}

func BenchmarkRows(b *testing.B) {
	messages, count := chunkOfRows()
	var row procnet.Socket
	var extra Extra
	perRow := func(b *testing.B) { b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*count), "ns/row") }
	b.Run("check", func(b *testing.B) {
		for b.Loop() {
			_, _, err := testWant.messages(messages)
			require.NoError(b, err)
		}
		perRow(b)
	})
	b.Run("parse", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			for rows := (Rows{messages}); rows.Next(&row); {
			}
		}
		perRow(b)
	})
	b.Run("parse_whole", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			for rows := (Rows{messages}); rows.NextWhole(&row, &extra); {
			}
		}
		perRow(b)
	})
}

// countProcessorTime reports the time that a benchmark takes of processors, in
// the kernel and out of it, which other work on the machine changes less than
// the time it takes.
func countProcessorTime(b *testing.B) {
	spent := func() int64 {
		var usage unix.Rusage
		require.NoError(b, unix.Getrusage(unix.RUSAGE_SELF, &usage))
		return usage.Utime.Nano() + usage.Stime.Nano()
	}
	begin := spent()
	b.Cleanup(func() { b.ReportMetric(float64(spent()-begin)/float64(b.N)/1e6, "cpu-ms/op") })
}

// drain reads a dump and parses its rows.
func drain(b *testing.B, conn *Conn, request Request, buf []byte) (count int) {
	answer, err := conn.Dump(request)
	require.NoError(b, err)
	for {
		rows, err := answer.Next(buf)
		if err == io.EOF {
			return count
		}
		require.NoError(b, err)
		var row procnet.Socket
		for rows.Next(&row) {
			count++
		}
	}
}

func BenchmarkDump(b *testing.B) {
	for _, thousands := range []int{0, 100} {
		enterNamespace(b)
		holdSockets(b, thousands)
		namespace := here(b)
		defer unix.Close(namespace)
		inside := func(name string, do func(b *testing.B)) {
			b.Run(fmt.Sprintf("%d000_sockets/%s", thousands, name), func(b *testing.B) {
				stay(b) // a benchmark within another has a thread of its own
				require.NoError(b, unix.Setns(namespace, unix.CLONE_NEWNET))
				countProcessorTime(b)
				do(b)
			})
		}
		dump := func(name string, request Request, size, receiveBuffer, rows int) {
			inside(name, func(b *testing.B) {
				conn := open(b)
				if receiveBuffer > 0 {
					require.NoError(b, unix.SetsockoptInt(conn.fd, unix.SOL_SOCKET, unix.SO_RCVBUFFORCE, receiveBuffer))
				}
				buf := make([]byte, size)
				b.ReportAllocs()
				for b.Loop() {
					require.GreaterOrEqual(b, drain(b, conn, request, buf), rows)
				}
			})
		}
		all := Request{Protocol: TCP, Family: IPv4, States: All}
		// The kernel fills no more than 32 KiB at a time, and keeps no more than
		// one datagram, so neither a larger buffer helps nor SO_RCVBUF.
		for _, size := range []int{4 << 10, 8 << 10, 16 << 10, ChunkSize, 256 << 10} {
			dump(fmt.Sprintf("buffer_%dK", size>>10), all, size, 0, 1000*thousands)
		}
		dump("receive_buffer_8M", all, ChunkSize, 8<<20, 1000*thousands)
		dump("tcp_info", Request{Protocol: TCP, Family: IPv4, States: All, TCPInfo: true}, ChunkSize, 0, 1000*thousands)
		dump("listeners", Request{Protocol: TCP, Family: IPv4, States: Listeners}, ChunkSize, 0, thousands/2)
		inside("table", func(b *testing.B) {
			for b.Loop() {
				require.GreaterOrEqual(b, len(table(b, &procnet.TCP)), 1000*thousands)
			}
		})
	}
}

// BenchmarkNamespaces reads the listeners of 100 namespaces of five each,
// through a socket made in each and through the table of a process there.
func BenchmarkNamespaces(b *testing.B) {
	const count = 100
	enterNamespace(b)
	home := here(b)
	defer unix.Close(home)
	o := opener{b}
	var doors []int
	var processes []string
	for range count {
		require.NoError(b, unix.Unshare(unix.CLONE_NEWNET))
		for i := range 5 {
			o.listen(inet4([4]byte{}, 1000+i), 8)
		}
		door := here(b)
		defer unix.Close(door)
		doors = append(doors, door)
		process := exec.Command("cat")
		stdin, err := process.StdinPipe()
		require.NoError(b, err)
		require.NoError(b, process.Start())
		defer process.Wait()
		defer stdin.Close()
		processes = append(processes, strconv.Itoa(process.Process.Pid))
	}
	buf := make([]byte, ChunkSize)
	visit := func(b *testing.B, do func()) {
		b.Helper()
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		for _, door := range doors {
			require.NoError(b, unix.Setns(door, unix.CLONE_NEWNET))
			do()
		}
		require.NoError(b, unix.Setns(home, unix.CLONE_NEWNET))
	}
	b.Run("enter", func(b *testing.B) {
		countProcessorTime(b)
		for b.Loop() {
			visit(b, func() {})
		}
	})
	b.Run("enter_and_open", func(b *testing.B) {
		countProcessorTime(b)
		for b.Loop() {
			visit(b, func() {
				conn, err := Open(unix.Socket)
				require.NoError(b, err)
				conn.Close()
			})
		}
	})
	for name, states := range map[string]States{"listeners": Listeners, "all_states": All} {
		b.Run("enter_and_dump_"+name, func(b *testing.B) {
			countProcessorTime(b)
			for b.Loop() {
				visit(b, func() {
					conn, err := Open(unix.Socket)
					require.NoError(b, err)
					require.Equal(b, 5, drain(b, conn, Request{Protocol: TCP, Family: BothFamilies, States: states}, buf))
					conn.Close()
				})
			}
		})
	}
	b.Run("table_of_process", func(b *testing.B) {
		countProcessorTime(b)
		for b.Loop() {
			for _, process := range processes {
				for _, name := range []string{"tcp", "tcp6"} {
					file, err := os.Open("/proc/" + process + "/net/" + name)
					require.NoError(b, err)
					for {
						if n, err := file.Read(buf); n == 0 || err != nil {
							break
						}
					}
					file.Close()
				}
			}
		}
	})
}
