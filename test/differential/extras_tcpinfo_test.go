package differential

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/gonetstat/gonetstat/internal/testkit"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

// infoMembers are the numbers of tcp_info with ss's words for them and its unit.
var infoMembers = map[string]struct {
	word string
	unit float64
}{
	"rtt_ms": {"rtt:", 1}, "rttvar_ms": {`rtt:[0-9.]+/`, 1}, "min_rtt_ms": {"minrtt:", 1},
	"mss": {"mss:", 1}, "pmtu": {"pmtu:", 1}, "cwnd": {"cwnd:", 1},
	"bytes_acked": {"bytes_acked:", 1}, "bytes_received": {"bytes_received:", 1},
	"segs_out": {"segs_out:", 1}, "segs_in": {"segs_in:", 1},
	"delivery_rate": {"delivery_rate ", 1. / 8}, "pacing_rate": {"pacing_rate ", 1. / 8},
}

func TestTCPInfoIsAsSsTells(t *testing.T) {
	testkit.Need(t, "ss")
	ns := newNamespace(t)
	within(t, ns, func() {
		server := listen(unix.AF_INET, inet4(loopback, 9001))
		defer unix.Close(server)
		client := connect(unix.AF_INET, inet4(loopback, 9001))
		defer unix.Close(client)
		accepted := accept(server)
		defer unix.Close(accepted)
		_, err := unix.Write(client, make([]byte, 50000))
		require.NoError(t, err)
		_, err = unix.Write(accepted, make([]byte, 333))
		require.NoError(t, err)
		time.Sleep(300 * time.Millisecond) // until nothing is under way
		line := strings.Join(strings.Fields(told(t, ns, "ss", "-tinHO", "dport", "=", "9001")), " ")
		for where, listing := range fromBoth(t, ns, "-tan", "--json", "--tcp-info") {
			rows := objects(t, listing)
			require.Len(t, rows, 3)
			for _, row := range rows {
				require.Contains(t, row, "tcp_info")
				require.Equal(t, row["state"] == "LISTEN", row["tcp_info"] == nil)
				if row["peer_port"] != 9001. {
					continue
				}
				info := row["tcp_info"].(map[string]any)
				for key, ss := range infoMembers {
					m := regexp.MustCompile(" " + ss.word + "([0-9.]+)").FindStringSubmatch(line)
					require.NotNil(t, m, "%s in %s", ss.word, line)
					var number float64
					fmt.Sscan(m[1], &number)
					require.InDelta(t, number*ss.unit, info[key], 1+number*ss.unit/100, "%s of %s in %s", key, where, line)
				}
				assert.Less(t, info["busy_ms"], 1000.)
				assert.Contains(t, line, " "+info["congestion"].(string)+" ")
				for _, none := range []string{"retransmits", "total_retransmits", "lost", "rwnd_limited_ms", "sndbuf_limited_ms"} {
					assert.Equal(t, 0., info[none], none)
				}
			}
		}
		for where, listing := range fromBoth(t, ns, "-tan", "--output=table", "--tcp-info") {
			assert.Regexp(t, `127.0.0.1:9001 +ESTABLISHED .* rtt:[0-9.]+/[0-9.]+ cwnd:[0-9]+\n`, listing, where)
		}
		for where, listing := range fromBoth(t, ns, "-tan", "--json") {
			assert.NotContains(t, listing, "tcp_info", where)
		}
	})
}
