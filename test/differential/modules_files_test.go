package differential

import (
	"fmt"
	"math/rand"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// makeDatabases makes databases of what makedb(1) reads.
const makeDatabases = `
for f in /var/lib/misc/*.in; do
	[ ! -e "$f" ] || makedb --quiet -o "${f%.in}.db" "$f" || :
done
`

// namedTree has sockets of many ports, protocols and users.
func namedTree() tree {
	var rows strings.Builder
	rows.WriteString(socketHeading)
	for i := range 40 {
		fmt.Fprintf(&rows, "%4d: 0100007F:%04X 00000000:0000 07 00000000:00000000 00:00000000 00000000 %5d        0 %d 1\n", i, i, i, i)
	}
	return tree{"net/tcp": rows.String(), "net/udp": rows.String(), "net/raw": rows.String()}
}

// TestNamesOfDB compares databases of lines that are in order or not.
func TestNamesOfDB(t *testing.T) {
	needModules(t)
	for seed := range int64(30) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			r := rand.New(rand.NewSource(seed))
			files := map[string]string{
				"etc/nsswitch.conf": pick(r,
					"passwd: db files\nservices: db files\nprotocols: db files\n", "passwd: files db\nservices: files db\nprotocols: files db\n",
					"passwd: db [NOTFOUND=return] files\nservices: db [NOTFOUND=return] files\nprotocols: db [UNAVAIL=return] files\n",
					"passwd: db [UNAVAIL=return] files\nservices: db [UNAVAIL=return] files\nprotocols: db [NOTFOUND=return] files\n",
					"passwd: db\nservices: db\nprotocols: db\n"),
				"etc/services": "file1 1/tcp\nfile2 2/udp\n", "etc/protocols": "pfile1 1\n", "etc/passwd": "root:x:0:0::/:\nufile:x:1:1::/:\n",
				"var/lib/misc/README": "",
			}
			// An entry for every number, and now and then one that is missing,
			// large or garbled.
			list := func(line func(i int) string) string {
				var text strings.Builder
				for i := range r.Intn(80) {
					if r.Intn(60) == 0 {
						continue
					}
					fmt.Fprintf(&text, "0%d %s\n.name%d %s\n", i, line(i), i, line(i))
				}
				return text.String()
			}
			odd := func(line string) string {
				switch r.Intn(15) {
				case 0:
					return pick(r, "garbage", "#"+line, line+" # comment", line+strings.Repeat(" alias", 2000), "  "+line, line[:r.Intn(len(line))]+"x")
				}
				return line
			}
			if r.Intn(5) > 0 {
				files["var/lib/misc/services.in"] = list(func(i int) string {
					return odd(fmt.Sprintf("d%d %d/%s", i, r.Intn(40), pick(r, "tcp", "udp", "raw", "tcp alias")))
				})
			}
			if r.Intn(5) > 0 {
				files["var/lib/misc/protocols.in"] = list(func(i int) string { return odd(fmt.Sprintf("dp%d %d", i, r.Intn(40))) })
			}
			if r.Intn(5) > 0 {
				var text strings.Builder
				for i := range 40 {
					if r.Intn(3) > 0 {
						uid := pick(r, i, i, i, 5)
						fmt.Fprintf(&text, "=%d %s\n", i, odd(fmt.Sprintf("du%d:x:%d:1:%s:/:/bin/sh", i, uid, strings.Repeat("g", r.Intn(3)*r.Intn(3000)))))
					}
				}
				files["var/lib/misc/passwd.in"] = text.String()
			}
			setup := makeDatabases
			if r.Intn(4) == 0 {
				setup += pick(r,
					": >/var/lib/misc/services.db; : >/var/lib/misc/passwd.db", "echo garbage >/var/lib/misc/services.db",
					"mkdir -p /var/lib/misc/protocols.db /var/lib/misc/passwd.db || :", "[ ! -e /var/lib/misc/passwd.db ] || truncate -s 4096 /var/lib/misc/passwd.db")
			}
			reference, ours := runOnHost(t, nameHost{files: files, setup: setup}, namedTree(), "-tuwae", "--numeric-hosts")
			reference.stderr = withoutBDB(reference.stderr)
			require.Equal(t, reference.String(), ours.String())
			fabricated.Add(1)
		})
	}
}

// withoutBDB leaves out what the library that libnss-db loads says on its own
// of files that it cannot read.
func withoutBDB(stderr string) string {
	return regexp.MustCompile(`(?m)^(?:BDB|/var/lib/misc/).*\n`).ReplaceAllString(stderr, "")
}
