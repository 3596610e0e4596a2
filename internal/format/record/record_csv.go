package record

import (
	"net/netip"
	"strconv"

	"github.com/gonetstat/gonetstat/internal/format"
	"github.com/gonetstat/gonetstat/internal/procnet"
	"github.com/gonetstat/gonetstat/internal/states"
)

// CSVHeading names the columns of a line of CSV, of which a protocol leaves
// empty what it does not have. New columns go to the end, so that a reader that
// counts them finds the old ones where they were.
const CSVHeading = "netns,proto,family,type,state," +
	"local_address,local_port,peer_address,peer_port,recv_q,send_q,uid,user,inode," +
	"timer,timer_seconds,retransmits,timeouts,refcount,flags,pid,program,path," +
	"local_addresses,peer_addresses," +
	"flag_bits,protocol,drops,rto_seconds,ato_seconds,quick_acks,pingpong,cwnd,ssthresh,fastopen_queue," +
	"style,local_primary,peer_primary,association_state,association_id," +
	"heartbeat_interval,in_streams,out_streams,max_retransmits,init_retries," +
	"shutdown_retries,retransmitted_chunks,wmem_alloc,wmem_queued,sndbuf,rcvbuf\n"

// How many columns there are of some.
const (
	unixColumns = 2  // from flag_bits
	udpColumns  = 1  // drops
	tcpColumns  = 7  // from rto_seconds
	sctpColumns = 16 // from style, to the end
)

// appendInternetLine appends a socket of tcp, udp, udplite or raw as a line of
// CSV.
func (f *Records) appendInternetLine(dst []byte, r *record) []byte {
	dst = f.appendFirstFields(dst, r, "")
	dst = appendEndFields(dst, r.local)
	dst = appendEndFields(dst, r.peer)
	dst = appendUintField(dst, r.recvQ)
	dst = appendUintField(dst, r.sendQ)
	dst = appendUserFields(dst, r)
	dst = appendComma(append(dst, r.timer...))
	dst = appendComma(appendHundredths(dst, r.expires))
	dst = appendUintField(dst, r.retransmits)
	dst = appendIntField(dst, int64(r.timeouts))
	dst = appendIntField(dst, r.refs)
	dst = appendComma(dst) // flags
	dst = appendOwnerFields(dst, r)
	dst = append(dst, ",,,"...) // path to peer_addresses
	dst = appendEmpty(dst, unixColumns)
	if r.proto == "tcp" {
		dst = appendTCPFields(appendEmpty(dst, udpColumns), r)
	} else {
		if r.more.Known {
			dst = strconv.AppendUint(dst, uint64(r.more.Drops), 10)
		}
		dst = appendEmpty(appendComma(dst), tcpColumns)
	}
	return append(appendEmpty(dst, sctpColumns-1), '\n')
}

// appendTCPFields appends the columns of what only tcp has.
func appendTCPFields(dst []byte, r *record) []byte {
	more := r.more
	if !more.Known {
		return appendEmpty(dst, tcpColumns)
	}
	dst = appendComma(appendHundredths(dst, uint64(more.RTO)))
	dst = appendComma(appendHundredths(dst, uint64(more.ATO)))
	dst = appendUintField(dst, uint64(more.Quick))
	dst = appendComma(strconv.AppendBool(dst, more.Pingpong))
	dst = appendUintField(dst, uint64(more.Window))
	if r.listens {
		dst = appendComma(dst)
	}
	dst = appendIntField(dst, int64(more.SSThresh))
	if !r.listens {
		dst = appendComma(dst)
	}
	return dst
}

// appendSCTPLine appends a socket of sctp.
func (f *Records) appendSCTPLine(dst []byte, r *record) []byte {
	dst = f.appendFirstFields(dst, r, "")
	dst = appendEndFields(dst, r.local)
	if r.listens {
		dst = append(dst, ",,,,"...)
	} else {
		dst = appendEndFields(dst, r.peer)
		dst = appendUintField(dst, r.recvQ)
		dst = appendUintField(dst, r.sendQ)
	}
	dst = appendUserFields(dst, r)
	dst = append(dst, ",,,,,,"...) // timer to flags
	dst = appendOwnerFields(dst, r)
	dst = appendComma(dst) // path
	dst = appendComma(appendAddrsField(dst, r.sctp.Local))
	dst = appendComma(appendAddrsField(dst, r.sctp.Peer))
	dst = appendEmpty(dst, unixColumns+udpColumns+tcpColumns)
	return append(appendAssociationFields(dst, r), '\n')
}

// appendAssociationFields appends the columns of what net-tools does not show
// of sctp, which are the last.
func appendAssociationFields(dst []byte, r *record) []byte {
	more := &r.sctp.More
	dst = appendComma(append(dst, states.SCTPStyle(more.Style)...))
	dst = appendComma(appendAddrField(dst, procnet.PrimarySCTPAddr(r.sctp.Local)))
	dst = appendComma(appendAddrField(dst, procnet.PrimarySCTPAddr(r.sctp.Peer)))
	if r.listens {
		dst = appendEmpty(dst, 1)
	} else {
		dst = appendComma(append(dst, states.SCTPAssociation(more.State)...))
		dst = strconv.AppendInt(dst, int64(more.Association), 10)
	}
	for i, n := range more.Counted {
		dst = appendComma(dst)
		if i < more.Known {
			dst = strconv.AppendInt(dst, n, 10)
		}
	}
	return dst
}

// appendUnixLine appends a unix socket.
func (f *Records) appendUnixLine(dst []byte, r *record) []byte {
	dst = f.appendFirstFields(dst, r, format.UnixType(r.unix.Type))
	dst = append(dst, ",,,,,,,,"...) // local_address to user
	dst = appendUintField(dst, r.inode)
	dst = append(dst, ",,,,"...) // timer to timeouts
	dst = appendIntField(dst, r.refs)
	dst = appendComma(format.AppendUnixFlagWords(dst, r.unix.Flags))
	dst = appendOwnerFields(dst, r)
	dst = appendComma(appendCSVText(dst, r.path))
	dst = append(dst, ",,"...) // local_addresses, peer_addresses
	dst = appendUintField(dst, r.unix.Flags)
	dst = appendUintField(dst, r.unix.Protocol)
	return append(appendEmpty(dst, udpColumns+tcpColumns+sctpColumns-1), '\n')
}

func (f *Records) appendFirstFields(dst []byte, r *record, kind string) []byte {
	dst = appendComma(appendCSVText(dst, f.Label))
	dst = appendComma(append(dst, r.proto...))
	dst = appendComma(append(dst, r.family...))
	dst = appendComma(append(dst, kind...))
	return appendComma(append(dst, r.state...))
}

func appendEndFields(dst []byte, end netip.AddrPort) []byte {
	dst = appendComma(appendAddrField(dst, end.Addr()))
	return appendUintField(dst, uint64(end.Port()))
}

// appendUserFields appends the columns uid, user and inode.
func appendUserFields(dst []byte, r *record) []byte {
	dst = appendUintField(dst, uint64(r.uid))
	dst = appendComma(appendCSVText(dst, r.user))
	return appendUintField(dst, r.inode)
}

// appendOwnerFields appends the columns pid and program.
func appendOwnerFields(dst []byte, r *record) []byte {
	if r.owner == nil {
		return append(dst, ",,"...)
	}
	dst = appendIntField(dst, int64(r.owner.PID))
	return appendComma(appendCSVText(dst, r.owner.Program))
}

// appendAddrField appends an address, or nothing for the zero Addr.
func appendAddrField(dst []byte, addr netip.Addr) []byte {
	if !addr.IsValid() {
		return dst
	}
	return addr.AppendTo(dst)
}

// appendAddrsField appends the addresses of a list.
func appendAddrsField(dst, list []byte) []byte {
	start := len(dst)
	for addr, rest := procnet.NextSCTPAddr(list); addr.IsValid(); addr, rest = procnet.NextSCTPAddr(rest) {
		if len(dst) > start {
			dst = append(dst, ' ')
		}
		dst = addr.AppendTo(dst)
	}
	return dst
}
