package modes

import (
	"fmt"
	"strconv"

	"github.com/gonetstat/gonetstat/internal/engine"
	"github.com/gonetstat/gonetstat/internal/names"
	"github.com/gonetstat/gonetstat/internal/options"
)

// addServices adds the ports of services that a request names to its filter.
func addServices(request *options.Request, etc string) error {
	if len(request.Services) == 0 {
		return nil
	}
	cache, f := names.New(etc), &request.Filter
	for _, name := range request.Services {
		ports := cache.Ports(name)
		if len(ports) == 0 {
			return fmt.Errorf("--port=%s: no service has this name in services(5)", strconv.QuoteToASCII(name))
		}
		for _, port := range ports {
			f.Ports = append(f.Ports, engine.PortRange{First: port, Last: port})
		}
	}
	return nil
}
