package record

import "github.com/gonetstat/gonetstat/internal/procnet"

// AppendSNMP appends the counters of a group of net/snmp, net/netstat or
// net/sctp/snmp, each as a row, unless options hide them.
func (r *rows) AppendSNMP(dst []byte, group procnet.CounterGroup) []byte {
	if r.form.options.Protocols.Hides(group.Protocol) {
		return dst
	}
	for _, counter := range group.Counters {
		w := r.row(kindCounter)
		dst = r.begin(&w, dst)
		dst = w.text(dst, keyProtocol, group.Protocol)
		dst = w.text(dst, keyName, counter.Name)
		if group.Protocol == "Tcp" && counter.Name == "MaxConn" {
			// The only counter with a sign: snmp_seq_show_tcp_udp() in the
			// kernel's net/ipv4/proc.c.
			dst = w.signed(dst, keyValue, int64(counter.Value))
		} else {
			dst = w.unsigned(dst, keyValue, counter.Value)
		}
		dst = w.end(dst)
	}
	return dst
}

// AppendSNMP6 does so for a group of net/snmp6.
func (r *rows) AppendSNMP6(dst []byte, group procnet.CounterGroup) []byte {
	return r.AppendSNMP(dst, group)
}
