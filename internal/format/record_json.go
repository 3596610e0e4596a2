package format

import (
	"net/netip"
	"strconv"

	"github.com/gonetstat/gonetstat/internal/procnet"
)

// appendObject appends a socket as a JSON object.
func (f *Records) appendObject(dst []byte, r *record) []byte {
	if f.Form == JSON {
		dst = append(dst, ",\n"...)
	}
	dst = append(dst, '{')
	dst = appendKeyText(dst, "netns", f.Label)
	dst = appendKeyText(dst, "proto", r.proto)
	dst = appendKeyText(dst, "family", r.family)
	switch {
	case r.unix != nil:
		dst = appendUnixKeys(dst, r)
	case r.proto == "sctp":
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
	dst = append(dst, '}')
	if f.Form == NDJSON {
		dst = append(dst, '\n')
	}
	return dst
}

func appendInternetKeys(dst []byte, r *record) []byte {
	dst = appendTextOrNull(dst, "state", r.state)
	dst = appendEndKeys(dst, "local_address", "local_port", r.local)
	dst = appendEndKeys(dst, "peer_address", "peer_port", r.peer)
	dst = appendKeyUint(dst, "recv_q", r.recvQ)
	dst = appendKeyUint(dst, "send_q", r.sendQ)
	dst = appendUserKeys(dst, r)
	dst = appendKeyUint(dst, "inode", r.inode)
	dst = appendKeyText(dst, "timer", r.timer)
	dst = appendHundredths(appendKey(dst, "timer_seconds"), r.expires)
	dst = appendKeyUint(dst, "retransmits", r.retransmits)
	dst = appendKeyInt(dst, "timeouts", int64(r.timeouts))
	return appendKeyInt(dst, "refcount", r.refs)
}

func appendSCTPKeys(dst []byte, r *record) []byte {
	dst = appendTextOrNull(dst, "state", r.state)
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
	dst = appendAddrList(appendKey(dst, "local_addresses"), r.locals)
	return appendAddrList(appendKey(dst, "peer_addresses"), r.peers)
}

func appendUnixKeys(dst []byte, r *record) []byte {
	dst = appendKeyText(dst, "type", unixType(r.unix.Type))
	dst = appendTextOrNull(dst, "state", r.state)
	dst = append(appendKey(dst, "flags"), '[')
	separator := ""
	for _, flag := range unixFlags {
		if r.unix.Flags&flag.bit != 0 {
			dst = appendJSONString(append(dst, separator...), flag.word)
			separator = ","
		}
	}
	dst = append(dst, ']')
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
	return appendTextOrNull(dst, "user", r.user)
}

// appendEndKeys appends one end of a connection. An address that the table
// does not tell is null.
func appendEndKeys(dst []byte, address, port string, end netip.AddrPort) []byte {
	if end.Addr().IsValid() {
		dst = append(appendKey(dst, address), '"')
		dst = append(end.Addr().AppendTo(dst), '"')
	} else {
		dst = appendKeyNull(dst, address)
	}
	return appendKeyUint(dst, port, uint64(end.Port()))
}

func appendTextOrNull(dst []byte, key, text string) []byte {
	if text == "" {
		return appendKeyNull(dst, key)
	}
	return appendKeyText(dst, key, text)
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

// appendHundredths appends hundredths as a number with two decimals.
func appendHundredths(dst []byte, v uint64) []byte {
	dst = strconv.AppendUint(dst, v/100, 10)
	return append(dst, '.', byte('0'+v%100/10), byte('0'+v%10))
}
