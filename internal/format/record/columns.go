package record

import (
	"slices"
	"strings"

	"github.com/gonetstat/gonetstat/internal/format"
)

// socketColumns are the columns of a list of sockets of the internet or of
// unix, whose order others may count on: new ones belong to the end.
var socketColumns = [...]key{
	keyNetNS, keyProto, keyFamily, keyUnixType, keyState,
	keyLocalAddress, keyLocalPort, keyPeerAddress, keyPeerPort, keyRecvQ, keySendQ, keyUID, keyUser, keyInode,
	keyTimer, keyTimerSeconds, keyRetransmits, keyTimeouts, keyRefcount, keyUnixFlags, keyPID, keyProgram, keyPath,
	keyLocalAddresses, keyPeerAddresses,
	keyUnixFlagBits, keyUnixProtocol, keyDrops,
	keyRTO, keyATO, keyQuickAcks, keyPingpong, keyCwnd, keySSThresh, keyFastopenQueue,
	keyStyle, keyLocalPrimary, keyPeerPrimary, keyAssociationState, keyAssociationID,
	keyHeartbeatInterval, keyInStreams, keyOutStreams, keyMaxRetransmits, keyInitRetries,
	keyShutdownRetries, keyRetransmittedChunks, keyWmemAlloc, keyWmemQueued, keySndbuf, keyRcvbuf,
	keyOwnerStatus, keyOwners, keyWorkload, keyCgroup, keyContainerID, keyContainer, keyRuntime,
	keyPod, keyPodNamespace, keyPodUID, keyUnit, keyUserUnit, keySession, keyWorkloadUID, keyProxiedTo,
	keyV6Only, keyDevice, keyMark, keyBacklog, keyBacklogLimit,
	keyPeerInode, keyPeerPath, keyPeerPID, keyPeerProgram,
	keyLocalScope,
}

// columnsOf gives the names of the columns for the rows of sections. Keys with
// the same name are in the same column.
func (e *csvEncoder) columnsOf(sections []format.Section) []string {
	columns := []string{e.names[keyNetNS]}
	if slices.Contains(sections, format.Internet) || slices.Contains(sections, format.Unix) {
		columns = columns[:0]
		for _, k := range socketColumns {
			columns = append(columns, e.names[k])
		}
	}
	fixed := len(columns)
	for k := range numKinds {
		if k.isIn(sections) {
			columns = e.merge(columns, fixed, slices.Concat(keysOf(k, e.options, false)...))
		}
	}
	return append(columns, e.names[keyNetNSWorkload])
}

// merge adds columns for the keys that have none yet: in front of that of the
// next key that has one, or else behind that of the key before, but always
// behind the fixed first ones.
func (e *csvEncoder) merge(columns []string, fixed int, keys []key) []string {
	at := fixed // behind the key before
	for i, k := range keys {
		if c := slices.Index(columns, e.names[k]); c >= 0 {
			at = max(at, c+1)
			continue
		}
		for _, later := range keys[i:] {
			if c := slices.Index(columns, e.names[later]); c >= fixed {
				at = c
				break
			}
		}
		columns = slices.Insert(columns, at, e.names[k])
		at++
	}
	return columns
}

// layout gives how the rows of a kind are written: with commas in front of the
// values, and in parts that come in the order of the columns. For a kind that
// no section of the run has there are no columns, and no rows.
func (e *csvEncoder) layout(k kind) *layout {
	l := new(layout)
	if !k.isIn(e.options.Sections) {
		return l
	}
	parts := keysOf(k, e.options, false)
	column := func(k key) int { return slices.Index(e.columns, e.names[k]) }
	for part := range parts {
		if len(parts[part]) > 0 {
			at, _ := slices.BinarySearchFunc(l.parts, column(parts[part][0]), func(p, c int) int { return column(parts[p][0]) - c })
			l.parts = slices.Insert(l.parts, at, part)
		}
	}
	last := 0
	for _, part := range l.parts {
		for _, k := range parts[part] {
			c := column(k)
			l.before[k] = strings.Repeat(",", c-last)
			last = c
		}
	}
	l.before[keyNetNSWorkload] = strings.Repeat(",", len(e.columns)-1-last)
	l.after = "\n"
	return l
}
