package differential

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/gonetstat/gonetstat/internal/testkit"
)

// fasterClock is a shared object that has time run sixty times as fast for the
// program that loads it, whose modules wait for up to two minutes.
const fasterClock = `
#define _GNU_SOURCE
#include <poll.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

enum { FACTOR = 60 };
#define NS(t) ((t).tv_sec * 1000000000LL + (t).tv_nsec)
static long long began[16];

static long long now(clockid_t id) {
	struct timespec t;
	syscall(SYS_clock_gettime, id, &t);
	if (!began[id & 15]) began[id & 15] = NS(t);
	return NS(t);
}
static struct timespec spec(long long ns) { return (struct timespec){ns / 1000000000LL, ns % 1000000000LL}; }
static int less(int ms) { return ms > 0 ? (ms + FACTOR - 1) / FACTOR : ms; }

int clock_gettime(clockid_t id, struct timespec *t) {
	long long n = now(id);
	*t = spec(began[id & 15] + (n - began[id & 15]) * FACTOR);
	return 0;
}
int timerfd_settime(int fd, int flags, const struct itimerspec *new, struct itimerspec *old) {
	struct itimerspec t = *new;
	long long n = now(CLOCK_MONOTONIC), b = began[CLOCK_MONOTONIC & 15], v = NS(t.it_value);
	if (v) t.it_value = spec(flags & TFD_TIMER_ABSTIME ? (v > b ? b + (v - b) / FACTOR : v) : v / FACTOR + 1);
	return syscall(SYS_timerfd_settime, fd, flags, &t, old);
}
int ppoll(struct pollfd *f, nfds_t n, const struct timespec *t, const sigset_t *s) {
	struct timespec less;
	if (t) less = spec(NS(*t) / FACTOR);
	return syscall(SYS_ppoll, f, n, t ? &less : NULL, s, 8);
}
int __ppoll_chk(struct pollfd *f, nfds_t n, const struct timespec *t, const sigset_t *s, size_t l) { return ppoll(f, n, t, s); }
int poll(struct pollfd *f, nfds_t n, int ms) { return syscall(SYS_poll, f, n, less(ms)); }
int __poll_chk(struct pollfd *f, nfds_t n, int ms, size_t l) { return poll(f, n, ms); }
int epoll_wait(int fd, struct epoll_event *e, int n, int ms) { return syscall(SYS_epoll_wait, fd, e, n, less(ms)); }
`

// buildFasterClock compiles it.
func buildFasterClock(t *testing.T) (path string) {
	t.Helper()
	testkit.Need(t, "gcc")
	path = filepath.Join(t.TempDir(), "faster.so")
	cmd := exec.Command("gcc", "-shared", "-fPIC", "-O1", "-o", path, "-x", "c", "-")
	cmd.Stdin = strings.NewReader(fasterClock)
	output, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s", output)
	require.NoError(t, os.Chmod(filepath.Dir(path), 0o755))
	return path
}

// TestPeersThatNeverAnswer compares what is listed where programs that know
// names accept questions and do not answer. The reference waits for 10 seconds
// (nscd), 45 seconds (the user database), 2 minutes (systemd-resolved) and 5
// minutes (sssd) each time; here its clock runs faster, but for nscd's. With a
// silent Avahi it never ends, so gonetstat lists alone. That it waits no more
// than once is tested in internal/names.
func TestPeersThatNeverAnswer(t *testing.T) {
	needModules(t)
	faster := buildFasterClock(t)
	addresses := []string{"10.0.0.1", "10.0.0.2"}
	files := map[string]string{
		"etc/hosts": behindHosts(addresses), "var/lib/extrausers/passwd": extraUsers(), "etc/passwd": "root:x:0:0::/:\n",
		"etc/resolv.conf": "nameserver 127.0.0.1\noptions timeout:1 attempts:1\n",
	}
	for name, test := range map[string]struct {
		nsswitch string
		args     []string
		tr       tree
	}{
		"userdb-silent":  {"passwd: files systemd extrausers\n", []string{"-ltae", "--numeric-hosts"}, usersTree(0, 70000, 70001)},
		"resolve-silent": {"hosts: resolve [!UNAVAIL=return] files\n", []string{"-taW", "--numeric-ports"}, peersTree(addresses)},
		"sss-silent":     {"passwd: files sss extrausers\nhosts: files\n", []string{"-ltae", "--numeric-hosts"}, usersTree(0, 70000)},
		"nscd-silent":    {"passwd: files extrausers\nhosts: files\n", []string{"-ltae", "--numeric-hosts"}, usersTree(0, 70000)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			with := map[string]string{"etc/nsswitch.conf": "networks: files\n" + test.nsswitch}
			for path, text := range files {
				with[path] = text
			}
			compareOnHost(t, nameHost{files: with, peers: []string{name}, preload: faster}, test.tr, test.args...)
		})
	}
	t.Run("avahi-silent", func(t *testing.T) {
		t.Parallel()
		with := map[string]string{"etc/nsswitch.conf": "networks: files\nhosts: mdns files\n"}
		for path, text := range files {
			with[path] = text
		}
		tr := peersTree(addresses)
		_, ours := runOnHost(t, nameHost{files: with, peers: []string{"avahi-silent"}, onlyOurs: true}, tr, "-taW", "--numeric-ports")
		require.Equal(t, "0\n", ours.status, ours.String())
		for _, name := range []string{" behind-10-0-0-1:", " behind-10-0-0-2:"} {
			require.Contains(t, ours.stdout, name)
		}
	})
}
