package names

import (
	"bufio"
	"context"
	"io"
	"net/netip"
	"strings"
)

// newMDNS gives one of the modules of nss-mdns, which ask Avahi: of IPv4 or
// IPv6 addresses only if there is a 4 or a 6 in the module's name, and only of
// link-local ones if it is minimal.
func newMDNS(name, socket string) *module {
	a := &avahi{
		peer:    &peer{path: socket, patience: patience},
		four:    !strings.Contains(name, "6"),
		six:     !strings.Contains(name, "4"),
		minimal: strings.HasSuffix(name, "_minimal"),
	}
	return &module{host: a.host, asks: true}
}

type avahi struct {
	peer      *peer
	four, six bool
	minimal   bool
}

func (a *avahi) host(ctx context.Context, addr netip.Addr) (name string, how outcome) {
	if addr.Is4() && !a.four || addr.Is6() && !a.six || a.minimal && !isLinkLocal(addr) {
		return "", unavailable
	}
	err := a.peer.ask(ctx, []byte("RESOLVE-ADDRESS "+addr.String()+"\n"), func(conn io.ReadWriter) error {
		line, err := bufio.NewReader(conn).ReadString('\n')
		if line != "" {
			err = nil // the last line may end without a newline
		}
		name, how = nameFromAvahi(line)
		return err
	})
	if err != nil {
		return "", unavailable
	}
	return name, how
}

// isLinkLocal tells whether mDNS alone is responsible for an address.
func isLinkLocal(addr netip.Addr) bool { return addr.IsLinkLocalUnicast() && !addr.Is4In6() }

// nameFromAvahi reads an answer such as "+ 2 0 host.local 169.254.7.7", which has
// the numbers of an interface and a protocol before the name.
func nameFromAvahi(line string) (name string, how outcome) {
	line, ok := strings.CutPrefix(line, "+")
	if !ok {
		return "", notFound
	}
	p := &parser{strings.TrimSuffix(line, "\n")}
	p.word("")
	p.word("")
	return printable(p.word("")), success
}
