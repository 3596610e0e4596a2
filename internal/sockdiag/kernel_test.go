package sockdiag

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestListenersAreInOrderButBetween515And519(t *testing.T) {
	for release, in := range map[string]bool{
		"2.6.32": true, "4.4.0-210-generic": true, "4.19.0-27-amd64": true, "5.4.0": true, "5.10.0-30-amd64": true, "5.13.19": true,
		"5.14.21-150500.55.7-default": false, // has 5.15's
		"5.15.0-113-generic":          false, "5.15": false, "5.16.20": false, "5.18.19": false,
		"5.19": true, "5.19.0-rc1": true, "6.0.0": true, "6.1.0-21-amd64": true, "6.18.44": true, "10.0": true,
		"3.10.0-1160.el7.x86_64": false, "4.18.0-553.el8_10.x86_64": false, "5.14.0-427.13.1.el9_4.x86_64": false,
		"6.12.0-55.el10.x86_64": true,
		"":                      false, "6": false, "x.y": false, "6.": false, ".1": false, "99999.1": false, "5.99999": false, "-5.4": false,
	} {
		assert.Equal(t, in, ParseKernel(release).listenersInOrder(), release)
	}
}

func TestRunningKernelIsKnown(t *testing.T) {
	assert.NotZero(t, RunningKernel().Major)
}

func TestTablesAnswerWhereDumpsDoNotAgree(t *testing.T) {
	newer, between := Kernel{6, 1, false}, Kernel{5, 15, false}
	for _, c := range []struct {
		request Request
		columns Columns
		kernel  Kernel
		agrees  bool
	}{
		{Request{Protocol: TCP, States: All}, 0, newer, true},
		{Request{Protocol: TCP, States: All}, 0, between, false},
		{Request{Protocol: TCP, States: Listeners}, 0, between, false},
		{Request{Protocol: TCP, States: Connections}, 0, between, true},
		{Request{Protocol: TCP, States: All}, Users, newer, false},
		{Request{Protocol: TCP, States: Listeners}, Users, newer, true},
		{Request{Protocol: TCP, States: Connections}, Users, newer, false},
		{Request{Protocol: TCP, States: Connections &^ StateSet(synRecv)}, Users, newer, true},
		{Request{Protocol: TCP, States: Listeners}, Timers, newer, false},
		{Request{Protocol: UDP, States: All}, Users | Timers, between, true},
		{Request{Protocol: UDPLite, States: All}, Users | Timers, newer, true},
		{Request{Protocol: UDP, States: All}, Rest, newer, false},
		{Request{Protocol: TCP, States: All}, Rest, newer, false},
		{Request{Protocol: Raw, States: All}, 0, newer, false},
	} {
		assert.Equal(t, c.agrees, c.request.Agrees(c.columns, c.kernel), "%+v", c)
	}
}

func TestStateSets(t *testing.T) {
	for state := int32(-1); state < 40; state++ {
		set := StateSet(state)
		assert.Equal(t, state >= 1 && state <= 11, set != 0, state)
		assert.Zero(t, set&^All)
	}
	assert.Equal(t, States(1<<10), Listeners)
	assert.Zero(t, All&(1<<13), "TCP_BOUND_INACTIVE is in no table")
	assert.Equal(t, All, Listeners|Connections)
}
