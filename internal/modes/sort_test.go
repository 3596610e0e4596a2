package modes

import (
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// endsOf gives the ends of the sockets in a list, in its order, by what is
// printed in each form.
var endsOf = map[string]func(t *testing.T, text string) []string{
	"net-tools": func(_ *testing.T, text string) []string { return fieldsOf(text, "Foreign Address") },
	"table":     func(_ *testing.T, text string) []string { return fieldsOf(text, "Peer") },
	"json": func(t *testing.T, text string) (ends []string) {
		for _, o := range decode(t, text) {
			ends = append(ends, fmt.Sprint(o["local_port"], " ", o["peer_port"]))
		}
		return ends
	},
	"ndjson": func(t *testing.T, text string) (ends []string) {
		for line := range strings.Lines(text) {
			o := decode(t, "["+line+"]")[0]
			ends = append(ends, fmt.Sprint(o["local_port"], " ", o["peer_port"]))
		}
		return ends
	},
	"csv": func(t *testing.T, text string) (ends []string) {
		records, err := csv.NewReader(strings.NewReader(text)).ReadAll()
		require.NoError(t, err)
		local, peer := slices.Index(records[0], "local_port"), slices.Index(records[0], "peer_port")
		for _, record := range records[1:] {
			ends = append(ends, record[local]+" "+record[peer])
		}
		return ends
	},
}

// fieldsOf gives the ports of two columns, the second of which has a title, below
// the heading of a list.
func fieldsOf(text, title string) (ends []string) {
	_, rows, _ := strings.Cut(text, title)
	for _, line := range strings.Split(rows, "\n")[1:] {
		if fields := strings.Fields(line); len(fields) > 4 {
			port := func(end string) string { return strings.ReplaceAll(end[strings.LastIndexByte(end, ':')+1:], "*", "0") }
			ends = append(ends, port(fields[3])+" "+port(fields[4]))
		}
	}
	return ends
}

// TestOrderByUsersAndWorkloadsIsTheSameInEveryForm sorts the sockets of
// testdata/forms. Those that have the same user or workload, or none, which are
// the last, stay as they are in the tables.
func TestOrderByUsersAndWorkloadsIsTheSameInEveryForm(t *testing.T) {
	const (
		nginx  = "22 0|22 54321" // of shop/web-0/nginx, and of the users 0 and 33
		waits  = "50000 443"     // nobody's, in TIME_WAIT
		report = "50001 443"     // of =report.service and the user 1000
		web    = "80 50000"      // of the user 33
		dns    = "53 0"          // of the user 101
	)
	for key, want := range map[string][]string{
		"workload":  {report, nginx, waits, web, dns},
		"-workload": {waits, web, dns, nginx, report},
		"user":      {"22 0", "22 54321", web, dns, report, waits},
		"-user":     {waits, report, dns, "22 54321", web, "22 0"},
	} {
		for form, ends := range endsOf {
			assert.Equal(t, strings.Split(strings.Join(want, "|"), "|"), ends(t, listed(t, "-tuan", "-W", "--sort", key, "--output", form)), "%s, %s", key, form)
		}
	}
}
