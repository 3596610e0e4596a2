package names

import (
	"context"
	"fmt"
	"net/netip"
	"strings"

	"golang.org/x/sys/unix"
)

// newResolve gives the module that asks systemd-resolved, as nss-resolve(8)
// does: by the method ResolveAddress of io.systemd.Resolve.
func newResolve(socket string) *module {
	r := &resolved{&peer{path: socket, patience: netPatience}}
	return &module{host: r.host, asks: true}
}

type resolved struct{ peer *peer }

func (r *resolved) host(ctx context.Context, addr netip.Addr) (string, outcome) {
	family := unix.AF_INET6
	if addr.Is4() {
		family = unix.AF_INET
	}
	bytes := strings.ReplaceAll(fmt.Sprint(addr.AsSlice()), " ", ",") // a JSON array
	parameters := fmt.Appendf(nil, `{"family":%d,"address":%s,"flags":0}`, family, bytes)
	reply, err := r.peer.call(ctx, "io.systemd.Resolve.ResolveAddress", parameters)
	switch {
	case err != nil:
		return "", unavailable
	case reply.err != "":
		return "", resolveOutcome(reply.err)
	}
	names, ok := namesIn(reply.parameters)
	switch {
	case !ok:
		return "", unavailable
	case len(names) == 0: // of which glibc and net-tools make memory that nobody wrote
		return "", notFound
	}
	return printable(names[0]), success
}

// resolveOutcome gives the outcome of a failed lookup.
func resolveOutcome(err string) outcome {
	switch err {
	case "io.systemd.Disconnected", "io.systemd.TimedOut", "io.systemd.Protocol",
		"org.varlink.service.InterfaceNotFound", "org.varlink.service.MethodNotFound", "org.varlink.service.MethodNotImplemented":
		return unavailable
	case "io.systemd.Resolve.NoNameServers", "io.systemd.Resolve.QueryTimedOut", "io.systemd.Resolve.NetworkDown",
		"io.systemd.Resolve.MaxAttemptsReached":
		return tryAgain
	}
	return notFound
}

// namesIn gives the names in a reply, if all in it is as it should be.
func namesIn(parameters object) (names []string, ok bool) {
	entries, ok := fieldOf[[]any](parameters, "names")
	if !ok || !parameters.only("names", "flags") || !isNumber(parameters, "flags") {
		return nil, false
	}
	for _, entry := range entries {
		o, _ := entry.(object)
		name, ok := fieldOf[string](o, "name")
		if !ok || !o.only("name", "ifindex") || !isNumber(o, "ifindex") {
			return nil, false
		}
		names = append(names, name)
	}
	return names, true
}

// isNumber tells whether a field is a number, or not there.
func isNumber(o object, name string) bool {
	_, ok := fieldOf[numeral](o, name)
	return ok == o.has(name)
}
