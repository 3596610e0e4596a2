package names

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
)

// newDB gives the module that reads databases made of name files, as Debian's
// libnss-db does: B-trees of Berkeley DB, which on Debian are below
// /var/lib/misc. Those of glibc's own nss_db, which are of another form and
// elsewhere, cannot be read; note is told of one, and of one that is garbled.
func newDB(directory, ofGlibc string, note func(database)) *module {
	open := func(d database) func() (map[string]string, bool) {
		return sync.OnceValues(func() (map[string]string, bool) {
			file := string(d) + ".db"
			text, opened := readFile(filepath.Join(directory, file))
			if !opened {
				if _, err := os.Stat(filepath.Join(ofGlibc, file)); err == nil {
					note(d)
				}
				return nil, false
			}
			entries, err := readBTree(text)
			if err != nil {
				note(d)
			}
			return entries, err == nil
		})
	}
	users, services, protocols := open(userNames), open(serviceNames), open(protocolNames)
	return &module{
		user: func(_ context.Context, uid uint32) (string, outcome) {
			entries, ok := users()
			if !ok {
				return "", unavailable
			}
			found := map[uint32]string{}
			addUser(found, dbLine(entries[fmt.Sprint("=", uid)]))
			for _, name := range found {
				return name, success
			}
			return "", notFound
		},
		services: func(add func(service, string)) outcome {
			return listDB(services, addService, add)
		},
		protocols: func(add func(uint16, string)) outcome {
			return listDB(protocols, addProtocol, add)
		},
	}
}

// listDB lists a database. Its entries have keys such as 00, 01 and 010.
func listDB[K comparable](open func() (map[string]string, bool), addLine func(map[K]string, string), add func(K, string)) outcome {
	entries, ok := open()
	if !ok {
		return unavailable
	}
	names := map[K]string{}
	for i := 0; ; i++ {
		line, there := entries[fmt.Sprint("0", i)]
		if !there {
			break
		}
		addLine(names, dbLine(line))
	}
	for key, name := range names {
		add(key, name)
	}
	return success
}

// dbLine gives the line that an entry holds.
func dbLine(entry string) string { return strings.TrimLeft(cString([]byte(entry)), whitespace) }
