package names

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"net/netip"

	"golang.org/x/sys/unix"
)

// The commands of sssd's clients. A message has a head of four 32-bit numbers
// in the machine's byte order: its length, a command, an error, and nothing.
const (
	sssHead        = 16
	sssGetVersion  = 1
	sssVersion     = 1
	sssUser        = 0x12 // SSS_NSS_GETPWUID
	sssHost        = 0x53 // SSS_NSS_GETHOSTBYADDR
	sssNetwork     = 0x72 // SSS_NSS_GETNETBYADDR
	sssSetServices = 0xa3 // SSS_NSS_SETSERVENT
	sssGetServices = 0xa4 // SSS_NSS_GETSERVENT

	sssServicesAtOnce = 256
)

// newSSS gives the module that asks sssd(8).
func newSSS(socket string) *module {
	s := &sss{&peer{path: socket, patience: netPatience}}
	return &module{user: s.user, host: s.host, network: s.network, services: s.services, asks: true}
}

type sss struct{ peer *peer }

func (s *sss) user(ctx context.Context, uid uint32) (string, outcome) {
	return s.name(ctx, sssUser, numbers(uid), func(entry *sssEntry) (name string) {
		entry.number() // of the user
		entry.number() // of the group
		name = entry.text()
		entry.texts(4) // password, real name, home, shell
		return name
	})
}

func (s *sss) host(ctx context.Context, addr netip.Addr) (string, outcome) {
	family := uint32(unix.AF_INET6)
	if addr.Is4() {
		family = unix.AF_INET
	}
	return s.name(ctx, sssHost, addressKey(family, addr), func(entry *sssEntry) (name string) {
		aliases, addresses := entry.number(), entry.number()
		name = entry.text()
		entry.texts(aliases)
		for ; addresses > 0 && !entry.short; addresses-- {
			if a, err := netip.ParseAddr(entry.text()); err != nil || a.Is4() != addr.Is4() {
				entry.short = true // the client makes nothing of it
			}
		}
		return name
	})
}

func (s *sss) network(ctx context.Context, network netip.Addr) (string, outcome) {
	return s.name(ctx, sssNetwork, addressKey(unix.AF_INET, network), func(entry *sssEntry) (name string) {
		aliases := entry.number()
		name = entry.text()
		entry.text() // the network as text
		entry.texts(aliases)
		return name
	})
}

func addressKey(family uint32, addr netip.Addr) []byte {
	return append(numbers(family, uint32(addr.BitLen()/8)), addr.AsSlice()...)
}

// errAgain is the error of an answer that makes no sense, but another might.
var errAgain = errors.New("try again")

func sssOutcome(err error) outcome {
	switch {
	case err == nil:
		return success
	case errors.Is(err, errAgain):
		return tryAgain
	}
	return unavailable
}

// name asks for one entry, in which read finds the name.
func (s *sss) name(ctx context.Context, command uint32, key []byte, read func(entry *sssEntry) string) (name string, how outcome) {
	found := uint32(0)
	err := s.converse(ctx, func(conn io.ReadWriter) error {
		entry, err := exchange(conn, command, key)
		if err != nil {
			return err
		}
		found = entry.number()
		if found == 0 {
			return nil
		}
		entry.number() // means nothing
		name = printable(read(entry))
		if found > 1 || entry.short {
			return errAgain
		}
		return nil
	})
	switch how = sssOutcome(err); {
	case how != success:
		return "", how
	case found == 0:
		return "", notFound
	}
	return name, success
}

// services lists the services that sssd enumerates, which are none unless it
// is set up to do so.
func (s *sss) services(add func(service, string)) outcome {
	return sssOutcome(s.converse(context.Background(), func(conn io.ReadWriter) error {
		if _, err := exchange(conn, sssSetServices, nil); err != nil {
			return err
		}
		for {
			entries, err := exchange(conn, sssGetServices, numbers(sssServicesAtOnce))
			if err != nil {
				return nil // what has been listed counts
			}
			left := entries.number()
			if left == 0 {
				return nil
			}
			entries.number() // means nothing
			for ; left > 0; left-- {
				port, aliases := networkOrder(entries.number()), entries.number()
				name, protocol := entries.text(), entries.text()
				entries.texts(aliases)
				if entries.short {
					return nil
				}
				add(service{port, protocol}, printable(name))
			}
		}
	}))
}

// networkOrder takes a number as sssd's client does that of a port: for one in
// network byte order, which sssd 2.8 does not send.
func networkOrder(n uint32) uint16 {
	return binary.BigEndian.Uint16(binary.NativeEndian.AppendUint16(nil, uint16(n)))
}

// converse opens a conversation with sssd, in which both say which version of
// the protocol they speak.
func (s *sss) converse(ctx context.Context, talk func(conn io.ReadWriter) error) error {
	return s.peer.ask(ctx, sssMessage(sssGetVersion, numbers(sssVersion)), func(conn io.ReadWriter) error {
		version, err := readSSS(conn, sssGetVersion)
		if err != nil {
			return err
		}
		if version.number() != sssVersion {
			return errors.New("unknown version of sssd's protocol")
		}
		return talk(conn)
	})
}

func sssMessage(command uint32, body []byte) []byte {
	return append(numbers(uint32(sssHead+len(body)), command, 0, 0), body...)
}

// exchange sends a command and reads the answer.
func exchange(conn io.ReadWriter, command uint32, body []byte) (*sssEntry, error) {
	if _, err := conn.Write(sssMessage(command, body)); err != nil {
		return nil, err
	}
	return readSSS(conn, command)
}

// readSSS reads the answer to a command.
func readSSS(conn io.Reader, command uint32) (*sssEntry, error) {
	var head struct{ Length, Command, Error, Reserved int32 }
	if err := readNumbers(conn, &head.Length, &head.Command, &head.Error, &head.Reserved); err != nil {
		return nil, err
	}
	switch {
	case head.Error == int32(unix.EAGAIN):
		return nil, errAgain
	case head.Error != 0, uint32(head.Command) != command, head.Length < sssHead, head.Length > maxAnswer:
		return nil, errors.New("bad answer from sssd")
	}
	body := make([]byte, head.Length-sssHead)
	_, err := io.ReadFull(conn, body)
	return &sssEntry{data: body}, err
}

// An sssEntry takes an answer apart. It is short once more was taken than there
// is.
type sssEntry struct {
	data  []byte
	short bool
}

func (e *sssEntry) number() uint32 {
	if len(e.data) < 4 {
		e.data, e.short = nil, true
		return 0
	}
	n := binary.NativeEndian.Uint32(e.data)
	e.data = e.data[4:]
	return n
}

// text takes a string, which a NUL ends.
func (e *sssEntry) text() string {
	text, rest, ended := bytes.Cut(e.data, []byte{0})
	if !ended {
		e.data, e.short = nil, true
		return ""
	}
	e.data = rest
	return string(text)
}

// texts passes over some strings.
func (e *sssEntry) texts(n uint32) {
	for ; n > 0 && !e.short; n-- {
		e.text()
	}
}
