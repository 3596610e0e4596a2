package format

import (
	"net/netip"
	"strconv"

	"github.com/gonetstat/gonetstat/internal/procnet"
)

// CSVHeading names the columns of a line of CSV, of which a protocol leaves
// empty what it does not have.
const CSVHeading = "netns,proto,family,type,state," +
	"local_address,local_port,peer_address,peer_port,recv_q,send_q,uid,user,inode," +
	"timer,timer_seconds,retransmits,timeouts,refcount,flags,pid,program,path," +
	"local_addresses,peer_addresses\n"

// appendInternetLine appends a socket of tcp, udp, udplite or raw as a line of
// CSV.
func (f *Records) appendInternetLine(dst []byte, r *record) []byte {
	dst = f.appendFirstFields(dst, r, "")
	dst = appendEndFields(dst, r.local)
	dst = appendEndFields(dst, r.peer)
	dst = appendComma(strconv.AppendUint(dst, r.recvQ, 10))
	dst = appendComma(strconv.AppendUint(dst, r.sendQ, 10))
	dst = appendUserFields(dst, r)
	dst = appendComma(append(dst, r.timer...))
	dst = appendComma(appendHundredths(dst, r.expires))
	dst = appendComma(strconv.AppendUint(dst, r.retransmits, 10))
	dst = appendComma(strconv.AppendInt(dst, int64(r.timeouts), 10))
	dst = appendComma(strconv.AppendInt(dst, r.refs, 10))
	dst = appendComma(dst) // flags
	dst = appendOwnerFields(dst, r)
	return append(dst, ",,\n"...)
}

// appendSCTPLine appends a socket of sctp.
func (f *Records) appendSCTPLine(dst []byte, r *record) []byte {
	dst = f.appendFirstFields(dst, r, "")
	dst = appendEndFields(dst, r.local)
	if r.listens {
		dst = append(dst, ",,,,"...)
	} else {
		dst = appendEndFields(dst, r.peer)
		dst = appendComma(strconv.AppendUint(dst, r.recvQ, 10))
		dst = appendComma(strconv.AppendUint(dst, r.sendQ, 10))
	}
	dst = appendUserFields(dst, r)
	dst = append(dst, ",,,,,,"...) // timer to flags
	dst = appendOwnerFields(dst, r)
	dst = appendComma(dst) // path
	dst = appendComma(appendAddrField(dst, r.locals))
	return append(appendAddrField(dst, r.peers), '\n')
}

// appendUnixLine appends a unix socket.
func (f *Records) appendUnixLine(dst []byte, r *record) []byte {
	dst = f.appendFirstFields(dst, r, unixType(r.unix.Type))
	dst = append(dst, ",,,,,,,,"...) // local_address to user
	dst = appendComma(strconv.AppendUint(dst, r.inode, 10))
	dst = append(dst, ",,,,"...) // timer to timeouts
	dst = appendComma(strconv.AppendInt(dst, r.refs, 10))
	dst = appendUnixFlagWords(dst, r.unix.Flags)
	dst = appendOwnerFields(appendComma(dst), r)
	return append(appendCSVText(dst, r.path), ",,\n"...)
}

func (f *Records) appendFirstFields(dst []byte, r *record, kind string) []byte {
	dst = appendComma(appendCSVText(dst, f.Label))
	dst = appendComma(append(dst, r.proto...))
	dst = appendComma(append(dst, r.family...))
	dst = appendComma(append(dst, kind...))
	return appendComma(append(dst, r.state...))
}

func appendEndFields(dst []byte, end netip.AddrPort) []byte {
	if end.Addr().IsValid() {
		dst = end.Addr().AppendTo(dst)
	}
	return appendComma(strconv.AppendUint(appendComma(dst), uint64(end.Port()), 10))
}

// appendUserFields appends the columns uid, user and inode.
func appendUserFields(dst []byte, r *record) []byte {
	dst = appendComma(strconv.AppendUint(dst, uint64(r.uid), 10))
	dst = appendComma(appendCSVText(dst, r.user))
	return appendComma(strconv.AppendUint(dst, r.inode, 10))
}

// appendOwnerFields appends the columns pid and program.
func appendOwnerFields(dst []byte, r *record) []byte {
	if r.owner == nil {
		return append(dst, ",,"...)
	}
	dst = appendComma(strconv.AppendInt(dst, int64(r.owner.PID), 10))
	return appendComma(appendCSVText(dst, r.owner.Program))
}

func appendAddrField(dst, list []byte) []byte {
	start := len(dst)
	for addr, rest := procnet.NextSCTPAddr(list); addr.IsValid(); addr, rest = procnet.NextSCTPAddr(rest) {
		if len(dst) > start {
			dst = append(dst, ' ')
		}
		dst = addr.AppendTo(dst)
	}
	return dst
}
