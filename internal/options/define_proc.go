package options

import (
	"strconv"
	"strings"
)

// procOption defines the option for the procfs of a host.
func procOption() Definition {
	return Definition{
		Name: "proc", Own: true, Value: "DIR",
		Help: "what a host's procfs shows, mounted at DIR",
		Manual: `List what the
.Xr proc 5
at
.Ar dir ,
an absolute path, shows: that of a host, mounted in a container.
One's own network namespace is then the one of its process 1.
Names of namespaces are looked for below
.Pa run/netns
in the root directory of that process, and those of containers below that
directory too, which takes
.Dv CAP_SYS_PTRACE ;
names of users and hosts are those of the container, and what no table tells of
sockets is not known.
All modes but
.Fl i
can do so.`,
		acts: func(l *line, dir string) error {
			if !strings.HasPrefix(dir, "/") {
				return &ending{statusUsage, "--proc=" + strconv.QuoteToASCII(dir) + ": want an absolute path\n"}
			}
			l.Proc = strings.TrimRight(dir, "/")
			return nil
		},
	}
}
