package differential

import (
	"encoding/binary"
	"io"
	"net"
	"strings"
	"time"

	"golang.org/x/sys/unix"

	"github.com/gonetstat/gonetstat/internal/testkit"
)

// resolverVariable makes the test binary a name server on 127.0.0.1 and a
// holder of connections to many addresses.
const resolverVariable = "GONETSTAT_TEST_RESOLVER"

// dnsAnswer is what the name server says about an address.
type dnsAnswer struct {
	names  []string // of PTR records
	alias  string   // the owner of the PTR records, by a CNAME record
	code   byte     // RCODE
	silent bool
	cut    bool // it does not fit into a datagram
}

// dnsAnswers are chosen by the last number of an IPv4 address, or the last digit
// of another. Others than these have the name "Host-N.Example".
var dnsAnswers = map[string]dnsAnswer{
	"3":  {names: []string{"a_b.example"}},
	"4":  {names: []string{"evil\x1b[31m.example"}},
	"5":  {names: []string{"a b.example"}},
	"6":  {names: []string{"a-very-long-name-indeed.with-many-labels.example.com"}},
	"8":  {names: []string{"first.example", "second.example"}},
	"9":  {code: 2}, // server failure
	"10": {code: 3}, // no such name
	"11": {code: 5}, // refused
	"12": {},        // no data
	"13": {names: []string{"by-alias.example"}, alias: "13.0-63.0.0.10.in-addr.arpa"},
	"14": {names: []string{"-dash.example"}},
	"15": {names: []string{"bad name.example", "good.example"}},
	"16": {names: []string{"*.example"}},
	"17": {names: []string{"ÿ.example"}},
	"18": {names: []string{"a\x00b.example"}},
	"19": {names: []string{"_service.x--y.0x1"}},
	"20": {names: []string{"1a"}},
	"21": {names: []string{"evil\n\x7f"}},
	"22": {names: []string{""}}, // the root of all names

	"100": {names: []string{"192.0.2.1"}},
	"101": {names: []string{"12345"}},
	"102": {names: []string{"dash-.example"}},
	"103": {names: []string{"a.-b"}},
	"104": {names: []string{"by-tcp.example"}, cut: true},
	"105": {names: []string{strings.Repeat(strings.Repeat("x", 49)+".", 5)[:249]}},

	"200": {silent: true},
}

// slowly is how long the name server thinks about an address in 10.1.0.0/16.
const slowly = 20 * time.Millisecond

// resolve is the main function of the name server.
func resolve() {
	for _, address := range []string{"127.0.0.1:53", "[::1]:53"} {
		conn, err := net.ListenPacket("udp", address)
		must(err)
		go serveNames(conn)
		listener, err := net.Listen("tcp", address)
		must(err)
		go serveNamesByTCP(listener)
	}
	for i := range 60 {
		fd := socket(unix.AF_INET, unix.SOCK_DGRAM, 0)
		must(unix.Connect(fd, inet4([4]byte{127, 0, 1, byte(i)}, 8000+i)))
	}
	server := listen(unix.AF_INET6, inet6([16]byte{}, 22))
	for _, addr := range [][16]byte{loopback6, mapped, {10: 0xff, 11: 0xff, 12: 127, 14: 1, 15: 9}} {
		connect(unix.AF_INET6, inet6(addr, 22))
		accept(server)
	}
	for i := range 20 {
		connect(unix.AF_INET, inet4([4]byte{127, 0, 2, byte(i + 1)}, 22))
		accept(server)
	}
	testkit.Ready()
}

// serveNames answers questions for the names of addresses, side by side.
func serveNames(conn net.PacketConn) {
	buf := make([]byte, 512)
	for {
		n, client, err := conn.ReadFrom(buf)
		if err != nil {
			return
		}
		question := append([]byte(nil), buf[:n]...)
		go func() {
			reply, delay := answerTo(question)
			time.Sleep(delay)
			if reply == nil {
				return
			}
			if cut(reply) {
				reply = append([]byte(nil), question...)
				reply[2] |= 0x82 // a response that is truncated
				reply[3] |= 0x80 // from who knows more
			}
			conn.WriteTo(reply, client)
		}()
	}
}

// cut tells whether an answer is said not to fit into a datagram.
func cut(reply []byte) bool {
	return dnsAnswers[string(reply[13:13+reply[12]])].cut
}

// serveNamesByTCP does so where each message has its length in front.
func serveNamesByTCP(listener net.Listener) {
	for {
		conn, err := listener.Accept()
		if err != nil {
			return
		}
		go func() {
			defer conn.Close()
			var size [2]byte
			if _, err := io.ReadFull(conn, size[:]); err != nil {
				return
			}
			question := make([]byte, binary.BigEndian.Uint16(size[:]))
			if _, err := io.ReadFull(conn, question); err != nil {
				return
			}
			reply, _ := answerTo(question)
			conn.Write(append(binary.BigEndian.AppendUint16(nil, uint16(len(reply))), reply...))
		}()
	}
}

// answerTo makes the answer to a question, a DNS message as RFC 1035 has it,
// and says when it is due. There may be none.
func answerTo(question []byte) (reply []byte, delay time.Duration) {
	var labels []string
	end := 12
	for question[end] != 0 {
		size := int(question[end])
		labels = append(labels, string(question[end+1:end+1+size]))
		end += 1 + size
	}
	said, ok := dnsAnswers[labels[0]]
	if !ok {
		said = dnsAnswer{names: []string{"Host-" + labels[0] + ".Example"}}
	}
	delay = 2 * time.Millisecond
	if strings.HasSuffix(strings.Join(labels, "."), ".1.10.in-addr.arpa") {
		delay = slowly
	}
	if said.silent {
		return nil, 0
	}
	reply = append(reply, question[:end+5]...)
	reply[2] |= 0x80 // a response
	reply[3] |= said.code
	binary.BigEndian.PutUint16(reply[10:12], 0) // without additional records
	owner := []byte{0xc0, 12}                   // the name in the question
	records := len(said.names)
	if said.alias != "" {
		alias := wireName(said.alias)
		reply = appendRecord(reply, owner, 5, alias)
		owner = alias
		records++
	}
	for _, name := range said.names {
		reply = appendRecord(reply, owner, 12, wireName(name))
	}
	binary.BigEndian.PutUint16(reply[6:8], uint16(records))
	return reply, delay
}

// appendRecord appends a record of a type that is good for a minute.
func appendRecord(dst, owner []byte, kind byte, data []byte) []byte {
	dst = append(append(dst, owner...), 0, kind, 0, 1, 0, 0, 0, 60)
	dst = binary.BigEndian.AppendUint16(dst, uint16(len(data)))
	return append(dst, data...)
}

func wireName(name string) []byte {
	var wire []byte
	if name != "" {
		for label := range strings.SplitSeq(name, ".") {
			wire = append(append(wire, byte(len(label))), label...)
		}
	}
	return append(wire, 0)
}
