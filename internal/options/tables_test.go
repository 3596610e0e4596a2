package options

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestTablesFollowFromProtocolsAndFamilies(t *testing.T) {
	for args, want := range map[string]Tables{
		"": {
			TCP: Optional, SCTP: Optional, UDP: Optional, UDPLite: Optional, Raw: Optional, Unix: Optional,
			IPX: Optional, AX25: Optional, X25: Optional, NETROM: Optional, ROSE: Optional, Inet4: true, Inet6: true,
		},
		"-v --ddp -A econet": {
			TCP: Noted, SCTP: Noted, UDP: Noted, UDPLite: Noted, Raw: Noted, Unix: Noted,
			IPX: Noted, AX25: Noted, X25: Noted, NETROM: Noted, ROSE: Noted, Inet4: true, Inet6: true,
		},
		"-t":  {TCP: Required, Inet4: true, Inet6: true},
		"-t6": {TCP: Required, Inet6: true},
		"-Svw46": {
			SCTP: Required, Raw: Required, Inet4: true, Inet6: true,
		},
		"-4v": {
			TCP: Optional, SCTP: Optional, UDP: Optional, UDPLite: Optional, Raw: Optional, Inet4: true,
		},
		"-6xg --ipx": {
			TCP: Optional, SCTP: Optional, UDP: Optional, UDPLite: Optional, Raw: Optional, Inet6: true,
			Groups: Optional, Unix: Optional, IPX: Required,
		},
		"-4uxg": {UDP: Required, Unix: Required, Groups: Required, Inet4: true},
		"-g":    {Groups: Required, Inet4: true, Inet6: true},
		"-x -A netrom,rose,x25,ax25": {
			Unix: Required, NETROM: Required, ROSE: Required, X25: Required, AX25: Required, Inet4: true, Inet6: true,
		},
		"--json": {
			TCP: Optional, SCTP: Optional, UDP: Optional, UDPLite: Optional, Raw: Optional, Unix: Optional, Inet4: true, Inet6: true,
		},
		"-v --port=22": {
			TCP: Noted, SCTP: Noted, UDP: Noted, UDPLite: Noted, Raw: Noted, Unix: Noted, Inet4: true, Inet6: true,
		},
		"--ax25 --json": {AX25: Required, Inet4: true, Inet6: true},
		"-2":            {Bluetooth: true, Inet4: true, Inet6: true},
		"-ft":           {Bluetooth: true, TCP: Required, Inet4: true, Inet6: true},
		"--bluetooth":   {Bluetooth: true, Inet4: true, Inet6: true},
	} {
		assert.Equal(t, want, accepted(t, strings.Fields(args)...).Tables, args)
	}
}
