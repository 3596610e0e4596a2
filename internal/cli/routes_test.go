package cli

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestNamespaceWithoutRoutesFailsAloneOnly(t *testing.T) {
	none := map[string]string{"route": ""}
	some := map[string]string{"route": "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n" +
		"lo\t00000000\t00000000\t0001\t0\t0\t0\t00000000\t0\t0\t0\n"}
	r, spaces, stdout, stderr := severalSpaces(t, accepted(t, "-rn"), none, some)
	assert.Equal(t, statusOK, r.forEach(spaces, r.routes))
	r.out.Flush()
	assert.Contains(t, stdout.String(), "0.0.0.0         0.0.0.0         0.0.0.0         U ")

	spaces[0].label = ""
	assert.Equal(t, statusRefused, r.forEach(spaces[:1], r.routes))
	assert.Empty(t, stderr.String())

	r.opts.Output = "ndjson"
	r.objects = r.objectsTo(&recordLines{r.out})
	assert.Equal(t, statusOK, r.forEach(spaces[:1], r.routes))
}
