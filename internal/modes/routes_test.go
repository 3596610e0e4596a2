package modes

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestNamespaceWithoutRoutesFailsAloneOnly(t *testing.T) {
	none := map[string]string{"route": ""}
	some := map[string]string{"route": "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n" +
		"lo\t00000000\t00000000\t0001\t0\t0\t0\t00000000\t0\t0\t0\n"}
	r, spaces, stdout, stderr := severalSpaces(t, accepted(t, "-rn"), none, some)
	assert.Equal(t, statusOK, listIn(r, spaces))
	assert.Contains(t, stdout.String(), "0.0.0.0         0.0.0.0         0.0.0.0         U ")

	spaces[0].in.Several = false
	assert.Equal(t, statusRefused, listIn(r, spaces[:1]))
	assert.Empty(t, stderr.String())

	r, spaces, _, _ = severalSpaces(t, accepted(t, "-rn", "--output=ndjson"), none)
	spaces[0].in.Several = false
	assert.Equal(t, statusOK, listIn(r, spaces))
}
