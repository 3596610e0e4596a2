package names

import (
	"context"
	"net/netip"
)

// newForeign gives a module that only glibc can load, such as ldap. The users
// that it knows are asked of systemd-userdbd(8), which loads the modules of
// nsswitch.conf(5) for others. Where that does not run, and about other names,
// the module cannot be asked, and note is told so.
func newForeign(root string, note func(database)) *module {
	db := newUserDB(root)
	userdbd := db.peer(nameServiceSwitch)
	cannot := func(d database) outcome {
		note(d)
		return absent
	}
	address := func(d database) lookup[netip.Addr] {
		return func(context.Context, netip.Addr) (string, outcome) { return "", cannot(d) }
	}
	return &module{
		user: func(ctx context.Context, uid uint32) (string, outcome) {
			name, how := db.ask(ctx, nameServiceSwitch, userdbd, uid)
			if how == unavailable {
				how = cannot(userNames)
			}
			return name, how
		},
		host:      address(hostNames),
		network:   address(networkNames),
		services:  func(func(service, string)) outcome { return cannot(serviceNames) },
		protocols: func(func(uint16, string)) outcome { return cannot(protocolNames) },
		asks:      true,
	}
}
