package names

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/gonetstat/gonetstat/internal/jsontext"
)

const (
	rootUID   = 0
	nobodyUID = 65534

	// maxServices is how many services of io.systemd.UserDatabase are asked.
	maxServices = 64

	userDBSockets = "run/systemd/userdb"

	// These two ask the modules of nsswitch.conf, of which this is one.
	multiplexer       = "io.systemd.Multiplexer"
	nameServiceSwitch = "io.systemd.NameServiceSwitch"

	dropInService = "io.systemd.DropIn"
)

// newSystemd gives the module that knows the users of systemd's user database,
// as nss-systemd(8) does: those that services with a socket below
// /run/systemd/userdb tell of by io.systemd.UserDatabase, and those with a
// file such as /etc/userdb/4711.user.
func newSystemd(root string) *module { return &module{user: newUserDB(root).user, asks: true} }

// A userDB is systemd's user database.
type userDB struct {
	root     string
	services func() map[string]*peer // those that nss-systemd asks, by their names
	machine  func() string           // id of this host
}

func newUserDB(root string) *userDB {
	db := &userDB{root: root}
	db.services = sync.OnceValue(db.findServices)
	db.machine = sync.OnceValue(db.machineID)
	return db
}

func (db *userDB) user(ctx context.Context, uid uint32) (string, outcome) {
	switch {
	case uid == 1<<32-1, uid == 1<<16-1: // stand for no user
		return "", notFound
	case uid == rootUID:
		return "root", success
	case uid == nobodyUID && !db.exists("etc/systemd/dont-synthesize-nobody"):
		return "nobody", success
	}
	services := db.services()
	if name, ok := db.askAll(ctx, services, uid); ok {
		return name, success
	}
	if dropIn := services[dropInService]; dropIn != nil && !dropIn.isGone() {
		return "", notFound // the service has looked for the files
	}
	return db.dropIn(uid)
}

func (db *userDB) exists(path string) bool {
	_, err := os.Stat(filepath.Join(db.root, path))
	return err == nil
}

// peer gives a service.
func (db *userDB) peer(service string) *peer {
	return &peer{path: filepath.Join(db.root, userDBSockets, service), patience: patience}
}

// findServices finds the services with a socket.
func (db *userDB) findServices() map[string]*peer {
	services := map[string]*peer{}
	dir, err := os.Open(filepath.Join(db.root, userDBSockets))
	if err != nil {
		return services
	}
	defer dir.Close()
	names, _ := dir.Readdirnames(-1)
	slices.Sort(names)
	for _, name := range names {
		if name == multiplexer || name == nameServiceSwitch || strings.HasPrefix(name, ".") || len(services) == maxServices {
			continue
		}
		services[name] = db.peer(name)
	}
	return services
}

// askAll asks all services at once. The first that knows the user counts.
func (db *userDB) askAll(ctx context.Context, services map[string]*peer, uid uint32) (name string, ok bool) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	names := make(chan string, len(services))
	var asked sync.WaitGroup
	for service, p := range services {
		asked.Go(func() {
			if name, how := db.ask(ctx, service, p, uid); how == success {
				names <- name
			}
		})
	}
	go func() {
		asked.Wait()
		close(names)
	}()
	name, ok = <-names
	return name, ok
}

// ask asks one service.
func (db *userDB) ask(ctx context.Context, service string, p *peer, uid uint32) (string, outcome) {
	parameters := fmt.Appendf(nil, `{"uid":%d,"service":%s}`, uid, jsontext.AppendString(nil, service))
	reply, err := p.call(ctx, "io.systemd.UserDatabase.GetUserRecord", parameters)
	if err != nil {
		return "", unavailable
	}
	if reply.failed || !reply.parameters.only("record", "incomplete") {
		return "", notFound
	}
	_, isBool := fieldOf[bool](reply.parameters, "incomplete")
	record, ok := fieldOf[object](reply.parameters, "record")
	if !ok || isBool != reply.parameters.has("incomplete") {
		return "", notFound
	}
	user := userRecord{record, db.machine()}
	name, ok := user.name()
	if !ok || record.has("secret") || !user.hasService() {
		return "", notFound
	}
	return printable(name), success
}

// dropIn looks for a file about a user.
func (db *userDB) dropIn(uid uint32) (string, outcome) {
	file := strconv.FormatUint(uint64(uid), 10) + ".user"
	for _, directory := range []string{"etc", "run", "run/host", "usr/local/lib", "usr/lib", "lib"} {
		text, opened := readFile(filepath.Join(db.root, directory, "userdb", file))
		if !opened {
			continue
		}
		record, err := parseObject(text)
		if err != nil || record.has("secret") || record.has("privileged") || record.has("status") {
			return "", unavailable
		}
		user := userRecord{record, db.machine()}
		if name, ok := user.name(); ok && user.uid() == uint64(uid) {
			return printable(name), success
		}
		return "", unavailable
	}
	return "", notFound
}

// machineID reads machine-id(5). It gives "" for a host without one, such as a
// container.
func (db *userDB) machineID() string {
	text, _ := readFile(filepath.Join(db.root, "etc/machine-id"))
	id := strings.ToLower(strings.TrimSpace(string(text)))
	if len(id) != 32 || strings.Trim(id, "0123456789abcdef") != "" || strings.Trim(id, "0") == "" {
		return ""
	}
	return id
}
