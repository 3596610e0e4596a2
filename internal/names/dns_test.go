package names

import (
	"encoding/binary"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestQuestionNamesTheAddressBackwards(t *testing.T) {
	for addr, want := range map[string]string{
		"192.0.2.10":  "\x00\x07\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00\x0210\x012\x010\x03192\x07in-addr\x04arpa\x00\x00\x0c\x00\x01",
		"2001:db8::f": "\x00\x07\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00\x01f" + strings.Repeat("\x010", 23) + "\x018\x01b\x01d\x010\x011\x010\x010\x012\x03ip6\x04arpa\x00\x00\x0c\x00\x01",
	} {
		assert.Equal(t, want, string(newQuestion(7, ip(addr))), addr)
	}
}

// answering makes an answer to a question, with flags and records.
func answering(q question, flags uint16, records ...string) []byte {
	text := append([]byte(nil), q...)
	binary.BigEndian.PutUint16(text[2:], flags)
	binary.BigEndian.PutUint16(text[6:], uint16(len(records)))
	return append(text, strings.Join(records, "")...)
}

// record is one of a type and class, whose owner and data are as in the message.
func record(owner string, typ, class byte, data string) string {
	return owner + "\x00" + string(typ) + "\x00" + string(class) + "\x00\x00\x00\x3c" + "\x00" + string(rune(len(data))) + data
}

const (
	pointerToQuestion = "\xc0\x0c"
	usual             = isResponse | recursionWanted | recursionThere
)

func TestNameIsThatOfTheFirstRecord(t *testing.T) {
	q := newQuestion(7, ip("192.0.2.1"))
	domain := string(q[dnsHeader : len(q)-4])
	other := record("\x05other\x00", typePTR, classInternet, "\x03not\x00")
	alias := "\x05alias\x00"
	for want, records := range map[string][]string{
		"a.example": {other, record(pointerToQuestion, typePTR, classInternet, "\x01a\x07example\x00"), record(pointerToQuestion, typePTR, classInternet, "\x01b\x00")},
		"b_-1":      {record(strings.ToUpper(domain), typePTR, classInternet, "\x04b_-1\x00")},
		"c":         {record(pointerToQuestion, typeCNAME, classInternet, alias), other, record("\x05ALIAS\x00", typePTR, classInternet, "\x01c\x00")},
		"d.arpa":    {record(pointerToQuestion, typePTR, classInternet, "\x01d\xc0\x1e")},
		".":         {record(pointerToQuestion, typePTR, classInternet, "\x00")},
	} {
		a, ok := q.answeredBy(answering(q, usual, records...))
		require.True(t, ok)
		name, how := a.name()
		assert.Equal(t, success, how, want)
		assert.Equal(t, want, name)
	}
}

func TestNameThatNoHostMayHaveIsNone(t *testing.T) {
	q := newQuestion(7, ip("192.0.2.1"))
	good := record(pointerToQuestion, typePTR, classInternet, "\x04good\x00")
	ptr := func(data string) string { return record(pointerToQuestion, typePTR, classInternet, data) }
	for what, records := range map[string][]string{
		"no records": nil, "a blank": {ptr("\x03a b\x00"), good}, "an escape": {ptr("\x02\x1b[\x00"), good}, "a dot": {ptr("\x01.\x00"), good},
		"a hyphen in front": {ptr("\x02-a\x00"), good}, "another class": {record(pointerToQuestion, typePTR, 3, "\x01a\x00")},
		"another type": {record(pointerToQuestion, 1, classInternet, "\x7f\x00\x00\x01")}, "another's name": {record("\x01x\x00", typePTR, classInternet, "\x01a\x00")},
		"no end": {ptr("\x05a")}, "an end in the next record": {ptr("\x01a"), good}, "a kind of label that there is not": {ptr("\x41a\x00")},
		"a pointer to itself": {ptr("\xc0\x34")}, "a pointer to the end": {ptr("\xff\xff")}, "half a pointer": {ptr("\xc0")},
		"a loop of names": {record(pointerToQuestion, typeCNAME, classInternet, pointerToQuestion)},
	} {
		a, ok := q.answeredBy(answering(q, usual, records...))
		require.True(t, ok)
		name, how := a.name()
		assert.Equal(t, notFound, how, what)
		assert.Empty(t, name, what)
	}
	long := strings.Repeat("\x3f"+strings.Repeat("a", 63), 5) + "\x00"
	a := answer{text: []byte(long)}
	domain, _ := a.domain(0)
	assert.Nil(t, domain, "longer than 255 bytes")
}

func TestMessageThatAnswersAnotherQuestionIsNone(t *testing.T) {
	q := newQuestion(7, ip("192.0.2.1"))
	for what, text := range map[string][]byte{
		"another number": answering(newQuestion(8, ip("192.0.2.1")), usual), "another address": answering(newQuestion(7, ip("192.0.2.2")), usual),
		"the question itself": q, "an update": answering(q, usual|5<<11), "a part": answering(q, usual)[:len(q)-1], "nothing": nil,
	} {
		_, ok := q.answeredBy(text)
		assert.False(t, ok, what)
	}
	two := answering(q, usual)
	two[5] = 2
	_, ok := q.answeredBy(two)
	assert.False(t, ok, "two questions")
}

func TestAnotherServerIsAskedWhenOneCannotAnswer(t *testing.T) {
	q := newQuestion(7, ip("192.0.2.1"))
	for flags, refusal := range map[uint16]bool{
		usual: false, usual | 3: false, usual | 1: false, isResponse | isAuthoritative: false, usual | 2: true, usual | 4: true, usual | 5: true, isResponse: true,
	} {
		a, ok := q.answeredBy(answering(q, flags))
		require.True(t, ok)
		assert.Equal(t, refusal, a.isRefusal(), "%#x", flags)
	}
}

func TestResolvConfSaysWhoIsAsked(t *testing.T) {
	local := netip.MustParseAddrPort("127.0.0.1:53")
	for text, want := range map[string]resolvConf{
		"": {[]netip.AddrPort{local}, 5 * time.Second, 2, false, false},
		"nameserver 192.0.2.1\n nameserver 192.0.2.9\nnameserver\t2001:db8::1 # x\nnameserver fe80::1%eth0;\nnameserver 192.0.2.3\noptions rotate timeout:3\noptions attempts:4 use-vc": {
			[]netip.AddrPort{netip.MustParseAddrPort("192.0.2.1:53"), netip.MustParseAddrPort("[2001:db8::1]:53"), netip.MustParseAddrPort("[fe80::1%eth0]:53")}, 3 * time.Second, 4, true, true},
		"options timeout:0 attempts:0":                                 {[]netip.AddrPort{local}, time.Second, 1, false, false},
		"options timeout:9999999999999 attempts:-1 timeout attempts:x": {[]netip.AddrPort{local}, 30 * time.Second, 2, false, false},
		"options timeout:999999999 attempts:99":                        {[]netip.AddrPort{local}, 30 * time.Second, 5, false, false},
		"nameserver\x00 192.0.2.1\nnameserver localhost\n":             {[]netip.AddrPort{local}, 5 * time.Second, 2, false, false},
	} {
		assert.Equal(t, want, readResolvConf(etc(t, "resolv.conf", text)), "%q", text)
	}
}

// FuzzDNSAnswer reads any bytes behind a question's number: what is found is the
// name of a host, and stands in the message.
func FuzzDNSAnswer(f *testing.F) {
	q := newQuestion(7, ip("192.0.2.1"))
	for _, text := range [][]byte{
		answering(q, usual, record(pointerToQuestion, typePTR, classInternet, "\x01a\x07example\x00")),
		answering(q, usual, record(pointerToQuestion, typeCNAME, classInternet, "\x05alias\xc0\x1e"), record("\x05alias\xc0\x1e", typePTR, classInternet, "\x01a\xc0\x1e")),
	} {
		f.Add(text[2:])
	}
	f.Fuzz(func(t *testing.T, rest []byte) {
		text := append([]byte{0, 7}, rest...)
		a, ok := q.answeredBy(text)
		if !ok {
			return
		}
		a.isRefusal()
		name, how := a.name()
		if how != success {
			require.Empty(t, name)
			return
		}
		require.LessOrEqual(t, len(name), 254)
		for label := range strings.SplitSeq(strings.TrimSuffix(name, "."), ".") {
			require.Contains(t, string(text), label)
			require.Empty(t, strings.Trim(strings.ToLower(label), "-_0123456789abcdefghijklmnopqrstuvwxyz"))
		}
	})
}
