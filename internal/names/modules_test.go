package names

import (
	"context"
	"io"
	"net"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

// newHost makes a root directory with files, and names that are looked up there.
func newHost(t *testing.T, files map[string]string) (*Cache, string) {
	t.Helper()
	root, err := os.MkdirTemp("", "names") // short, as the path of a socket has to be
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, os.RemoveAll(root)) })
	for path, text := range files {
		path = filepath.Join(root, path)
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
	}
	return newCache(filepath.Join(root, "etc"), func(context.Context, netip.Addr) (string, outcome) { return "", notFound }), root
}

const userOfService = `{"parameters":{"record":{"userName":"svc-dyn","uid":61234,"service":"x"},"incomplete":false}}` + "\x00"

func TestUserOfSystemd(t *testing.T) {
	c, root := newHost(t, map[string]string{"etc/nsswitch.conf": "passwd: files systemd"})
	_, asked := serve(t, root, "run/systemd/userdb/io.systemd.DynamicUser", saying(userOfService))
	serve(t, root, "run/systemd/userdb/io.systemd.Dead", saying(""))
	for range 2 {
		name, ok := c.User(61234)
		assert.True(t, ok)
		assert.Equal(t, "svc-dyn", name)
	}
	assert.EqualValues(t, 1, asked.Load())
}

func TestLocalUsersAreAskedOfNobody(t *testing.T) {
	c, root := newHost(t, map[string]string{"etc/nsswitch.conf": "passwd: files systemd sss ldap compat", "etc/passwd": "root:x:0:0\n+\n"})
	_, nscd := serve(t, root, "var/run/nscd/socket", silence)
	_, userdb := serve(t, root, "run/systemd/userdb/io.systemd.DynamicUser", silence)
	c.LocalUsers()
	assert.Nil(t, c.HoldUsers())
	name, _ := c.User(0)
	assert.Equal(t, "root", name)
	_, ok := c.User(61234)
	assert.False(t, ok)
	assert.Zero(t, nscd.Load())
	assert.Zero(t, userdb.Load())
	assert.Empty(t, c.Unserved())
}

func TestUsersAreHeldWhereAProgramIsAsked(t *testing.T) {
	for conf, held := range map[string]bool{
		"passwd: files": false, "": false, "passwd: files compat extrausers db nosuch": true, "passwd: compat": false, "passwd: files systemd": true,
		"passwd: extrausers db": false, "passwd: sss": true, "passwd: ldap": true,
	} {
		c, _ := newHost(t, map[string]string{"etc/nsswitch.conf": conf})
		assert.Equal(t, held, c.HoldUsers() != nil, "%q", conf)
	}
	c, root := newHost(t, map[string]string{"etc/nsswitch.conf": "passwd: files"})
	serve(t, root, "var/run/nscd/socket", silence)
	assert.NotNil(t, c.HoldUsers(), "nscd")
}

func TestHoldPutsUsersAndNetworksOff(t *testing.T) {
	c, _ := newHost(t, map[string]string{"etc/nsswitch.conf": "passwd: files systemd\nnetworks: files", "etc/passwd": "root:x:0:0", "etc/networks": "ten 10"})
	synctest.Test(t, func(t *testing.T) {
		release := c.Hold()
		var found atomic.Int32
		go func() {
			c.User(0)
			found.Add(1)
		}()
		go func() {
			c.Network(ip("10.0.0.0"))
			found.Add(1)
		}()
		time.Sleep(time.Hour)
		assert.Zero(t, found.Load())
		release()
		synctest.Wait()
		assert.EqualValues(t, 2, found.Load())
	})
}

// A file that is a FIFO without a writer keeps whoever opens it.
func TestModulesThatAreNotAskedOpenNothing(t *testing.T) {
	c, root := newHost(t, map[string]string{
		"etc/nsswitch.conf": "passwd: files extrausers db\nhosts: files myhostname\nservices: files db\nprotocols: files\nnetworks: files\n", "etc/passwd": "root:x:0:0",
	})
	for _, path := range []string{"etc/services", "etc/protocols", "etc/networks", "etc/hosts", "var/lib/extrausers/passwd", "var/lib/misc/passwd.db", "var/lib/misc/services.db"} {
		path = filepath.Join(root, path)
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, unix.Mkfifo(path, 0o644))
	}
	name, _ := c.User(0)
	assert.Equal(t, "root", name)
}

func TestModulesThatCannotBeAskedAreToldOnce(t *testing.T) {
	c, _ := newHost(t, map[string]string{
		"etc/nsswitch.conf": "passwd: files ldap\nhosts: files wins\nservices: nis db\nnetworks: files\nprotocols: files\n",
		"etc/hosts":         "10.0.0.1 one", "etc/passwd": "root:x:0:0", "var/db/services.db": "of glibc",
	})
	texts := func() (texts []string) {
		for _, err := range c.Unserved() {
			texts = append(texts, err.Error())
		}
		return texts
	}
	c.Host(t.Context(), ip("10.0.0.1"))
	c.User(0)
	c.Protocol(1)
	assert.Len(t, texts(), 2, "nis and db, of services; the others were not asked")
	c.User(1)
	c.User(2)
	c.Host(t.Context(), ip("10.0.0.2"))
	const behind = " cannot be asked; what only it knows has no name"
	assert.Equal(t, []string{"nsswitch.conf: passwd: the module ldap" + behind, "nsswitch.conf: hosts: the module wins" + behind}, texts())
	c.User(3)
	assert.Empty(t, texts())
}

func TestControlBytesOfAModulesNameAreDots(t *testing.T) {
	c, _ := newHost(t, map[string]string{"etc/nsswitch.conf": "passwd: evil\x1b[31m"})
	c.User(1)
	told := c.Unserved()
	require.Len(t, told, 0, "a [ begins actions, and there are none: nothing can be read")
	c, _ = newHost(t, map[string]string{"etc/nsswitch.conf": "passwd: evil\x1b31m"})
	c.User(1)
	told = c.Unserved()
	require.Len(t, told, 1)
	assert.Contains(t, told[0].Error(), "evil.31m")
}

func TestForeignModulesUsersAreAskedOfUserdbd(t *testing.T) {
	c, root := newHost(t, map[string]string{"etc/nsswitch.conf": "passwd: files ldap"})
	serve(t, root, "run/systemd/userdb/io.systemd.NameServiceSwitch", func(conn net.Conn) {
		question := make([]byte, 1<<10)
		n, _ := conn.Read(question)
		if strings.Contains(string(question[:n]), `"service":"io.systemd.NameServiceSwitch"`) {
			io.WriteString(conn, userOfService)
		}
	})
	name, _ := c.User(61234)
	assert.Equal(t, "svc-dyn", name)
	assert.Empty(t, c.Unserved())
}

func TestNamesFromProgramsAreClean(t *testing.T) {
	c, root := newHost(t, map[string]string{"etc/nsswitch.conf": "hosts: resolve\npasswd: sss"})
	serve(t, root, "run/systemd/resolve/io.systemd.Resolve", saying(`{"parameters":{"names":[{"name":"evil\u001b[31m\n\u007f"}],"flags":1}}`+"\x00"))
	name, _ := c.Host(t.Context(), ip("10.0.0.1"))
	assert.Equal(t, "evil.[31m..", name)
}

func TestResolveWithoutNamesHasNone(t *testing.T) {
	c, root := newHost(t, map[string]string{"etc/nsswitch.conf": "hosts: resolve [!NOTFOUND=return] files", "etc/hosts": "10.0.0.1 file"})
	serve(t, root, "run/systemd/resolve/io.systemd.Resolve", saying(`{"parameters":{"names":[],"flags":1}}`+"\x00"))
	name, _ := c.Host(t.Context(), ip("10.0.0.1"))
	assert.Equal(t, "file", name)
}

func TestMyHostnameKnowsTheLoopback(t *testing.T) {
	c, root := newHost(t, map[string]string{"etc/nsswitch.conf": "hosts: myhostname", "proc/net/if_inet6": "", "proc/sys/net/ipv6/conf/all/disable_ipv6": "0\n"})
	own, err := os.Hostname()
	require.NoError(t, err)
	expect(t, func(addr netip.Addr) (string, bool) { return c.Host(t.Context(), addr) }, map[netip.Addr]string{
		ip("127.0.0.1"): "localhost", ip("::1"): "localhost", ip("127.0.0.2"): own, ip("127.0.0.3"): "", ip("::ffff:127.0.0.1"): "", ip("203.0.113.1"): "",
	})
	require.NoError(t, os.WriteFile(filepath.Join(root, "proc/sys/net/ipv6/conf/all/disable_ipv6"), []byte("1\n"), 0o644))
	_, ok := New(filepath.Join(root, "etc")).Host(t.Context(), ip("::1"))
	assert.False(t, ok)
}

func TestMyHostnameWithoutASocketKnowsNoOthers(t *testing.T) {
	c, _ := newHost(t, map[string]string{"etc/nsswitch.conf": "hosts: myhostname"})
	c.In(func(int, int, int) (int, error) { return -1, unix.EPERM })
	_, ok := c.Host(t.Context(), ip("10.0.0.1"))
	assert.False(t, ok)
}

func TestPasswdCompatCannotBeCompatItself(t *testing.T) {
	c, _ := newHost(t, map[string]string{"etc/nsswitch.conf": "passwd: compat\npasswd_compat: compat\n", "etc/passwd": "+\n"})
	_, ok := c.User(1)
	assert.False(t, ok)
}

func TestBadActionMeansNoSources(t *testing.T) {
	for _, conf := range []string{
		"passwd: files [NOTFOUND=stop]", "passwd: files\ngroup: files [x=return]", "passwd: files [NOTFOUND=return", "passwd: files []", "passwd: files [! UNAVAIL=return]",
		"passwd: files [NOTFOUND]", "passwd: files [NOTFOUND=]",
	} {
		c, _ := newHost(t, map[string]string{"etc/nsswitch.conf": conf + "\n", "etc/passwd": "root:x:0:0"})
		_, ok := c.User(0)
		assert.False(t, ok, "%q", conf)
	}
	c, _ := newHost(t, map[string]string{"etc/nsswitch.conf": "passwd: files [!UNAVAIL=return] x\nsudoers: files [x=y]\n", "etc/passwd": "root:x:0:0"})
	name, _ := c.User(0)
	assert.Equal(t, "root", name)
}
