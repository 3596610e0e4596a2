package differential

import (
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// everyMode are the command lines that are compared within a namespace.
var everyMode = []string{
	"-tulpn", "-tanp", "-xap", "-wanp", "-n", "-anp", "-tane", "-tanpee", "-tanW", "-uanp", "-tln", "-xl", "-x", "-lnp", "-4anp", "-6anp",
	"-v -tan", "-Sanv", "-U", "-A inet,unix -an", "-ta --numeric-hosts", "-A bogus", "-Z",
	"-rn", "-rne", "-ree --numeric-hosts", "-6rn", "-rnC", "-rn -A inet,inet6", "-rn --ax25",
	"-i", "-ie", "-ia", "-iae", "-in",
	"-s", "-s6", "-st", "-su", "-s6t", "-sx", "-gn", "-M", "-Mn",
	"--ax25", "--ipx", "--x25", "--bluetooth",
}

// TestOneNamespaceIsListedAsFromWithin compares every mode on a namespace full
// of sockets, routes and interfaces with the reference inside.
func TestOneNamespaceIsListedAsFromWithin(t *testing.T) {
	ns := newDwelling(t, "-full.house")
	holdSockets(t, ns.namespace)
	resident := startResident(t, "sockets:7100", ns.enter()...)
	for _, command := range []string{
		"link add eth1 type veth peer name eth10",
		"addr add 192.0.2.1/24 dev eth1",
		"addr add 2001:db8::1/64 dev eth1 nodad",
		"link set eth1 up",
		"link set eth10 up",
		"route add default via 192.0.2.254",
		"route add unreachable 10.1.0.0/16",
		"-6 route add default via 2001:db8::fe",
	} {
		ns.run(t, append([]string{"ip"}, strings.Fields(command)...)...)
	}
	for _, args := range everyMode {
		t.Run(args, func(t *testing.T) {
			within := ns.enter(append([]string{"netstat"}, strings.Fields(args)...)...)
			sameOutput(t, within, append([]string{program, "--netns", ns.name}, strings.Fields(args)...), nil)
		})
	}
	for how, options := range map[string][]string{
		"path":               {"--netns", ns.path},
		"PID":                {"--netns", resident.pid},
		"path of a process":  {"--netns=/proc/" + resident.pid + "/ns/net"},
		"twice":              {"--netns", ns.name, "--netns", ns.name},
		"twice in two ways":  {"--netns", ns.name + "," + resident.pid},
		"behind the options": {"-an", "--netns", ns.name},
	} {
		for _, args := range []string{"-tulpn", "-xap", "-rn", "-ie"} {
			t.Run("by "+how+" "+args, func(t *testing.T) {
				ours := append(append([]string{program}, options...), args)
				reference := ns.enter("netstat", args)
				if options[0] == "-an" {
					reference = append(reference, "-an")
				}
				sameOutput(t, reference, ours, nil)
			})
		}
	}
}

// TestNamespaceWithoutProcessIsListedAsFromWithin has sockets in a namespace
// that are held from outside.
func TestNamespaceWithoutProcessIsListedAsFromWithin(t *testing.T) {
	ns := newDwelling(t, "-deserted")
	startResident(t, "visit:"+ns.path)
	require.Empty(t, output(t, "ip", "netns", "pids", ns.name).stdout, "the test has a process there")
	require.Contains(t, output(t, ns.enter("netstat", "-tlnp")...).stdout, ":7300 ")
	for _, args := range everyMode {
		t.Run(args, func(t *testing.T) {
			within := ns.enter(append([]string{"netstat"}, strings.Fields(args)...)...)
			sameOutput(t, within, append([]string{program, "--netns", ns.name}, strings.Fields(args)...), nil)
		})
	}
}

// TestOwnNamespaceCanBeNamed compares the program's own namespace, by the path
// that every process knows it by, with a run without --netns.
func TestOwnNamespaceCanBeNamed(t *testing.T) {
	ns := newDwelling(t, "")
	startResident(t, "sockets:7100", ns.enter()...)
	for _, args := range []string{"-tulpn", "-xap", "-rn", "-i", "-s"} {
		for _, name := range []string{"/proc/self/ns/net", ns.name} {
			t.Run(args+" "+name, func(t *testing.T) {
				sameOutput(t, ns.enter("netstat", args), ns.enter(program, "--netns="+name, args), nil)
			})
		}
	}
}

// village makes namespaces of every kind.
func village(t *testing.T) map[string]*dwelling {
	t.Helper()
	named := newDwelling(t, "-v1.2_a")
	startResident(t, "sockets:7100", named.enter()...)
	startResident(t, "sockets:7110", named.enter()...)
	deserted := newDwelling(t, "-deserted")
	startResident(t, "visit:"+deserted.path)
	empty := newDwelling(t, "-empty")
	unnamed := startResident(t, "sockets:7100", "unshare", "--net")
	threads := startResident(t, "sockets:7120 thread:7130", named.enter()...)
	pidNamespace := startResident(t, "sockets:7140", "unshare", "--net", "--pid", "--fork")
	leftover := startResident(t, "sockets:7150 thread:7160", "unshare", "--net")
	keeper := startResident(t, "keep:7170")
	return map[string]*dwelling{
		"named":              named,
		"without process":    deserted,
		"empty":              empty,
		"unnamed":            unnamedDwelling(t, "/proc/"+unnamed.pid+"/ns/net"),
		"of a thread":        unnamedDwelling(t, "/proc/"+threads.pid+"/task/"+threads.said+"/ns/net"),
		"of a PID namespace": unnamedDwelling(t, "/proc/"+pidNamespace.pid+"/ns/net"),
		"unnamed process's":  unnamedDwelling(t, "/proc/"+leftover.pid+"/ns/net"),
		"of a descriptor":    unnamedDwelling(t, "/proc/"+keeper.pid+"/fd/"+keeper.said),
		"unnamed thread's":   unnamedDwelling(t, "/proc/"+leftover.pid+"/task/"+leftover.said+"/ns/net"),
	}
}

// TestAllNamespacesAreInOneList compares the rows of each namespace in the list
// of all with the reference's inside.
func TestAllNamespacesAreInOneList(t *testing.T) {
	for kind, ns := range village(t) {
		for _, args := range []string{
			"-tulpn", "-tanp", "-xap", "-wanp", "-n", "-anp", "-anpe", "-tan", "-uanW", "-x", "-xl", "-tanpoe", "-an --numeric-users -e", "-4anp", "-6ln",
		} {
			t.Run(kind+" "+args, func(t *testing.T) {
				words := strings.Fields(args)
				sameOutput(t, ns.enter(append([]string{"netstat"}, words...)...), append([]string{program, "--all-netns"}, words...),
					func(ours, reference result) (result, result) {
						assert.Regexp(t, `(?m)^Proto .* NetNS( +Path)?$`, ours.stdout)
						return result{stdout: rowsOf(ours.stdout, ns.label)}, result{stdout: allRows(reference.stdout)}
					})
			})
		}
	}
}

// TestNamespaceOfADescriptorHasItsPlace has namespaces without a name in the
// order of their numbers, however late they are found.
func TestNamespaceOfADescriptorHasItsPlace(t *testing.T) {
	startResident(t, "sockets:7100", "unshare", "--net")
	var kept []string
	for range 2 {
		keeper := startResident(t, "keep:7100")
		kept = append(kept, unnamedDwelling(t, "/proc/"+keeper.pid+"/fd/"+keeper.said).label)
	}
	startResident(t, "sockets:7100", "unshare", "--net")
	for _, args := range []string{"-tln", "-tlnp", "-uan", "-xl"} {
		listing := ourOutput(t, "--all-netns", args).stdout
		last := map[string]uint64{}
		for row := range strings.Lines(allRows(listing)) {
			_, number, unnamed := strings.Cut(row, "net:[")
			if !unnamed {
				continue
			}
			number, _, _ = strings.Cut(number, "]")
			inode, err := strconv.ParseUint(number, 10, 64)
			require.NoError(t, err, row)
			proto := strings.Fields(row)[0]
			assert.LessOrEqual(t, last[proto], inode, "%s: %s", args, row)
			last[proto] = inode
		}
		for _, label := range kept {
			assert.NotEmpty(t, rowsOf(listing, label), "%s: %s", args, label)
		}
	}
}

// TestSomeNamespacesAreInOneList compares a list of named namespaces, which is
// made of the reference's lists, protocol by protocol.
func TestSomeNamespacesAreInOneList(t *testing.T) {
	homes := village(t)
	first, second, third := homes["named"], homes["without process"], homes["unnamed"]
	got := ourOutput(t, "--netns", first.name+","+second.name, "--netns", third.path, "-tuanp")
	assert.Empty(t, got.stderr)
	assert.Equal(t, "0\n", got.status)
	var want strings.Builder
	want.WriteString("Active Internet connections (servers and established)\n" +
		"Proto Recv-Q Send-Q Local Address           Foreign Address         State       PID/Program name     NetNS\n")
	for _, protocol := range []string{"-tanp", "-uanp"} {
		for _, ns := range []*dwelling{first, second, third} {
			rows := allRows(output(t, ns.enter("netstat", protocol)...).stdout)
			require.NotEmpty(t, rows)
			for row := range strings.Lines(rows) {
				fmt.Fprintf(&want, "%s %s\n", strings.TrimSuffix(row, "\n"), ns.label)
			}
		}
	}
	assert.Equal(t, want.String(), got.stdout)
	live.Add(1)
}

// TestOtherModesAreInBlocks compares the block of each namespace with the
// reference's output inside.
func TestOtherModesAreInBlocks(t *testing.T) {
	homes := village(t)
	homes["named"].run(t, "ip", "link", "add", "eth1", "type", "veth", "peer", "name", "eth10")
	homes["named"].run(t, "ip", "addr", "add", "192.0.2.1/24", "dev", "eth1")
	homes["named"].run(t, "ip", "link", "set", "eth1", "up")
	for kind, ns := range homes {
		for _, args := range []string{"-rn", "-ree", "-6rn", "-i", "-ia", "-iae", "-s", "-s6", "-st", "-gn", "-M"} {
			t.Run(kind+" "+args, func(t *testing.T) {
				sameOutput(t, ns.enter("netstat", args), []string{program, "--all-netns", args}, func(ours, reference result) (result, result) {
					block, count := blockOf(ours.stdout, ns.label)
					assert.Equal(t, 1, count, "%s is there once", ns.label)
					return result{stdout: block}, result{stdout: reference.stdout}
				})
			})
		}
	}
}

// TestNamespaceOfTwoNamesIsListedOnce gives a namespace a second name.
func TestNamespaceOfTwoNamesIsListedOnce(t *testing.T) {
	ns := newDwelling(t, "-b")
	resident := startResident(t, "sockets:7100", ns.enter()...)
	second := ns.name + "-a"
	require.Equal(t, "0\n", output(t, "ip", "netns", "attach", second, resident.pid).status)
	t.Cleanup(func() { exec.Command("ip", "netns", "delete", second).Run() })
	all := ourOutput(t, "--all-netns", "-tlnp").stdout
	assert.Equal(t, allRows(output(t, ns.enter("netstat", "-tlnp")...).stdout), rowsOf(all, ns.label))
	assert.NotContains(t, all, " "+second+"\n")
	assert.Contains(t, ourOutput(t, "--netns", second+","+os.DevNull, "-tlnp").stdout, " "+second+"\n", "a name that was asked for is its label")
}

// TestAllNamespacesSeenFromWithinOne has the program's own namespace first.
func TestAllNamespacesSeenFromWithinOne(t *testing.T) {
	ns := newDwelling(t, "-own")
	startResident(t, "sockets:7100", ns.enter()...)
	inHost := unnamedDwelling(t, "/proc/self/ns/net")
	got := output(t, ns.enter(program, "--all-netns", "-rn")...)
	assert.True(t, strings.HasPrefix(got.stdout, "Network namespace "+ns.name+"\n"), got.stdout)
	_, count := blockOf(got.stdout, inHost.label)
	assert.Equal(t, 1, count, "the host's namespace has no name and is not the program's own: %s", got.stdout)

	unnamed := startResident(t, "sockets:7100", "unshare", "--net")
	got = output(t, "nsenter", "--net=/proc/"+unnamed.pid+"/ns/net", program, "--all-netns", "-tln")
	assert.Equal(t, allRows(output(t, "nsenter", "--net=/proc/"+unnamed.pid+"/ns/net", "netstat", "-tln").stdout), rowsOf(got.stdout, "-"))
}
