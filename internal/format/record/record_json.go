package record

import (
	"net/netip"

	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/procnet"
	"github.com/gonetstat/gonetstat/internal/states"
)

// appendObject appends a socket as a JSON object.
func (f *Records) appendObject(dst []byte, r *record) []byte {
	dst = f.Form.beginObject(dst, f.Label)
	dst = appendKeyText(dst, "proto", r.proto)
	dst = appendKeyText(dst, "family", r.family)
	switch {
	case r.unix != nil:
		dst = appendUnixKeys(dst, r)
	case r.sctp != nil:
		dst = appendSCTPKeys(dst, r)
	default:
		dst = appendInternetKeys(dst, r)
	}
	if r.owner != nil {
		dst = appendKeyInt(dst, "pid", int64(r.owner.PID))
		dst = appendKeyText(dst, "program", r.owner.Program)
	} else {
		dst = appendKeyNull(dst, "pid")
		dst = appendKeyNull(dst, "program")
	}
	if r.unix != nil {
		dst = appendPathKey(dst, r.path)
	}
	return f.Form.endObject(dst)
}

func appendInternetKeys(dst []byte, r *record) []byte {
	dst = appendKeyWord(dst, "state", r.state)
	dst = appendEndKeys(dst, "local_address", "local_port", r.local)
	dst = appendEndKeys(dst, "peer_address", "peer_port", r.peer)
	dst = appendKeyUint(dst, "recv_q", r.recvQ)
	dst = appendKeyUint(dst, "send_q", r.sendQ)
	dst = appendUserKeys(dst, r)
	dst = appendKeyUint(dst, "inode", r.inode)
	dst = appendKeyText(dst, "timer", r.timer)
	dst = appendKeyHundredths(dst, "timer_seconds", r.expires)
	dst = appendKeyUint(dst, "retransmits", r.retransmits)
	dst = appendKeyInt(dst, "timeouts", int64(r.timeouts))
	dst = appendKeyInt(dst, "refcount", r.refs)
	switch {
	case r.proto == "tcp":
		return appendTCPKeys(dst, r)
	case r.more.Known:
		return appendKeyUint(dst, "drops", uint64(r.more.Drops))
	}
	return appendKeyNull(dst, "drops")
}

// appendTCPKeys appends what only tcp has.
func appendTCPKeys(dst []byte, r *record) []byte {
	more := r.more
	if !more.Known {
		for _, key := range [...]string{"rto_seconds", "ato_seconds", "quick_acks", "pingpong", "cwnd", "ssthresh", "fastopen_queue"} {
			dst = appendKeyNull(dst, key)
		}
		return dst
	}
	dst = appendKeyHundredths(dst, "rto_seconds", uint64(more.RTO))
	dst = appendKeyHundredths(dst, "ato_seconds", uint64(more.ATO))
	dst = appendKeyUint(dst, "quick_acks", uint64(more.Quick))
	dst = appendKeyBool(dst, "pingpong", more.Pingpong)
	dst = appendKeyUint(dst, "cwnd", uint64(more.Window))
	if r.listens {
		dst = appendKeyNull(dst, "ssthresh")
		return appendKeyInt(dst, "fastopen_queue", int64(more.SSThresh))
	}
	dst = appendKeyInt(dst, "ssthresh", int64(more.SSThresh))
	return appendKeyNull(dst, "fastopen_queue")
}

func appendSCTPKeys(dst []byte, r *record) []byte {
	dst = appendKeyWord(dst, "state", r.state)
	dst = appendEndKeys(dst, "local_address", "local_port", r.local)
	if r.listens {
		dst = appendKeyNull(dst, "peer_address")
		dst = appendKeyNull(dst, "peer_port")
		dst = appendKeyNull(dst, "recv_q")
		dst = appendKeyNull(dst, "send_q")
	} else {
		dst = appendEndKeys(dst, "peer_address", "peer_port", r.peer)
		dst = appendKeyUint(dst, "recv_q", r.recvQ)
		dst = appendKeyUint(dst, "send_q", r.sendQ)
	}
	dst = appendUserKeys(dst, r)
	dst = appendKeyUint(dst, "inode", r.inode)
	dst = appendAddrList(appendKey(dst, "local_addresses"), r.sctp.Local)
	dst = appendAddrList(appendKey(dst, "peer_addresses"), r.sctp.Peer)
	return appendAssociationKeys(dst, r)
}

// sctpCounted are the keys for procnet.SCTPMore.Counted.
var sctpCounted = [...]string{"heartbeat_interval", "in_streams", "out_streams", "max_retransmits", "init_retries",
	"shutdown_retries", "retransmitted_chunks", "wmem_alloc", "wmem_queued", "sndbuf", "rcvbuf"}

// appendAssociationKeys appends what net-tools does not show of sctp.
func appendAssociationKeys(dst []byte, r *record) []byte {
	more := &r.sctp.More
	dst = appendKeyText(dst, "style", states.SCTPStyle(more.Style))
	dst = appendKeyAddr(dst, "local_primary", procnet.PrimarySCTPAddr(r.sctp.Local))
	dst = appendKeyAddr(dst, "peer_primary", procnet.PrimarySCTPAddr(r.sctp.Peer))
	if r.listens {
		dst = appendKeyNull(dst, "association_state")
		dst = appendKeyNull(dst, "association_id")
	} else {
		dst = appendKeyText(dst, "association_state", states.SCTPAssociation(more.State))
		dst = appendKeyInt(dst, "association_id", int64(more.Association))
	}
	for i, key := range sctpCounted {
		if i < more.Known {
			dst = appendKeyInt(dst, key, more.Counted[i])
		} else {
			dst = appendKeyNull(dst, key)
		}
	}
	return dst
}

func appendUnixKeys(dst []byte, r *record) []byte {
	dst = appendKeyText(dst, "type", format.UnixType(r.unix.Type))
	dst = appendKeyWord(dst, "state", r.state)
	dst = append(appendKey(dst, "flags"), '[')
	separator := ""
	for _, flag := range format.UnixFlags {
		if r.unix.Flags&flag.Bit != 0 {
			dst = appendJSONString(append(dst, separator...), flag.Word)
			separator = ","
		}
	}
	dst = append(dst, ']')
	dst = appendKeyUint(dst, "flag_bits", r.unix.Flags)
	dst = appendKeyUint(dst, "protocol", r.unix.Protocol)
	dst = appendKeyInt(dst, "refcount", r.refs)
	return appendKeyUint(dst, "inode", r.inode)
}

func appendPathKey(dst, path []byte) []byte {
	if len(path) == 0 {
		return appendKeyNull(dst, "path")
	}
	return appendJSONString(appendKey(dst, "path"), path)
}

func appendUserKeys(dst []byte, r *record) []byte {
	dst = appendKeyUint(dst, "uid", uint64(r.uid))
	return appendKeyWord(dst, "user", r.user)
}

// appendEndKeys appends one end of a connection. An address that the table
// does not tell is null.
func appendEndKeys(dst []byte, address, port string, end netip.AddrPort) []byte {
	return appendKeyUint(appendKeyAddr(dst, address, end.Addr()), port, uint64(end.Port()))
}

func appendAddrList(dst, list []byte) []byte {
	dst = append(dst, '[')
	for addr, rest := procnet.NextSCTPAddr(list); addr.IsValid(); addr, rest = procnet.NextSCTPAddr(rest) {
		if dst[len(dst)-1] != '[' {
			dst = append(dst, ',')
		}
		dst = append(addr.AppendTo(append(dst, '"')), '"')
	}
	return append(dst, ']')
}
