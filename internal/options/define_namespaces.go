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
			Manual: `List every network namespace of the host that has a name below
.Pa /run/netns
or that some process or thread lives in: one's own first, then those with a
name by their first names, and those without
one by their numbers.`,
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
Modes other than a list of sockets print a block for each namespace under a line
.Li Network namespace Ar name .`,
	}
}
