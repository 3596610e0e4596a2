package modes

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

const (
	someGroups  = "1 lo ff020000000000000000000000000001 1\n"
	otherGroups = "Idx\tDevice    : Count\n1\teth0 :\n\tFFFFFFFF 2\n"
)

func TestGroupsOfSeveralNamespacesAreListedApart(t *testing.T) {
	r, spaces, stdout, stderr := severalSpaces(t, accepted(t, "-g", "--numeric-hosts"),
		map[string]string{"igmp": "", "igmp6": someGroups}, map[string]string{"igmp": otherGroups})
	assert.Zero(t, listIn(r, spaces))
	const heading = "IPv6/IPv4 Group Memberships\nInterface       RefCnt Group\n--------------- ------ ---------------------\n"
	assert.Equal(t, "Network namespace a\n"+heading+"lo              1      ff02::1\n"+
		"Network namespace b\n"+heading+"eth0            2      255.255.255.255\n", stdout.String())
	assert.Empty(t, stderr.String())
}

func TestOldFamiliesAreListedWhereverTheyAre(t *testing.T) {
	r, spaces, stdout, stderr := severalSpaces(t, accepted(t, "--ax25"),
		map[string]string{}, map[string]string{"ax25": "1 ax0 A B 3 1 2\n"})
	assert.Zero(t, listIn(r, spaces))
	assert.Equal(t, "Network namespace b\nActive AX.25 sockets\n"+
		"Dest       Source     Device  State        Vr/Vs    Send-Q  Recv-Q\n"+
		"B          A          ax0     ESTABLISHED  002/001  0       0     \n", stdout.String())
	assert.Empty(t, stderr.String())
}

func TestAnOldFamilyThatNoNamespaceHasIsNotSupported(t *testing.T) {
	r, spaces, stdout, stderr := severalSpaces(t, accepted(t, "--ax25", "--rose"), map[string]string{}, map[string]string{})
	assert.Equal(t, 1, listIn(r, spaces))
	assert.Empty(t, stdout.String())
	assert.Equal(t, "netstat: no support for `AF AX25' on this system.\n", stderr.String())
}
