package differential

import (
	"bytes"
	"fmt"
	"math/rand"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func init() {
	register(generator{"statistics", 160, makeStatistics})
	register(generator{"statistics of garbled tables", 120, makeGarbledStatistics})
}

// protocolCounters are the counters of a protocol, of kernels old and new.
type protocolCounters struct{ protocol, counters string }

var snmpCounters = []protocolCounters{
	{"Ip", "Forwarding DefaultTTL InReceives InHdrErrors InAddrErrors ForwDatagrams InUnknownProtos InDiscards InDelivers OutRequests OutDiscards " +
		"OutNoRoutes ReasmTimeout ReasmReqds ReasmOKs ReasmFails FragOKs FragFails FragCreates OutTransmits"},
	{"Icmp", "InMsgs InErrors InCsumErrors InDestUnreachs InTimeExcds InParmProbs InSrcQuenchs InRedirects InEchos InEchoReps InTimestamps " +
		"InTimestampReps InAddrMasks InAddrMaskReps OutMsgs OutErrors OutRateLimitGlobal OutRateLimitHost OutDestUnreachs OutTimeExcds OutParmProbs " +
		"OutSrcQuenchs OutRedirects OutEchos OutEchoReps OutTimestamps OutTimestampReps OutAddrMasks OutAddrMaskReps"},
	{"IcmpMsg", "InType0 InType3 InType8 InType255 OutType0 OutType3 OutType8"},
	{"Tcp", "RtoAlgorithm RtoMin RtoMax MaxConn ActiveOpens PassiveOpens AttemptFails EstabResets CurrEstab InSegs OutSegs RetransSegs InErrs OutRsts InCsumErrors"},
	{"Udp", "InDatagrams NoPorts InErrors OutDatagrams RcvbufErrors SndbufErrors InCsumErrors IgnoredMulti MemErrors"},
	{"UdpLite", "InDatagrams NoPorts InErrors OutDatagrams RcvbufErrors SndbufErrors InCsumErrors IgnoredMulti MemErrors"},
}

var netstatCounters = []protocolCounters{
	{"TcpExt", "SyncookiesSent SyncookiesRecv SyncookiesFailed EmbryonicRsts PruneCalled RcvPruned OfoPruned OutOfWindowIcmps LockDroppedIcmps ArpFilter " +
		"TW TWRecycled TWKilled PAWSPassive PAWSActive PAWSEstab PAWSOldAck DelayedACKs DelayedACKLocked DelayedACKLost ListenOverflows ListenDrops TCPPrequeued " +
		"TCPDirectCopyFromBacklog TCPDirectCopyFromPrequeue TCPPrequeueDropped TCPHPHits TCPHPHitsToUser TCPPureAcks TCPHPAcks TCPRenoRecovery " +
		"TCPSackRecovery TCPSACKReneging TCPFACKReorder TCPSACKReorder TCPRenoReorder TCPTSReorder TCPFullUndo TCPPartialUndo TCPDSACKUndo TCPDSackUndo " +
		"TCPLossUndo TCPLoss TCPLostRetransmit TCPLostRetransmits TCPRenoFailures TCPSackFailures TCPLossFailures TCPFastRetrans TCPForwardRetrans " +
		"TCPSlowStartRetrans TCPTimeouts TCPLossProbes TCPRenoRecoveryFail TCPRenoRecoveryFailed TCPSackRecoveryFail TCPSchedulerFailed TCPRcvCollapsed " +
		"TCPBacklogCoalesce TCPDSACKOldSent TCPDSACKOfoSent TCPDSACKRecv TCPDSACKOfoRecv TCPAbortOnSyn TCPAbortOnData TCPAbortOnClose TCPAbortOnMemory " +
		"TCPAbortOnTimeout TCPAbortOnLinger TCPAbortFailed TCPMemoryPressures TCPSACKDiscard TCPOFOQueue SockMallocOOM TCPDelivered TcpTimeoutRehash"},
	{"IpExt", "InNoRoutes InTruncatedPkts InMcastPkts OutMcastPkts InBcastPkts OutBcastPkts InOctets OutOctets InCsumErrors InNoECTPkts ReasmOverlaps"},
	{"MPTcpExt", "MPCapableSYNRX MPCapableSYNTX MPTCPRetrans MPJoinNoTokenFound DuplicateData AddAddr RmAddr MPCurrEstab Blackhole"},
}

var snmp6Counters = []protocolCounters{
	{"Ip6", "InReceives InHdrErrors InTooBigErrors InNoRoutes InAddrErrors InUnknownProtos InTruncatedPkts InDiscards InDelivers OutForwDatagrams " +
		"OutRequests OutDiscards OutNoRoutes ReasmTimeout ReasmReqds ReasmOKs ReasmFails FragOKs FragFails FragCreates InMcastPkts OutMcastPkts InOctets " +
		"OutOctets InNoECTPkts OutTransmits"},
	{"Icmp6", "InMsgs InErrors OutMsgs OutErrors InCsumErrors OutRateLimitHost InDestUnreachs InPktTooBigs InTimeExcds InParmProblems InEchos InEchoReplies " +
		"InGroupMembQueries InGroupMembResponses InGroupMembReductions InRouterSolicits InRouterAdvertisements InNeighborSolicits InNeighborAdvertisements " +
		"InRedirects InMLDv2Reports OutDestUnreachs OutPktTooBigs OutTimeExcds OutParmProblems OutEchos OutEchoReplies OutGroupMembQueries " +
		"OutGroupMembResponses OutGroupMembReductions OutRouterSolicits OutRouterAdvertisements OutNeighborSolicits OutNeighborAdvertisements OutRedirects " +
		"OutMLDv2Reports InType1 OutType135"},
	{"Udp6", "InDatagrams NoPorts InErrors OutDatagrams RcvbufErrors SndbufErrors InCsumErrors IgnoredMulti MemErrors"},
	{"UdpLite6", "InDatagrams NoPorts InErrors OutDatagrams RcvbufErrors SndbufErrors InCsumErrors MemErrors"},
}

const sctpCounters = "SctpCurrEstab SctpActiveEstabs SctpPassiveEstabs SctpAborteds SctpShutdowns SctpOutOfBlues SctpChecksumErrors SctpOutCtrlChunks " +
	"SctpOutOrderChunks SctpOutUnorderChunks SctpInCtrlChunks SctpInOrderChunks SctpInUnorderChunks SctpFragUsrMsgs SctpReasmUsrMsgs SctpOutSCTPPacks " +
	"SctpInSCTPPacks SctpT1InitExpireds SctpInPktDiscards"

// makeStatistics makes tables like the kernel's.
func makeStatistics(r *rand.Rand) (tree, []string) {
	tr := tree{}
	add := func(name, content string) {
		if r.Intn(12) > 0 {
			tr["net/"+name] = content
		}
	}
	add("snmp", snmpTable(r, snmpCounters))
	add("netstat", snmpTable(r, netstatCounters))
	add("snmp6", snmp6Table(r))
	if r.Intn(2) == 0 {
		add("sctp/snmp", sctpSNMPTable(r))
	}
	return tr, statisticsArguments(r)
}

func statisticsArguments(r *rand.Rand) []string {
	args := []string{pick(r, "-s", "--statistics", "-sv", "-se")}
	args = append(args, pick(r, nil, nil, []string{"-6"}, []string{"-6"}, []string{"-4"}, []string{"-A", "inet"}, []string{"--inet6"},
		someOf(r, 0.4, "-4", "-6", "-x", "-Ainet,inet6", "-Aunix", "--ipx", "-Aec", "--tcpip"))...)
	if r.Intn(2) == 0 {
		args = append(args, someOf(r, 0.3, "-t", "-u", "-w", "-S", "-U", "-n", "-a", "-l", "-p", "-W", "-g")...)
	}
	return args
}

// counterValue makes a value, more often 0 than not, and now and then one that
// no counter has.
func counterValue(r *rand.Rand) string {
	return pick(r, "0", "0", "0", "1", "2", fmt.Sprint(r.Intn(100000)), fmt.Sprint(r.Uint64()), pick(r, "-1", "18446744073709551615", "18446744073709551616",
		"-18446744073709551615", "99999999999999999999999", "+4", "007", "4294967296"))
}

// snmpTable makes net/snmp or net/netstat, now and then in another order.
func snmpTable(r *rand.Rand, groups []protocolCounters) string {
	groups = append([]protocolCounters(nil), groups...)
	if r.Intn(4) == 0 {
		r.Shuffle(len(groups), func(i, j int) { groups[i], groups[j] = groups[j], groups[i] })
	}
	var text strings.Builder
	for _, g := range groups {
		if r.Intn(10) == 0 {
			continue
		}
		counters := someCounters(r, g.counters)
		values := make([]string, len(counters))
		for i := range values {
			values[i] = counterValue(r)
		}
		fmt.Fprintf(&text, "%s: %s\n%s: %s\n", g.protocol, strings.Join(counters, " "), g.protocol, strings.Join(values, " "))
	}
	return text.String()
}

// someCounters gives counters in their order, or fewer in any order.
func someCounters(r *rand.Rand, list string) []string {
	counters := strings.Fields(list)
	if r.Intn(4) == 0 {
		r.Shuffle(len(counters), func(i, j int) { counters[i], counters[j] = counters[j], counters[i] })
		counters = counters[:r.Intn(len(counters)+1)]
	}
	return counters
}

func snmp6Table(r *rand.Rand) string {
	var text strings.Builder
	groups := append([]protocolCounters(nil), snmp6Counters...)
	if r.Intn(4) == 0 {
		groups = append(groups, pick(r, groups...), protocolCounters{"Tcp6", "InSegs OutSegs"}, protocolCounters{"New", "Counter"}, pick(r, groups...))
	}
	for _, g := range groups {
		for _, counter := range someCounters(r, g.counters) {
			fmt.Fprintf(&text, "%-32s\t%s\n", g.protocol+counter, counterValue(r))
		}
	}
	return text.String()
}

func sctpSNMPTable(r *rand.Rand) string {
	var text strings.Builder
	for _, counter := range someCounters(r, sctpCounters) {
		fmt.Fprintf(&text, "%-32s\t%s\n", counter, counterValue(r))
	}
	return text.String()
}

// makeGarbledStatistics makes tables that no kernel has.
func makeGarbledStatistics(r *rand.Rand) (tree, []string) {
	tr := tree{}
	for name, content := range map[string]string{
		"snmp": snmpTable(r, snmpCounters), "netstat": snmpTable(r, netstatCounters), "snmp6": snmp6Table(r), "sctp/snmp": sctpSNMPTable(r),
	} {
		tr["net/"+name] = content
	}
	for _, name := range []string{"snmp", "netstat", "snmp6", "sctp/snmp"} {
		for range r.Intn(4) {
			tr["net/"+name] = garbleCounters(r, tr["net/"+name])
		}
	}
	// What the reference makes of the first line of snmp6 without a number is
	// what happened to be in its memory.
	tr["net/snmp6"] = "Ip6InReceives 3\n" + tr["net/snmp6"]
	// So is what it takes for the number of a last line without a blank or a
	// newline.
	if text := tr["net/sctp/snmp"]; !strings.HasSuffix(text, "\n") {
		tr["net/sctp/snmp"] = text + " 1"
	}
	switch r.Intn(12) {
	case 0:
		name := pick(r, "snmp", "netstat", "snmp6", "sctp/snmp")
		delete(tr, "net/"+name)
		tr["net/"+name+"/"] = "" // a directory
	case 1:
		delete(tr, "net/"+pick(r, "snmp", "netstat", "snmp6", "sctp/snmp"))
	}
	return tr, statisticsArguments(r)
}

// garbleCounters damages one place of a table.
func garbleCounters(r *rand.Rand, text string) string {
	if text == "" {
		return pick(r, "", "\n", "Foo", "Foo\n", ":\n:\n", "Foo: \nFoo: \n")
	}
	at := r.Intn(len(text))
	if r.Intn(2) == 0 {
		at = strings.LastIndexAny(text[:at], " \n:") + 1
	}
	switch r.Intn(8) {
	case 0:
		return text[:at]
	case 1:
		return text[:at] + pick(r, "\n", "\r\n", "\n\n", " \n") + text[at:]
	case 2:
		return text[:at] + pick(r, " ", "\t", "  ", "\v", "\r", "\f", "\x00", ":", ": ", "::") + text[at:]
	case 3:
		return text[:at] + pick(r, "x", "-", "+", "0x10", "5y", "6", "_", "\x80\xff", "1.5", "- 3", "+-2", "1e3", "A 1\nB 2\n") + text[at:]
	case 4:
		return strings.ReplaceAll(text, "\n", pick(r, "\r\n", " \n", "\n\n"))
	case 5:
		lines := strings.SplitAfter(text, "\n")
		i, j := r.Intn(len(lines)), r.Intn(len(lines))
		lines[i], lines[j] = lines[j], lines[i]
		return strings.Join(lines, "")
	case 6:
		lines := strings.SplitAfter(text, "\n")
		i := r.Intn(len(lines))
		return strings.Join(append(lines[:i:i], lines[i+1:]...), "")
	}
	// Lines may be long, but names not: the reference has room for 64 bytes of
	// a name of net/snmp6, and writes the rest over the line that it is reading.
	long := pick(r, strings.Repeat(" ", 3000), strings.Repeat("a b ", 3000), strings.Repeat("7", 30), strings.Repeat("long", 7))
	return text[:at] + long[:r.Intn(len(long))] + text[at:]
}

// TestStatisticsOfEveryWord compares what both programs say about each word in
// the reference's file, and each end of one, as a counter of each protocol and
// as a protocol.
func TestStatisticsOfEveryWord(t *testing.T) {
	path, err := exec.LookPath("netstat")
	require.NoError(t, err)
	content, err := os.ReadFile(path)
	require.NoError(t, err)
	words := map[string]bool{}
	for word := range bytes.FieldsFuncSeq(content, func(c rune) bool {
		return c != '_' && (c < '0' || c > '9') && (c < 'A' || c > 'Z') && (c < 'a' || c > 'z')
	}) {
		for i := range word {
			words[string(word[i:])] = true
		}
	}
	for _, value := range []string{"0", "1"} {
		var snmp, snmp6, sctp strings.Builder
		for _, protocol := range []string{"Ip", "Icmp", "IcmpMsg", "Tcp", "Udp", "UdpLite", "Sctp", "TcpExt", "IpExt", "Ip6", "Icmp6", "Udp6", "Unknown"} {
			names, values := protocol+":", protocol+":"
			for word := range words {
				names += " " + word
				values += " " + value
			}
			snmp.WriteString(names + "\n" + values + "\n")
		}
		for word := range words {
			fmt.Fprintf(&snmp, "%s: InEchos\n%s: %s\n", word, word, value)
			fmt.Fprintf(&snmp6, "%s %s\n. 0\n", word, value)
			fmt.Fprintf(&sctp, "%s %s\n", word, value)
		}
		tr := tree{"net/snmp": snmp.String(), "net/snmp6": snmp6.String(), "net/sctp/snmp": sctp.String(), "net/netstat": snmp.String()}
		for _, args := range [][]string{{"-s"}, {"-s", "-6"}} {
			compare(t, tr, args...)
		}
	}
}

// TestLiveStatistics compares the counters of a namespace in which there has
// been traffic of every kind that its loopback can carry.
func TestLiveStatistics(t *testing.T) {
	ns := newNamespace(t)
	holdSockets(t, ns)
	for _, args := range []string{
		"-s", "-st", "-su", "-sw", "-sS", "-sU", "-stuw", "-s6", "-s6t", "-s6u", "-s6w", "-s6U", "-s4", "-sA inet6", "-s -e -v", "-s46", "-sx",
	} {
		t.Run("root "+args, func(t *testing.T) { compareLive(t, ns, strings.Fields(args)...) })
	}
	for _, args := range []string{"-s", "-s6"} {
		t.Run("nobody "+args, func(t *testing.T) { compareLiveAs(t, ns, nobody, strings.Fields(args)...) })
	}
}
