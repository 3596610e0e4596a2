package options

import "strings"

// synopsis is what a refused command line is answered with.
const synopsis = `usage: gonetstat [OPTION]...                 list sockets
       gonetstat {-r|-i|-g|-s|-M} [OPTION]...  list routes, interfaces, ...
       gonetstat {-h|--help|-V|--version}
`

const helpExamples = `
Print network connections, routes, interfaces, counters and multicast groups
as net-tools' netstat prints them, for one network namespace or for all.

For example:
  gonetstat -tulpn               what listens on TCP and UDP, with its programs
  gonetstat --all-netns -tulpn   the same in every network namespace
  gonetstat -tulpn --json        the same as objects for programs
  gonetstat -tanp                all TCP sockets, with their programs
  gonetstat -tnp --port 22,443   those with one of these ports at either end
  gonetstat -rn                  the routing table
  gonetstat -i                   the interfaces
  gonetstat -s                   the counters of every protocol
`

const helpNotes = `
Options of net-tools may be abbreviated; gonetstat's own are written in full.
`

// helpText is the text of --help.
func helpText() string {
	text := synopsis + helpExamples
	for _, group := range Groups() {
		text += "\n" + group.Title
		if group.Note != "" {
			text += " (" + group.Note + ")"
		}
		text += ":\n" + group.usages()
	}
	return text + helpNotes
}

// usages gives the lines of a group's options.
func (g *Group) usages() string {
	var options []*Definition
	for i := range g.Options {
		options = append(options, &g.Options[i])
	}
	lines := flags(options, nil).FlagUsages()
	for _, option := range options {
		if option.Equals {
			name := "--" + option.Name
			lines = strings.Replace(lines, name+" "+option.Value, name+"="+option.Value, 1)
		}
	}
	return lines
}

// usage gives what an option does, as help says it.
func (d *Definition) usage() string {
	switch {
	case d.choice():
		return d.Help + ": " + oneOf(d.Words)
	case d.Alias != "":
		return d.Help + "; also --" + d.Alias
	}
	return d.Help
}
