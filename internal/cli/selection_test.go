package cli

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestSelection(t *testing.T) {
	for args, want := range map[string]selection{
		"": {
			TCP: optional, SCTP: optional, UDP: optional, UDPLite: optional, Raw: optional, Unix: optional,
			IPX: optional, AX25: optional, X25: optional, NETROM: optional, ROSE: optional, Inet4: true, Inet6: true,
		},
		"-v --ddp -A econet": {
			TCP: noted, SCTP: noted, UDP: noted, UDPLite: noted, Raw: noted, Unix: noted,
			IPX: noted, AX25: noted, X25: noted, NETROM: noted, ROSE: noted, Inet4: true, Inet6: true,
		},
		"-t":  {TCP: required, Inet4: true, Inet6: true},
		"-t6": {TCP: required, Inet6: true},
		"-Svw46": {
			SCTP: required, Raw: required, Inet4: true, Inet6: true,
		},
		"-4v": {
			TCP: optional, SCTP: optional, UDP: optional, UDPLite: optional, Raw: optional, Inet4: true,
		},
		"-6xg --ipx": {
			TCP: optional, SCTP: optional, UDP: optional, UDPLite: optional, Raw: optional, Inet6: true,
			Groups: optional, Unix: optional, IPX: required,
		},
		"-4uxg": {UDP: required, Unix: required, Groups: required, Inet4: true},
		"-g":    {Groups: required, Inet4: true, Inet6: true},
		"-x -A netrom,rose,x25,ax25": {
			Unix: required, NETROM: required, ROSE: required, X25: required, AX25: required, Inet4: true, Inet6: true,
		},
		"-2":          {Bluetooth: true, Inet4: true, Inet6: true},
		"-ft":         {Bluetooth: true, TCP: required, Inet4: true, Inet6: true},
		"--bluetooth": {Bluetooth: true, Inet4: true, Inet6: true},
	} {
		assert.Equal(t, want, accepted(t, strings.Fields(args)...).selection(), args)
	}
}
