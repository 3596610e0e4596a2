package differential

import (
	"fmt"
	"strings"
)

// What fakes answer: good answers, and all kinds of bad ones.

const noRecord = `{"error":"io.systemd.UserDatabase.NoRecordFound","parameters":{}}` + "\x00"

// userAnswer is an answer with a record of a user.
func userAnswer(fields string) string {
	return `{"parameters":{"record":{` + fields + `,"service":"io.example.Users"},"incomplete":false}}` + "\x00"
}

// thisMachine is the id of hosts that have no other.
const thisMachine = "0f1e2d3c4b5a69788796a5b4c3d2e1f0"

// userDBAnswers are about users from firstPeerUser on.
var userDBAnswers = func() (answers []string) {
	for _, fields := range []string{
		`"userName":"plain","uid":70000,"gid":70000`, `"userName":"nogid","uid":70001`, `"userName":"nouid"`, `"userName":"wronguid","uid":5`, `"uid":70004`,
		`"userName":"late","uid":70005`,
	} {
		answers = append(answers, userAnswer(fields))
	}
	for _, name := range []string{
		"bad name", "", "UPPER.dot_-9", "70009", strings.Repeat("a", 300), "esc\\u001b[31m", "été", "-dash", "a/b", "a:b", `dom\\user`, "user@realm",
		".", "..", "tilde~", "dollar$", "plus+", "1abc", " x", "x ", "x\\ty", "0xff", "a\\u0000b", "-5", "-", "--5", "a\\u0080b", "a\\u202eb", "root", "\xff",
		"a\\u007fb", "a\\nb", "123\u00a0", "\\ud83d\\ude00",
	} {
		answers = append(answers, userAnswer(`"userName":"`+name+`"`))
	}
	for _, more := range []string{
		`"homeDirectory":5`, `"uid":"x"`, `"foo":{"x":[1,2]}`, `"uid":70000.0`, `"gid":-1`, `"realm":"example.org"`, `"disposition":"bogus"`, `"locked":true`,
		`"secret":{}`, `"secret":null`, `"privileged":{}`, `"privileged":5`, `"shell":"bad"`, `"realName":"a:b\n"`, `"z":{"a":1,"a":2}`, `"z":NaN`, `"z":01`,
		`"z":1e999`, `"z":` + strings.Repeat("[", 3000) + strings.Repeat("]", 3000), `"z":` + strings.Repeat("[", 1000) + strings.Repeat("]", 1000),
		`"z":"` + strings.Repeat("y", 200000) + `"`, `"perMachine":5`, `"perMachine":[5]`, `"perMachine":[{"foo":1}]`, `"status":5`, `"binding":5`, `"signature":5`,
		`"binding":{"notanid":5}`, `"status":{"notanid":5}`, `"status":{"` + thisMachine + `":5}`, `"status":{"` + thisMachine + `":{}}`, `"userNAME":"b"`,
		`"userName":"second"`, `"userName":5`, `"perMachine":[{"matchMachineId":"` + thisMachine + `","userName":"other"}]`, `"binding":{"` + thisMachine + `":5}`,
	} {
		answers = append(answers, userAnswer(fmt.Sprintf(`"userName":"more%d",%s`, len(answers), more)))
	}
	for _, record := range []string{
		`{"userName":"noservice"}`, `{"userName":"s1","service":""}`, `{"userName":"s2","service":5}`, `{"userName":"s3","service":null}`, `{"userNAME":"s4","service":"x"}`,
		`{"userName":"s5","status":{"` + thisMachine + `":{"service":"x"}}}`, `{"userName":"s6","status":{"00000000000000000000000000000001":{"service":"x"}}}`,
		`{"userName":"s7","status":{"` + thisMachine + `":{"service":5}}}`, `{"userName":"s8","status":{"` + strings.ToUpper(thisMachine) + `":{"service":"x"}}}`,
		`{"userName":"s9","binding":{"` + thisMachine + `":{"service":"x"}}}`, `{"userName":5,"userName":"s10","service":"x"}`, `{"userName":null,"service":"x"}`,
		`{"userName":"s11","service":5,"service":"x"}`, `{"userName":"a:b","userName":"s12","service":"x"}`,
		`[]`, `null`, `"text"`, `{}`,
	} {
		answers = append(answers, `{"parameters":{"record":`+record+`,"incomplete":false}}`+"\x00")
	}
	good := `"record":{"userName":"good","service":"x"}`
	for _, whole := range []string{
		`{"parameters":{` + good + `}}`, `{"parameters":{` + good + `,"incomplete":1}}`, `{"parameters":{` + good + `,"incomplete":null}}`, `{"parameters":{` + good + `,"incomplete":true}}`,
		`{"parameters":{` + good + `,"foo":1}}`, `{"parameters":{` + good + `},"foo":1}`, `{"parameters":{` + good + `},"continues":true}`, `{"parameters":{` + good + `},"continues":false}`,
		`{"parameters":{` + good + `},"continues":null}`, `{"parameters":{` + good + `},"error":""}`, `{"parameters":{` + good + `},"error":null}`, `{"parameters":{` + good + `},"error":5}`,
		`{"parameters":{` + good + `},"parameters":{}}`, `{"parameters":{` + good + `,` + good + `}}`, ` {"parameters" : {` + good + "}}\n", `{"parameters":{` + good + `}} x`,
		`{"parameters":{` + good + `,}}`, `{"parameters":{` + good + `/*c*/}}`, `{"parameters":{` + good + `}}` + "\x00" + `{"parameters":{}}`,
		`{"parameters":{}}`, `{"parameters":null}`, `{"parameters":[]}`, `{}`, `[]`, `garbage`, ``, `{"error":5}`, `{"error":"x"}`,
		`{"error":"io.systemd.UserDatabase.ServiceNotAvailable","parameters":{}}`, `{"error":"io.systemd.UserDatabase.ConflictingRecordFound","parameters":{}}`,
		`{"error":"org.varlink.service.MethodNotFound","parameters":{}}`, `{"error":"io.systemd.TimedOut","parameters":{}}`, `{"error":"x","parameters":[]}`,
	} {
		answers = append(answers, whole+"\x00")
	}
	return append(answers, `{"parameters":{"record":{"userName":"cut"`, "", "garbage")
}()

// resolveAnswers are about addresses that end in 0, 1 and so on. One without any
// name is missing: of that the reference shows memory that it has not written.
var resolveAnswers = func() (answers []string) {
	for _, names := range []string{
		`{"name":"plain.example"}`, `{"name":"first"},{"name":"second"}`, `{"name":""}`, `{"name":"UP.example."}`, `{"name":"late.example"}`, `{"name":"a b"}`,
		`{"name":"é"}`, `{"name":"."}`, `{"name":"-dash"}`, `{"name":"` + strings.Repeat("a", 63) + `"}`, `{"name":"` + strings.Repeat("a", 64) + `"}`,
		`{"name":"` + strings.Repeat("x.", 130) + `"}`, `{"name":"1.2.3.4"}`, `{"name":"ifi","ifindex":2}`, `{"name":"extra","foo":1}`, `{"name":5}`, `"x"`,
		`{"name":"ok"},{"name":5}`, `{"ifindex":0}`, `{"name":"neg","ifindex":-1}`, `{"name":"first","name":"dup"}`, `[]`, `{}`, `{"name":"a"},{"name":"a"}`,
		`{"name":"under_score"}`, `{"name":"*.x"}`, `{"name":"a..b"}`, `{"name":"a/b"}`, `{"name":"n\u0000x"}`, "{\"name\":\"\xff\"}", `{"name":null}`,
		`{"name":"` + strings.Repeat("x", 127) + `"}`, `{"name":"` + strings.Repeat("x", 128) + `"}`, `{"name":"x","ifindex":"2"}`,
	} {
		answers = append(answers, `{"parameters":{"names":[`+names+`],"flags":1}}`+"\x00")
	}
	good := `"names":[{"name":"good"}]`
	for _, whole := range []string{
		`{"parameters":{` + good + `}}`, `{"parameters":{` + good + `,"foo":1}}`, `{"parameters":{` + good + `},"foo":1}`, `{"parameters":{` + good + `,"flags":"x"}}`,
		`{"parameters":{"names":{"name":"x"},"flags":1}}`, `{"parameters":{"names":null,"flags":1}}`, `{"parameters":{` + good + `,` + good + `}}`,
		`{"parameters":{` + good + `},"error":""}`, `{"parameters":{` + good + `},"continues":true}`, `{"parameters":{}}`, `{}`, `garbage`, ``, `{"error":"","parameters":{}}`,
		`{"error":5,"parameters":{}}`, `{"error":"io.systemd.Resolve.NoSuchResourceRecord"}`, `{"error":"io.systemd.Resolve.NoSuchResourceRecord","parameters":[]}`,
	} {
		answers = append(answers, whole+"\x00")
	}
	for _, err := range []string{
		"io.systemd.Resolve.NoNameServers", "io.systemd.Resolve.NoSuchResourceRecord", "io.systemd.Resolve.QueryTimedOut", "io.systemd.Resolve.NetworkDown",
		"io.systemd.Resolve.NoSource", "io.systemd.Resolve.MaxAttemptsReached", "io.systemd.TimedOut", "org.varlink.service.MethodNotFound",
		"org.varlink.service.InterfaceNotFound", "org.varlink.service.MethodNotImplemented", "org.varlink.service.InvalidParameter", "io.systemd.Disconnected",
		"io.systemd.Protocol", "org.varlink.service.PermissionDenied", "bogus", "io.systemd.Resolve.QueryAborted", "io.systemd.Resolve.StubLoop",
		"io.systemd.Resolve.DNSSECValidationFailed", "io.systemd.Resolve.CNAMELoop", "io.systemd.Resolve.ResourceRecordTypeUnsupported",
		"io.systemd.Resolve.InconsistentServiceRecords", "io.systemd.UnmappedError",
	} {
		answers = append(answers, `{"error":"`+err+`","parameters":{}}`+"\x00")
	}
	answers = append(answers, `{"error":"io.systemd.Resolve.DNSError","parameters":{"rcode":3}}`+"\x00", `{"error":"io.systemd.Resolve.DNSError","parameters":{"rcode":2}}`+"\x00")
	return append(answers, `{"parameters":{"names":[{"na`, "", "garbage")
}()

// nscdUser is a pw_response_header with the length of a name, and what follows.
func nscdUser(version, found, name int64, text string) string {
	return words(version, found, name, 2, 7, 7, 2, 2, 3) + text
}

const restOfUser = "x\x00g\x00/\x00/s\x00"

// nscdUsers are about users from firstPeerUser on.
var nscdUsers = []string{
	nscdUser(2, 1, 6, "plain\x00"+restOfUser), nscdUser(2, 0, 0, ""), nscdUser(1, 1, 3, "v1\x00"+restOfUser), nscdUser(3, 1, 3, "v3\x00"+restOfUser),
	nscdUser(2, 2, 7, "found2\x00"+restOfUser), nscdUser(2, 1, 5, "nonul"+restOfUser), nscdUser(2, 1, 1, "\x00"+restOfUser), nscdUser(2, 1, 0, restOfUser),
	nscdUser(2, 1, -1, "neg\x00"+restOfUser), nscdUser(2, 1, 6, "short\x00")[:20], nscdUser(2, 1, 6, "trunc\x00")[:40], "", nscdUser(2, 1, 6, "extra\x00"+restOfUser+"yyyy"),
	nscdUser(2, 1, 8, "in\x00side\x00"+restOfUser), nscdUser(2, -2, 9, "foundneg\x00"+restOfUser), nscdUser(2, 1, 301, strings.Repeat("a", 300)+"\x00"+restOfUser),
	nscdUser(2, 1, 8, "notrail\x00x\x00g\x00/\x00"), nscdUser(2, 0, 3, "f0\x00"+restOfUser), nscdUser(2, 1, 8, "dotted.\x00"+restOfUser), nscdUser(2, 1, 1<<30, "huge\x00"+restOfUser),
	nscdUser(2, -1, 0, ""),
}

// nscdHost is a hst_response_header with the length of a name, a number of
// aliases and one of addresses, and what follows.
func nscdHost(version, found, name, aliases, addresses int64, text string) string {
	return words(version, found, name, aliases, 2, 4, addresses, 0) + text
}

// nscdHosts are about addresses that end in 0, 1 and so on.
var nscdHosts = []string{
	nscdHost(2, 1, 6, 0, 1, "plain\x00ADDR"), nscdHost(2, 0, 0, 0, 0, ""), nscdHost(1, 1, 3, 0, 1, "v1\x00ADDR"), nscdHost(2, 2, 7, 0, 1, "found2\x00ADDR"),
	nscdHost(2, 1, 5, 0, 1, "nonulADDR"), nscdHost(2, 1, 1, 0, 1, "\x00ADDR"), nscdHost(2, 1, -1, 0, 1, "neg\x00ADDR"),
	nscdHost(2, 1, 6, 0, 1, "short\x00")[:20], nscdHost(2, 1, 6, 0, 1, "trunc\x00")[:34], "", nscdHost(2, 1, 6, 0, 1, "extra\x00ADDRyyy"),
	nscdHost(2, 1, 8, 0, 1, "in\x00side\x00ADDR"), nscdHost(2, 1, 3, 1, 1, "a1\x00"+words(3)+"ADDRal\x00"), nscdHost(2, 1, 6, 1000000, 1, "alias\x00"),
	nscdHost(2, 1, 7, 0, 0, "noaddr\x00"), nscdHost(2, 1, 6, 0, 1000000, "addrs\x00"), nscdHost(2, 1, 301, 0, 1, strings.Repeat("a", 300)+"\x00ADDR"),
	nscdHost(2, 1, 6, 0, 1, "plain\x00"), nscdHost(2, 1, 1<<30, 0, 1, "huge\x00ADDR"), nscdHost(2, 1, 6, 0, 1, "UP.ex\x00ADDR"),
	words(2, 1, 6, 0, 2, 3, 1, 0) + "three\x00ABC", words(2, 1, 6, 0, 10, 16, 1, 0) + "large\x00" + strings.Repeat("A", 16), words(2, 1, 5, 0, 2, 0, 1, 0) + "zero\x00",
	words(2, 1, 4, 0, 2, -4, 1, 0) + "neg\x00", words(2, -1, 0, 0, 0, 0, 0, 0),
}

// nscdHosts6 are the same for IPv6.
var nscdHosts6 = func() (answers []string) {
	for _, answer := range nscdHosts {
		const length = 5 * 4
		if len(answer) >= length+4 && answer[length:length+4] == words(4) {
			answer = answer[:length] + words(16) + strings.Replace(answer[length+4:], "ADDR", strings.Repeat("ADDR", 4), 1)
		}
		answers = append(answers, answer)
	}
	return answers
}()

// sssMessage is a message of sssd's.
func sssMessage(command uint32, body string) string {
	return words(int64(16+len(body)), int64(command), 0, 0) + body
}

// sssUser is an answer with a number of users, of which the first has a name.
func sssUser(entries int64, text string) string {
	return sssMessage(0x12, words(entries, 0, 70000, 70000)+text)
}

// sssUsers are about users from firstPeerUser on. An answer without a body is
// missing: it has the reference's module crash.
var sssUsers = []string{
	sssUser(1, "plain\x00"+restOfUser), sssMessage(0x12, words(0, 0)), sssUser(2, "two\x00"+restOfUser), sssUser(1, "short\x00")[:30],
	words(16+16, 0x12, 5, 0) + words(1, 0, 1, 1) + "err\x00" + restOfUser, sssMessage(0x13, words(1, 0, 1, 1)+"command\x00"+restOfUser), sssUser(1, "nonul"),
	words(1<<30, 0x12, 0, 0) + words(1, 0, 1, 1) + "huge\x00" + restOfUser, "", sssUser(1, "\x00"+restOfUser), sssUser(1, "trail\x00"+restOfUser+"garbage"),
	sssUser(1, "onlyname\x00"), sssUser(1, "twofields\x00x\x00"), sssUser(1, strings.Repeat("a", 300)+"\x00"+restOfUser), sssUser(1, "noend\x00x\x00g\x00/\x00/s"),
	words(16+8, 0x12, 2, 0) + words(0, 0), words(16+8, 0x12, 11, 0) + words(0, 0), sssMessage(0x12, words(0)), sssUser(1, "\xff\xfe\x00"+restOfUser),
	sssUser(-1, "neg\x00"+restOfUser), sssUser(1, "a:b c\x00"+restOfUser),
}

// sssHost is an answer with numbers of hosts, aliases and addresses.
func sssHost(hosts, aliases, addresses int64, text string) string {
	return sssMessage(0x53, words(hosts, 0, aliases, addresses)+text)
}

// sssHosts are about addresses that end in 0, 1 and so on.
var sssHosts = []string{
	sssHost(1, 0, 1, "plain\x0010.0.0.1\x00"), sssMessage(0x53, words(0, 0)), sssHost(1, 1, 1, "alias\x00al\x0010.0.0.1\x00"), sssHost(2, 0, 1, "two\x0010.0.0.1\x00"),
	sssHost(1, 1, 1, "missing\x0010.0.0.1\x00"), "", sssHost(1, 0, 1, "UP.example.\x0010.0.0.1\x00"),
}

// sssServices are two services and an alias.
var sssServices = words(2, 0, 5001, 1) + "sss-one\x00tcp\x00alias\x00" + words(5002, 0) + "sss-two\x00udp\x00"

// avahiAnswers are by the text of the address.
var avahiAnswers = map[string]string{
	"169.254.0.0": "+ 2 0 name.local 169.254.0.0\n", "169.254.0.1": "-15 Timeout reached\n", "169.254.0.2": "garbage\n", "169.254.0.3": "", "169.254.0.4": "+ 2 0 name.local\n",
	"169.254.0.5": "+ 2 0 x.local 169.254.0.5", "169.254.0.6": "+ 2 1 169.254.0.6 x.local \n", "169.254.0.7": "+ 2 0 " + strings.Repeat("l", 200) + "\n", "169.254.0.8": "+\n",
	"169.254.0.9": "+ 2 0 \n", "169.254.0.10": "-15\n", "169.254.0.11": "-x\n", "169.254.0.12": "+2 0 nosp.local\n", "169.254.0.13": "+ 2 0  two  spaces.local\n",
	"169.254.0.14": "\n", "10.0.0.1": "+ 2 0 ten.local\n", "fe80::1": "+ 2 1 six.local\n", "2001:db8::1": "+ 2 1 six2.local\n",
}
