package sockdiag

import (
	"fmt"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"github.com/gonetstat/gonetstat/internal/testkit"
)

// listenerText says of a listener what ss(8) prints of it, in ss's words.
func listenerText(t *testing.T, s whole, device string) string {
	t.Helper()
	address := s.Local.Addr().String()
	if s.Local.Addr().Is6() {
		address = "[" + address + "]"
	}
	if address == "[::]" && !s.V6Only {
		address = "*"
	}
	if device != "" {
		address += "%" + device
	}
	text := fmt.Sprintf("LISTEN %d %d %s:%d ino:%d sk:%x", s.RxQueue, s.BacklogLimit, address, s.Local.Port(), s.Inode, s.Cookie)
	if s.HasMark && s.Mark != 0 {
		text += fmt.Sprintf(" fwmark:%#x", s.Mark)
	}
	if s.HasV6Only {
		text += fmt.Sprintf(" v6only:%d", map[bool]int{true: 1}[s.V6Only])
	}
	return text
}

var ssListener = regexp.MustCompile(`^(LISTEN) +(\d+) +(\d+) +(\S+) +\S+ +(?:uid:\d+ )?(ino:\d+) (sk:\S+)( fwmark:\S+)?(?: cgroup:\S+)?( v6only:\d)?`)

func TestLiveListenersAreAsSsTells(t *testing.T) {
	testkit.Need(t, "ss")
	enterNamespace(t)
	conn := open(t)
	o := opener{t}
	port := 7000
	marks := map[uint16]uint32{}
	for _, v6only := range []int{-1, 0, 1} {
		for _, device := range []string{"", "lo"} {
			for _, backlog := range []int{0, 7, 4096} {
				for _, mark := range []int{0, 0x2a, 0x7fffffff} {
					port++
					address, domain := inet4([4]byte{}, port), unix.AF_INET
					if v6only >= 0 {
						address, domain = inet6([16]byte{}, port), unix.AF_INET6
					}
					fd := o.socket(domain, unix.SOCK_STREAM, 0)
					if v6only >= 0 {
						require.NoError(t, unix.SetsockoptInt(fd, unix.IPPROTO_IPV6, unix.IPV6_V6ONLY, v6only))
					}
					if device != "" {
						require.NoError(t, unix.BindToDevice(fd, device))
					}
					require.NoError(t, unix.SetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_MARK, mark))
					require.NoError(t, unix.Bind(fd, address))
					require.NoError(t, unix.Listen(fd, backlog))
					marks[uint16(port)] = uint32(mark)
					if backlog == 7 && v6only != 1 {
						o.connect(inet4(loopback, port))
					}
				}
			}
		}
	}
	var expected, got []string
	for line := range strings.Lines(run(t, "ss", "-tlneH")) {
		match := ssListener.FindStringSubmatch(line)
		require.NotNil(t, match, line)
		expected = append(expected, strings.Join(match[1:7], " ")+match[7]+match[8])
	}
	devices := map[uint32]string{0: "", 1: "lo"}
	for _, socket := range dump(t, conn, Request{Protocol: TCP, Family: BothFamilies, States: Listeners}) {
		device, known := devices[socket.Device]
		require.True(t, known)
		got = append(got, listenerText(t, socket, device))
		assert.True(t, socket.HasMark)
		assert.Equal(t, marks[socket.Local.Port()], socket.Mark)
		assert.Equal(t, socket.Local.Addr().Is6(), socket.HasV6Only)
	}
	require.Len(t, got, 3*2*3*3)
	assert.ElementsMatch(t, expected, got)
}

// ssNumber gives the number behind a word in a line of "ss -ti".
func ssNumber(t *testing.T, line, word string) float64 {
	t.Helper()
	match := regexp.MustCompile(`[ \t]` + word + `([0-9.]+)`).FindStringSubmatch(line)
	require.NotNil(t, match, "no %s in %s", word, line)
	number, err := strconv.ParseFloat(match[1], 64)
	require.NoError(t, err)
	return number
}

func TestLiveTCPInfoIsAsSsTells(t *testing.T) {
	testkit.Need(t, "ss")
	enterNamespace(t)
	conn := open(t)
	inFar := wire(t)
	o := opener{t}
	var server, client, accepted int
	inFar(func() { server = o.listen(inet4(far, 9001), 8) })
	client = o.connect(inet4(far, 9001))
	inFar(func() { accepted = o.accept(server) })
	_, err := unix.Write(client, make([]byte, 50000))
	require.NoError(t, err)
	_, err = unix.Write(accepted, make([]byte, 333))
	require.NoError(t, err)
	info := func() TCPInfo {
		sockets := dump(t, conn, Request{Protocol: TCP, Family: IPv4, States: Connections, TCPInfo: true})
		require.Len(t, sockets, 1)
		congestion := strings.Fields(run(t, "ss", "-tinHO"))[5]
		assert.Equal(t, congestion, string(sockets[0].Congestion))
		return sockets[0].Info
	}
	for deadline := time.Now().Add(patience); ; time.Sleep(10 * time.Millisecond) {
		acknowledged, _ := info().BytesAcked()
		received, _ := info().BytesReceived()
		if acknowledged > 50000 && received == 333 { // the SYN counts
			break
		}
		require.True(t, time.Now().Before(deadline), "what was sent does not arrive: %s", run(t, "ss", "-tinHO"))
	}
	figures := []struct {
		word  string
		unit  float64
		value func(TCPInfo) (uint64, bool)
	}{
		{"rtt:", 1000, wide(TCPInfo.RTT)},
		{`rtt:[0-9.]+/`, 1000, wide(TCPInfo.RTTVar)},
		{"minrtt:", 1000, wide(TCPInfo.MinRTT)},
		{"mss:", 1, wide(TCPInfo.MSS)},
		{"pmtu:", 1, wide(TCPInfo.PMTU)},
		{"cwnd:", 1, wide(TCPInfo.CongestionWindow)},
		{"bytes_acked:", 1, TCPInfo.BytesAcked},
		{"bytes_received:", 1, TCPInfo.BytesReceived},
		{"segs_out:", 1, wide(TCPInfo.SegmentsOut)},
		{"segs_in:", 1, wide(TCPInfo.SegmentsIn)},
		{"delivery_rate ", 1. / 8, TCPInfo.DeliveryRate},
		{"pacing_rate ", 1. / 8, TCPInfo.PacingRate},
	}
	numbers := func(i TCPInfo) (all []uint64) {
		for _, figure := range figures {
			value, known := figure.value(i)
			require.True(t, known, figure.word)
			all = append(all, value)
		}
		for _, value := range []func(TCPInfo) (uint32, bool){TCPInfo.TotalRetransmits, TCPInfo.Lost} {
			number, known := value(i)
			require.True(t, known)
			all = append(all, uint64(number))
		}
		now, known := i.Retransmits()
		require.True(t, known)
		return append(all, uint64(now))
	}
	// What ss tells, and what was told before and behind it, with nothing under
	// way in between.
	ask := func() (before TCPInfo, line string, after TCPInfo) {
		for deadline := time.Now().Add(patience); ; {
			before, line, after = info(), run(t, "ss", "-tinHO"), info()
			if slices.Equal(numbers(before), numbers(after)) {
				return before, line, after
			}
			require.True(t, time.Now().Before(deadline), "something is always under way: %s", line)
		}
	}
	i, line, _ := ask()
	for _, figure := range figures {
		value, _ := figure.value(i)
		assert.InEpsilon(t, ssNumber(t, line, figure.word)*figure.unit, float64(value), 1e-2, "%s in %s", figure.word, line)
	}

	// What is lost on the way is sent again.
	ip(t, "neigh replace 10.77.0.2 lladdr "+nowhere+" dev near nud permanent")
	_, err = unix.Write(client, make([]byte, 3000))
	require.NoError(t, err)
	for deadline := time.Now().Add(patience); ; time.Sleep(10 * time.Millisecond) {
		if now, _ := info().Retransmits(); now >= 1 {
			break
		}
		require.True(t, time.Now().Before(deadline), "nothing is sent again: %s", run(t, "ss", "-tinHO"))
	}
	i, line, after := ask()
	now, _ := i.Retransmits()
	total, _ := i.TotalRetransmits()
	lost, _ := i.Lost()
	assert.EqualValues(t, ssNumber(t, line, `backoff:`), now, line)
	assert.EqualValues(t, ssNumber(t, line, `retrans:\d+/`), total, line)
	assert.EqualValues(t, ssNumber(t, line, `lost:`), lost, line)
	const millisecond = 1000
	busy, ok := i.BusyTime()
	require.True(t, ok)
	busier, _ := after.BusyTime()
	assert.LessOrEqual(t, float64(busy/millisecond), ssNumber(t, line, `busy:`), line) // it goes on
	assert.GreaterOrEqual(t, float64(busier/millisecond), ssNumber(t, line, `busy:`), line)
	for _, limited := range []func(TCPInfo) (uint64, bool){TCPInfo.WindowLimited, TCPInfo.SendBufferLimited} {
		time, ok := limited(i)
		require.True(t, ok)
		assert.Zero(t, time)
	}
}

func wide(value func(TCPInfo) (uint32, bool)) func(TCPInfo) (uint64, bool) {
	return func(i TCPInfo) (uint64, bool) {
		v, ok := value(i)
		return uint64(v), ok
	}
}

// An ordinary user sees all but marks.
func TestLiveMarksTakeCapNetAdmin(t *testing.T) {
	enterNamespace(t)
	o := opener{t}
	fd := o.listen(inet4(loopback, 7001), 8)
	require.NoError(t, unix.SetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_MARK, 7))
	cmd := exec.Command("/proc/self/exe")
	cmd.Env = []string{dumpEnv + "=1"}
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s", out)
	assert.Equal(t, "127.0.0.1:7001 mark 0 false\n", string(out))
	sockets := dump(t, open(t), Request{Protocol: TCP, Family: IPv4, States: All})
	require.Len(t, sockets, 1)
	assert.Equal(t, uint32(7), sockets[0].Mark)
}
