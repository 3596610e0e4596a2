package differential

import (
	"bufio"
	"fmt"
	"math/rand"
	"net"
	"os"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

func init() { register(generator{"groups", 80, makeGroups}) }

// interfaceNames are such as the kernel has, and some that it cannot have.
var interfaceNames = []string{"lo", "eth0", "eth0.100", "wlp3s0", "br-0123456789ab", "veth0a1b2c3@if7", "a-name-that-is-too-long", "a:b", "x y"}

// makeGroups makes net/igmp and net/igmp6.
func makeGroups(r *rand.Rand) (tree, []string) {
	tr := tree{}
	if r.Intn(6) > 0 {
		tr["net/igmp"] = groupTable4(r)
	}
	if r.Intn(6) > 0 {
		tr["net/igmp6"] = groupTable6(r)
	}
	if r.Intn(2) == 0 {
		tr["net/unix"] = ""
	}
	if r.Intn(2) == 0 {
		tr["/etc/hosts"] = "224.0.0.251 mdns.mcast.net\nff02::fb mdns6.mcast.net alias\n239.1.2.3 a-long-name.with-a-domain.example.org\n"
		tr["/etc/nsswitch.conf"] = "hosts: files\n"
	}
	args := append(numericOptions(r, tr), "-g")
	return tr, append(args, someOf(r, 0.2, "-4", "-6", "-W", "-e", "-p", "-o", "-a", "-l", "-x", "-t", "--inet", "-Ainet6", "-v", "--ipx", "-2")...)
}

func groupTable4(r *rand.Rand) string {
	if r.Intn(20) == 0 {
		return pick(r, "", "\n", "garbage\n", "Device\n")
	}
	old := r.Intn(8) == 0
	text := "Idx\tDevice    : Count Querier\tGroup    Users Timer\tReporter\n"
	kinds := "d"
	if old {
		text = strings.TrimPrefix(text, "Idx\t")
		kinds = "w"
	}
	for range 1 + r.Intn(5) {
		line := fmt.Sprintf("%-10s: %5d %7s", pick(r, interfaceNames...), r.Intn(9), pick(r, "V1", "V2", "V3", "NONE"))
		if !old {
			line = fmt.Sprintf("%d\t%s", 1+r.Intn(300), line)
		}
		text += oddGroupLine(r, resize(r, line, kinds)) + "\n"
		for range r.Intn(4) {
			address := pick(r, "010000E0", "FB0000E0", "030201EF", "00000000", fmt.Sprintf("%08X", r.Uint32()))
			row := fmt.Sprintf("\t\t\t\t%s %5d %d:%08X\t\t%d", address, pick(r, 1, 2, 12345678, -1), r.Intn(2), r.Uint32(), r.Intn(2))
			text += oddGroupLine(r, resize(r, row, "4dxxd")) + "\n"
		}
	}
	return strings.TrimSuffix(text, pick(r, "", "", "", "\n"))
}

func groupTable6(r *rand.Rand) string {
	var text string
	for range r.Intn(9) {
		address := pick(r, "ff020000000000000000000000000001", "ff0200000000000000000001ff001122", "ff0200000000000000000000000000fb",
			"00000000000000000000000000000000", "00000000000000000000ffff0a000001", "000000000000000000000000ef010203", fmt.Sprintf("%016x%016x", r.Uint64(), r.Uint64()))
		row := fmt.Sprintf("%-4d %-15s %s %5d %08X %d", 1+r.Intn(300), pick(r, interfaceNames[:7]...), address,
			pick(r, 1, 2, 12345678, -1), pick(r, 4, 8, 12), r.Intn(9))
		odd := resize(r, row, "dw6dxd")
		if shortGroup.MatchString(odd) {
			odd = row
		}
		text += oddGroupLine(r, odd) + "\n"
	}
	return strings.TrimSuffix(text, pick(r, "", "", "", "\n"))
}

// shortGroup is a row of net/igmp6 whose address is read short, such as behind
// a name whose 16th character is a digit: the reference takes the rest of the
// address from memory that it has not written.
var shortGroup = regexp.MustCompile(`^\d+\s+(?:\S{1,14}\s+|\S{15}\s*)[0-9A-Fa-f]{1,31}\s`)

// oddGroupLine garbles a line now and then. It leaves no address short, of
// which the reference would show memory that it has not written.
func oddGroupLine(r *rand.Rand, line string) string {
	if r.Intn(15) > 0 {
		return line
	}
	return pick(r, "", "garbage", "\t", "\tgarbage", "x"+line, line+" more", line+"\r", strings.ReplaceAll(line, " ", "  "),
		strings.Replace(line, "\t", "", 1), line[:10], strings.Replace(line, ":", "", 1), "\x00"+line, strings.Repeat("long ", 3000))
}

// A short line of net/igmp lies over the one before it in the reference's
// buffer, and over what stood behind the colon there.
func TestShortLinesOfGroupsLieOverLongOnes(t *testing.T) {
	const heading, row = "Idx\tDevice    : Count Querier\tGroup    Users Timer\tReporter\n", "\t\t\t\t010000E0     1 0:00000000\t\t0\n"
	for _, lines := range [][]string{
		{"b:     1      V3\n", "garbage\n"}, {"b     :  abc   1      V3\n", "x\n", "yy\n"}, {"a:b:c:defghijk\n", "z\n", "zzzzz\n"},
		{"lo   :abcdef\n", "gar\n", "g:r\n", "qqqqqqqqqq\n"},
	} {
		for _, number := range []string{"", "1\t"} {
			text := heading
			if number == "" {
				text = strings.TrimPrefix(heading, "Idx\t")
			}
			for _, line := range lines {
				text += number + line + row
			}
			compare(t, tree{"net/igmp": text}, "-gn4")
		}
	}
}

// TestLiveGroups compares real memberships of interfaces of both families.
func TestLiveGroups(t *testing.T) {
	ns := newNamespace(t)
	ns.run(t, "ip", "link", "add", "left", "type", "veth", "peer", "name", "right-123456789")
	for i, name := range []string{"left", "right-123456789"} {
		ns.run(t, "ip", "addr", "add", fmt.Sprintf("10.78.%d.1/24", i), "dev", name)
		ns.run(t, "ip", "addr", "add", fmt.Sprintf("fd78:%d::1/64", i), "dev", name, "nodad")
		ns.run(t, "ip", "link", "set", name, "up")
	}
	joinGroups(t, ns)
	listing := ns.run(t, "netstat", "-gn")
	for _, row := range []string{
		"left            2      239.1.2.3\n", "right-123456789 1      224.0.0.251\n", "lo              1      239.255.255.250\n",
		"left            3      ff05::1234\n", "right-123456789 1      ff02::fb\n", "lo              1      ff01::101\n",
	} {
		require.Contains(t, listing, row, "the test does not hold this membership")
	}
	for _, args := range []string{"-gn", "-gn4", "-gn6", "-gn46", "-g --numeric-hosts", "-gnv", "-gnW", "-gnela", "-gnpo", "--groups -n -A inet",
		"-gn -A inet6", "-gnt", "-gnu6", "-gnx", "-ngw"} {
		t.Run("root "+args, func(t *testing.T) { compareLive(t, ns, strings.Fields(args)...) })
	}
	for _, args := range []string{"-gn", "-gn4", "-gnp6", "-gnxp"} {
		t.Run("nobody "+args, func(t *testing.T) { compareLiveAs(t, ns, nobody, strings.Fields(args)...) })
	}
}

// joinGroups makes sockets that join groups on the interfaces of a namespace,
// for as long as the test runs.
func joinGroups(t *testing.T, ns *namespace) {
	t.Helper()
	var sockets []int
	t.Cleanup(func() {
		for _, fd := range sockets {
			unix.Close(fd)
		}
	})
	joined := make(chan error)
	go func() {
		runtime.LockOSThread() // and never unlock it: the thread ends in the other namespace
		joined <- func() error {
			file, err := os.Open("/run/netns/" + ns.name)
			if err != nil {
				return err
			}
			defer file.Close()
			if err := unix.Setns(int(file.Fd()), unix.CLONE_NEWNET); err != nil {
				return err
			}
			for _, m := range []struct{ device, group string }{
				{"left", "239.1.2.3"}, {"left", "239.1.2.3"}, {"left", "239.4.5.6"}, {"right-123456789", "224.0.0.251"}, {"lo", "239.255.255.250"},
				{"left", "ff05::1234"}, {"left", "ff05::1234"}, {"left", "ff05::1234"}, {"right-123456789", "ff02::fb"}, {"lo", "ff01::101"},
			} {
				fd, err := joinGroup(m.device, net.ParseIP(m.group))
				if err != nil {
					return fmt.Errorf("join %s on %s: %w", m.group, m.device, err)
				}
				sockets = append(sockets, fd)
			}
			return nil
		}()
	}()
	require.NoError(t, <-joined)
}

func joinGroup(device string, group net.IP) (int, error) {
	in, err := net.InterfaceByName(device)
	if err != nil {
		return 0, err
	}
	if v4 := group.To4(); v4 != nil {
		fd, err := unix.Socket(unix.AF_INET, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, 0)
		if err != nil {
			return 0, err
		}
		return fd, unix.SetsockoptIPMreqn(fd, unix.IPPROTO_IP, unix.IP_ADD_MEMBERSHIP, &unix.IPMreqn{Multiaddr: [4]byte(v4), Ifindex: int32(in.Index)})
	}
	fd, err := unix.Socket(unix.AF_INET6, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return 0, err
	}
	return fd, unix.SetsockoptIPv6Mreq(fd, unix.IPPROTO_IPV6, unix.IPV6_JOIN_GROUP, &unix.IPv6Mreq{Multiaddr: [16]byte(group.To16()), Interface: uint32(in.Index)})
}

// TestContinuousGroupsStayRight holds gonetstat to its deviation: the reference
// misreads net/igmp in all listings of -c but the first.
func TestContinuousGroupsStayRight(t *testing.T) {
	first := strings.SplitAfter(newNamespace(t).run(t, "netstat", "-gn"), "\n")
	ns := newNamespace(t)
	cmd := ns.command(program, "-gnc")
	stdout, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	t.Cleanup(func() { cmd.Process.Kill(); cmd.Wait() })
	lines := bufio.NewReader(stdout)
	for range 2 {
		for _, want := range first {
			if want != "" {
				got, err := lines.ReadString('\n')
				require.NoError(t, err)
				assert.Equal(t, want, got)
			}
		}
	}
}
