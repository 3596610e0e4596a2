package names

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"net/netip"
	"strconv"

	"golang.org/x/sys/unix"
)

// The protocol of nscd(8), as glibc speaks it, is of 32-bit numbers in the
// machine's byte order. A request has a version, a type and a key's length.
const (
	nscdVersion  = 2
	nscdUser     = 1 // GETPWBYUID, by a number as text
	nscdHost     = 6 // GETHOSTBYADDR
	nscdHost6    = 7 // GETHOSTBYADDRv6
	nscdFound    = 1
	nscdDisabled = -1 // such names are not kept
)

// An nscd is the name service cache daemon, which glibc asks before it reads
// nsswitch.conf(5). What it says is final, unless it is not there or does not
// keep such names.
type nscd struct{ users, hosts *peer }

// newNSCD gives the nscd with a socket, and has begun called before it is asked,
// if it is there.
func newNSCD(socket string, begun func()) *nscd {
	// They are two because each kind of names may be disabled.
	return &nscd{&peer{path: socket, patience: patience, begun: begun}, &peer{path: socket, patience: patience, begun: begun}}
}

// isThere tells whether there is an nscd.
func (n *nscd) isThere() bool { return unix.Access(n.users.path, unix.F_OK) == nil }

// errNoNames is the error of an nscd that does not keep such names, and
// errNotFinal that of an answer from which glibc concludes nothing.
var (
	errNoNames  = errors.New("nscd does not keep such names")
	errNotFinal = errors.New("bad answer from nscd")
)

// user asks for the name of a user.
func (n *nscd) user(ctx context.Context, uid uint32) (name string, ok, answered bool) {
	key := append(strconv.AppendUint(nil, uint64(uid), 10), 0)
	return n.users.askNSCD(ctx, nscdUser, key, readNSCDUser)
}

// host asks for the name of a host.
func (n *nscd) host(ctx context.Context, addr netip.Addr) (name string, ok, answered bool) {
	request := nscdHost
	if addr.Is6() {
		request = nscdHost6
	}
	return n.hosts.askNSCD(ctx, request, addr.AsSlice(), func(conn io.Reader) (string, bool, error) {
		return readNSCDHost(conn, addr.BitLen()/8)
	})
}

func (p *peer) askNSCD(ctx context.Context, request int, key []byte, read func(conn io.Reader) (name string, ok bool, err error)) (name string, ok, answered bool) {
	question := numbers(nscdVersion, uint32(request), uint32(len(key)))
	err := p.ask(ctx, append(question, key...), func(conn io.ReadWriter) (err error) {
		name, ok, err = read(conn)
		return err
	})
	if errors.Is(err, errNoNames) {
		p.leave()
	}
	return printable(name), ok, err == nil
}

// readNSCDUser reads a pw_response_header, whose strings follow it.
func readNSCDUser(conn io.Reader) (name string, ok bool, err error) {
	var head struct{ Name, Password, UID, GID, Gecos, Directory, Shell int32 }
	if found, err := readNSCDHead(conn, &head.Name, &head.Password, &head.UID, &head.GID, &head.Gecos, &head.Directory, &head.Shell); !found {
		return "", false, err
	}
	size := head.Name + head.Password + head.Gecos + head.Directory + head.Shell
	if size < 0 || size > maxAnswer {
		return "", false, nil
	}
	text := make([]byte, size)
	if _, err := io.ReadFull(conn, text); err != nil {
		return "", false, nil
	}
	return cString(text), true, nil
}

// readNSCDHost reads a hst_response_header. The name follows it, then the
// lengths of aliases, the addresses, which are not shorter than the one asked
// about, and the aliases.
func readNSCDHost(conn io.Reader, length int) (name string, ok bool, err error) {
	var head struct{ Name, Aliases, Type, Length, Addresses, Error int32 }
	if found, err := readNSCDHead(conn, &head.Name, &head.Aliases, &head.Type, &head.Length, &head.Addresses, &head.Error); !found {
		return "", false, err
	}
	size := int64(head.Name) + 4*int64(head.Aliases) + int64(head.Addresses)*int64(head.Length)
	if head.Name < 0 || head.Aliases < 0 || head.Addresses < 0 || int(head.Length) < length || size > maxAnswer {
		return "", false, errNotFinal
	}
	text := make([]byte, size)
	if _, err := io.ReadFull(conn, text); err != nil {
		return "", false, errNotFinal
	}
	return cString(text[:head.Name]), true, nil
}

// readNSCDHead reads the head of an answer and, behind what all have, what this
// one has. With false there is no name in it.
func readNSCDHead(conn io.Reader, rest ...*int32) (bool, error) {
	var version, found int32
	if err := readNumbers(conn, append([]*int32{&version, &found}, rest...)...); err != nil {
		return false, err
	}
	if found == nscdDisabled {
		return false, errNoNames
	}
	return found == nscdFound, nil
}

// readNumbers reads 32-bit numbers in the machine's byte order.
func readNumbers(conn io.Reader, numbers ...*int32) error {
	text := make([]byte, 4*len(numbers))
	if _, err := io.ReadFull(conn, text); err != nil {
		return err
	}
	for i, n := range numbers {
		*n = int32(binary.NativeEndian.Uint32(text[4*i:]))
	}
	return nil
}

// numbers gives 32-bit numbers in the machine's byte order.
func numbers(values ...uint32) (text []byte) {
	for _, v := range values {
		text = binary.NativeEndian.AppendUint32(text, v)
	}
	return text
}

// cString gives the text before the first NUL, if there is one.
func cString(text []byte) string {
	text, _, _ = bytes.Cut(text, []byte{0})
	return string(text)
}
