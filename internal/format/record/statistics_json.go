package record

import (
	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/procnet"
)

// AppendCounters appends a group of counters of net/snmp, net/netstat,
// net/sctp/snmp or net/snmp6, each as an object, so that a kernel with new
// counters has more objects, but none with other keys:
//
//	netns            see Objects
//	protocol         the kernel's word for what is counted, such as Tcp, TcpExt
//	                 or Ip6
//	name             of the counter, the kernel's own, such as InSegs or
//	                 Ip6InReceives
//	value            from 0 to 2^64-1, counted since the namespace was made, or
//	                 since boot; a few are no counts but limits, algorithms or
//	                 how many connections there are. Tcp's MaxConn is -1 for no
//	                 limit
//
// Counters that are 0 are there too. Of which protocols they are, the options
// decide as they do for AppendSNMP.
func (o *Objects) AppendCounters(dst []byte, shown format.Protocols, group procnet.CounterGroup) []byte {
	if shown.Hides(group.Protocol) {
		return dst
	}
	for _, counter := range group.Counters {
		dst = o.begin(dst)
		dst = appendKeyText(dst, "protocol", group.Protocol)
		dst = appendKeyText(dst, "name", counter.Name)
		if group.Protocol == "Tcp" && counter.Name == "MaxConn" {
			// The only counter with a sign: snmp_seq_show_tcp_udp() in the
			// kernel's net/ipv4/proc.c.
			dst = appendKeyInt(dst, "value", int64(counter.Value))
		} else {
			dst = appendKeyUint(dst, "value", counter.Value)
		}
		dst = o.end(dst)
	}
	return dst
}
