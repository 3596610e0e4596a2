package names

import (
	"context"
	"net/netip"
)

// files are the name files of /etc.
type files struct {
	hosts     nameFile[netip.Addr]
	networks  nameFile[netip.Addr]
	protocols nameFile[uint16]
	services  nameFile[service]
	users     nameFile[uint32]
}

func newFiles(etc string) *files {
	return &files{
		hosts:     newNameFile(etc, "hosts", addHost),
		networks:  newNameFile(etc, "networks", addNetwork),
		protocols: newNameFile(etc, "protocols", addProtocol),
		services:  newNameFile(etc, "services", addService),
		users:     newNameFile(etc, "passwd", addUser),
	}
}

// module serves what the files hold.
func (f *files) module() *module {
	return &module{
		user:      func(_ context.Context, uid uint32) (string, outcome) { return f.users.find(uid) },
		host:      func(_ context.Context, addr netip.Addr) (string, outcome) { return f.hosts.find(addr) },
		network:   func(_ context.Context, network netip.Addr) (string, outcome) { return f.networks.find(network) },
		services:  f.services.list,
		protocols: f.protocols.list,
	}
}
