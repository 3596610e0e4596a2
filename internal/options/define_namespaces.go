package options

import "strings"

// namespaceOptions are those that choose network namespaces.
func namespaceOptions() Group {
	return Group{
		Title: "Network namespaces",
		Options: []Definition{{
			Name: "netns", Own: true, Value: "NAME", List: true, Offer: Namespaces, Repeat: true,
			Help: "in these namespaces: each a NAME, a path or a process id",
			Manual: `List this network namespace instead of one's own.
.Ar name
is the name of a file below
.Pa /run/netns ,
where
.Xr ip-netns 8
keeps them; or the absolute path of a namespace's file, such as
.Pa /proc/4711/ns/net ;
or the id of a process that lives there, unless a namespace has that number as
its name.
It may be a list with commas, and the option may be repeated.
.Pp
The output for one namespace is what netstat would print inside it.`,
			acts: func(l *line, list string) error {
				l.NetNS = append(l.NetNS, strings.Split(list, ",")...)
				return nil
			},
		}, {
			Name: "all-netns", Own: true,
			Help: "in every network namespace of this host",
			Manual: `List every network namespace of the host that can be found: one's own first,
then those with a name by their first names, and those without one by their
numbers.
.Pp
Found is what has a name below
.Pa /run/netns ;
what is mounted anywhere else, such as below Docker's
.Pa /run/docker/netns ,
in one's own mount namespace or in that of a process in sight;
what a process or a thread lives in;
and what only a descriptor of a process keeps.
Not found is what only a socket keeps, whose maker has left it, or only a
descriptor of a thread that does not share those of its process; what is kept
outside the PID namespace of
.Pa /proc ;
and what is mounted only where it may not be opened: in a mount namespace of
another user namespace, or below a file system that an ordinary user or another
machine serves.
A line on standard error says if there is such a mount, and what else could not
be looked at.
An empty file below
.Pa /run/netns
without any rights is passed over:
.Xr ip-netns 8
makes such a one before the namespace is there.`,
			sets: func(l *line) *bool { return &l.AllNetNS },
		}},
		After: `When several namespaces are listed, a last column
.Li NetNS ,
for Unix domain sockets the last but one, says where a socket lives: the
namespace's name,
.Sq -
for one's own without a name, or
.Li net:[ Ns Ar inode Ns Li \&]
for another without a name.
.Fl Fl netns
takes back what the column says.
Modes other than a list of sockets print a block for each namespace under a line
.Li Network namespace Ar name .
.Pp
If all processes that live in a namespace, as far as they are seen, are in the
same container, pod or unit, that stands in parentheses behind the namespace's
name: in this line with
.Fl Fl workload ,
in a table always.
JSON and CSV have it as
.Cm netns_workload .
See
.Sx WORKLOADS .`,
	}
}
