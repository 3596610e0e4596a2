package procnet

import (
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const (
	routeHeadingText = "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n"
	routeRow         = "eth0\t0002000A\t010200C0\t0003\t1\t2\t3\t00FFFFFF\t1500\t7\t9\n"
)

// tablesWith gives tables of which one has a content.
func tablesWith(t testing.TB, name, content string) Tables {
	t.Helper()
	dir := t.TempDir()
	path := filepath.Join(dir, name)
	require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
	require.NoError(t, os.WriteFile(path, []byte(content), 0o644))
	return Dir(dir)
}

// readRoutes gives the rows of a net/route, or why its heading does not do.
func readRoutes(t testing.TB, content string) ([]Route, error) {
	t.Helper()
	table, err := OpenRoutes(tablesWith(t, "route", content))
	require.NoError(t, err)
	defer table.Close()
	if err := table.Heading(); err != nil {
		return nil, err
	}
	var rows []Route
	var row Route
	for table.Next(&row) {
		rows = append(rows, row)
	}
	return rows, nil
}

func TestRoutesHaveTheKernelsColumns(t *testing.T) {
	rows, err := readRoutes(t, routeHeadingText+routeRow)
	require.NoError(t, err)
	assert.Equal(t, []Route{{
		Iface:       "eth0",
		Destination: netip.MustParseAddr("10.0.2.0"),
		Gateway:     netip.MustParseAddr("192.0.2.1"),
		Mask:        netip.MustParseAddr("255.255.255.0"),
		Flags:       RouteUp | RouteGateway,
		RefCnt:      1, Use: 2, Metric: 3, MTU: 1500, Window: 7, IRTT: 9,
	}}, rows)
}

func TestRouteHeadingMayHaveOtherColumns(t *testing.T) {
	heading := strings.Replace(routeHeadingText, "Flags", "New Flags", 1)
	rows, err := readRoutes(t, heading+strings.Replace(routeRow, "0003", "77\t0003", 1))
	require.NoError(t, err)
	require.Len(t, rows, 1)
	assert.EqualValues(t, 3, rows[0].Flags)
}

func TestRouteHeadingWithoutAColumnIsRefused(t *testing.T) {
	for _, name := range []string{"Iface", "Destination", "Gateway", "Flags", "RefCnt", "Use", "Metric", "Mask", "MTU", "Window", "IRTT"} {
		_, err := readRoutes(t, strings.Replace(routeHeadingText, name, "Xx", 1)+routeRow)
		assert.EqualError(t, err, "/proc/net/route does not contain required field "+name)
	}
	_, err := readRoutes(t, "IRTT Window\n")
	assert.EqualError(t, err, "/proc/net/route does not contain required field Iface", "columns in the wrong order")
	_, err = readRoutes(t, "")
	assert.ErrorIs(t, err, ErrNoHeading)
}

func TestRouteHeadingWithTooManyColumnsIsRefused(t *testing.T) {
	_, err := readRoutes(t, strings.Repeat("X ", 116)+routeHeadingText)
	require.NoError(t, err)
	_, err = readRoutes(t, strings.Repeat("X ", 117)+routeHeadingText)
	assert.EqualError(t, err, "format buffer overflow in /proc/net/route")
}

func TestRouteHeadingIsCutAtItsLimit(t *testing.T) {
	blanks := headingLimit - len(routeHeadingText) + 1
	_, err := readRoutes(t, strings.Repeat(" ", blanks)+routeHeadingText)
	require.NoError(t, err)
	_, err = readRoutes(t, strings.Repeat(" ", blanks+1)+routeHeadingText)
	assert.EqualError(t, err, "/proc/net/route does not contain required field IRTT")
}

func TestRoutesThatAreNotUpOrGarbledArePassedOver(t *testing.T) {
	down := strings.Replace(routeRow, "0003", "0002", 1)
	rows, err := readRoutes(t, routeHeadingText+down+"\ngarbage\neth0\t0002000A\n"+strings.Replace(routeRow, "eth0", "a-name-that-is-too-long", 1)+routeRow)
	require.NoError(t, err)
	assert.Len(t, rows, 1)
}

func TestRouteKeepsTheLastIRTTWhenItHasNone(t *testing.T) {
	short := strings.TrimSuffix(routeRow, "\t9\n") + "\n"
	rows, err := readRoutes(t, routeHeadingText+short+routeRow+short)
	require.NoError(t, err)
	require.Len(t, rows, 3)
	assert.Equal(t, []int32{0, 9, 9}, []int32{rows[0].IRTT, rows[1].IRTT, rows[2].IRTT})
}

func TestLongRouteLineIsCutIntoSeveral(t *testing.T) {
	rows, err := readRoutes(t, routeHeadingText+strings.Repeat(" ", routeRowLimit)+strings.TrimSuffix(routeRow, "\n")+strings.Repeat(" ", 2*routeRowLimit)+routeRow)
	require.NoError(t, err)
	assert.Len(t, rows, 2)
}

func TestRouteCacheFormFollowsTheHeading(t *testing.T) {
	const common = "Iface Destination Gateway Flags RefCnt Use Metric Source MTU Window "
	for _, c := range []struct {
		last  string
		form  RouteCacheForm
		marks int
		known bool
	}{
		{"IRTT TOS HHRef HHUptod SpecDst", RouteCacheNew, 63, true},
		{"IRTT HH ARP", RouteCacheOld, 97, true},
		{"IRTT", RouteCacheOld, 1, false},
		{"TOS", RouteCacheNew, 2, false},
		{"IRTT TOS HHRef HHUptod", RouteCacheUnknown, 47, false},
		{"", RouteCacheUnknown, 0, false},
	} {
		table, err := OpenRouteCache(tablesWith(t, "rt_cache", common+c.last+"\n"))
		require.NoError(t, err)
		heading, err := table.Heading()
		require.NoError(t, err)
		assert.Equal(t, c.form, heading.Form, c.last)
		assert.Equal(t, c.marks, heading.Marks, c.last)
		assert.Equal(t, c.known, heading.Known(), c.last)
		table.Close()
	}
}

func TestCachedRouteRepeatsAnAddressThatIsMissing(t *testing.T) {
	table, err := OpenRouteCache(tablesWith(t, "rt_cache",
		"Iface Destination Gateway Flags RefCnt Use Metric Source MTU Window IRTT TOS HHRef HHUptod SpecDst\n"+
			"eth0 010200C0 zz 5 1 2 3 020200C0 1500 7 9 10\n"))
	require.NoError(t, err)
	defer table.Close()
	heading, err := table.Heading()
	require.NoError(t, err)
	require.NoError(t, table.FindColumns(heading))
	var row CachedRoute
	require.True(t, table.Next(&row))
	assert.Equal(t, "192.0.2.1", row.Destination.String())
	assert.Equal(t, "192.0.2.1", row.Gateway.String())
	assert.Equal(t, "192.0.2.2", row.Source.String())
	assert.Equal(t, "192.0.2.2", row.SpecificDst.String())
	assert.False(t, table.Next(&row))
}
