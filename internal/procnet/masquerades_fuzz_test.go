package procnet

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// plainMasquerades reads a table of masqueraded connections.
func plainMasquerades(table string) (rows []Masquerade, err error) {
	if table == "" {
		return nil, ErrMasqueradeEmpty
	}
	heading := plainLine(table, 255)
	table = table[len(heading):]
	hasPrevious := strings.Contains(plainText(heading), "PDelta")
	for {
		table = table[len(plainBlanks.FindString(table)):]
		if table == "" {
			return rows, nil
		}
		protocol := plainWord.FindString(table)
		table = table[len(protocol):]
		row := Masquerade{Protocol: plainText(protocol), HasPrevious: hasPrevious}
		var source, destination uint32
		var sourcePort, destinationPort uint16
		format := " %X:%X %X:%X %X %lX %d"
		variables := []any{&source, &sourcePort, &destination, &destinationPort, &row.Port, &row.InitialSequence, &row.Delta}
		if hasPrevious {
			format += " %d"
			variables = append(variables, &row.PreviousDelta)
		}
		fields, read := sscanf(table, format+" %lu", append(variables, &row.Expires)...)
		if fields <= len(variables) {
			return nil, ErrMasqueradeFormat
		}
		if !strings.Contains(" IP TCP UDP ICMP GRE ESP ", " "+row.Protocol+" ") {
			return nil, ErrMasqueradeProtocol
		}
		row.Source = addrPort(source, sourcePort)
		row.Destination = addrPort(destination, destinationPort)
		rows = append(rows, row)
		table = table[read:]
	}
}

// FuzzMasquerades reads any text as net/ip_masquerade, and finds what a plain
// reader finds.
func FuzzMasquerades(f *testing.F) {
	f.Add(masqueradeHeading + masqueradeRow + masqueradeRow + "\n")
	f.Add(oldMasqueradeHeading + "IP 1:2 3:4 5 6 7 8GRE -1:+0x 0x1:-1 0 0 -40000 99999999999999999999\n")
	f.Add(masqueradeHeading + "TCP\x00x 1:1 1:1 1 1 1 1 1 \x00")
	for _, table := range recorded(f, "ip_masquerade") {
		f.Add(table)
	}
	f.Fuzz(func(t *testing.T, table string) {
		want, wantErr := plainMasquerades(table)
		rows, err := Masquerades([]byte(table))
		require.Equal(t, wantErr, err)
		require.Equal(t, want, rows)
	})
}
