// Command gonetstat prints network connections, routing tables, interface
// statistics, masquerade connections and multicast memberships, byte for byte
// as net-tools' netstat does, for one or for all network namespaces.
package main

import (
	"os"

	"github.com/gonetstat/gonetstat/internal/cli"
)

func main() {
	dieBySignals()
	os.Exit(cli.Main(os.Args, newOutput(), os.Stderr))
}
