// Command gonetstat prints network connections, routing tables, interface
// statistics, masquerade connections and multicast memberships, byte for byte
// as net-tools' netstat does, for one or for all network namespaces.
package main

import (
	"os"

	"github.com/gonetstat/gonetstat/internal/command"
	"github.com/gonetstat/gonetstat/internal/process"
)

func main() {
	process.CollectLater()
	process.DieBySignals()
	os.Exit(command.Main(os.Args, process.NewOutput(os.Stdout), process.NewErrors(os.Stderr)))
}
