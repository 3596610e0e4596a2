package differential

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestSourcesOfHostNames compares the names of hosts under many lines of
// nsswitch.conf, with a name server and with one that does not answer.
func TestSourcesOfHostNames(t *testing.T) {
	// In the file and in DNS; in the file only, DNS knowing of none, failing or
	// refusing; in DNS only; in neither.
	peers := []string{"10.0.0.8", "10.0.0.10", "10.0.0.9", "10.0.0.11", "10.0.0.12", "10.0.0.7", "2001:db8::8", "2001:db8::7", "2001:db8::a",
		"::10.0.0.10", "::ffff:10.0.0.10", "::10.0.0.12", "::ffff:10.0.0.12"}
	hosts := "10.0.0.8 eight\n10.0.0.10 ten\n10.0.0.9 nine\n10.0.0.11 eleven\n::ffff:10.0.0.12 twelve\n2001:db8::8 eight6\n2001:db8::a ten6\n"
	for kind, ns := range map[string]*namespace{"DNS": newNamedNamespace(t), "no DNS": newNamespace(t)} {
		for _, line := range []string{
			"", "passwd: files\n", "hosts: files\n", "hosts: dns\n", "hosts: files dns\n", "hosts: dns files\n", "hosts:\n",
			"hosts: dns\nhosts: files\n", "hosts: dns files\nhosts: files dns\n", "hosts:\nhosts: files\n",
			"hosts: files\nhosts:\n", "hosts: files\nhosts: dns\n", "hosts dns\n", "hosts: dns [ NOTFOUND = return ] files\n",
			"hosts: dns [NOTFOUND=return] files\n", "hosts: files [NOTFOUND=return] dns\n", "hosts: files [notfound=RETURN] dns\n",
			"hosts: dns [UNAVAIL=return] files\n", "hosts: dns [TRYAGAIN=return] files\n", "hosts: dns [!UNAVAIL=return] files\n",
			"hosts: dns [SUCCESS=continue] files\n",
			"hosts: dns [NOTFOUND=return UNAVAIL=return TRYAGAIN=return] files\n", "hosts: dns [NOTFOUND=return TRYAGAIN=continue] files\n",
			"hosts: files [ NOTFOUND = return ] dns\n", "hosts: files[NOTFOUND=return]dns\n",
			"hosts: nosuch files dns\n", "hosts: nosuch [UNAVAIL=return] files dns\n", "hosts: nosuch dns files\n", "hosts: nosuch\n",
			"hosts: files nosuch\n", "HOSTS: dns files\n", " hosts: dns\n", "hosts : dns\n", "hosts files\n", "#hosts: dns\n", "hosts: dns # files\n",
			"hosts:dns\n", "hosts:\tfiles\tdns", "hosts: FILES dns\n", "hosts: files, dns\n", "hosts: dns files files\n",
		} {
			t.Run(kind+" "+line, func(t *testing.T) {
				reference, ours, _ := listPeers(t, ns, peers, tree{"/etc/nsswitch.conf": line, "/etc/hosts": hosts})
				if assert.Equal(t, reference.String(), ours.String()) {
					fabricated.Add(1)
				}
			})
		}
	}
}
