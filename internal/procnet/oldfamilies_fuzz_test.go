package procnet

import (
	"encoding/hex"
	"fmt"
	"math/bits"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// plainBuffer is where net-tools has a line of a table with columns at fixed
// places: over what an earlier line has left there.
type plainBuffer [256]byte

// fgets takes a line off a table.
func (b *plainBuffer) fgets(table *string) bool {
	line := plainLine(*table, len(b)-1)
	*table = (*table)[len(line):]
	if line != "" {
		copy(b[:], line+"\x00")
	}
	return line != ""
}

// text gives the text at a place, with a NUL set at another if that is not 0.
func (b *plainBuffer) text(place, end int) string {
	if end > 0 {
		b[end] = 0
	}
	return plainText(string(b[place:]))
}

const (
	plainInts  = " %*d/%*d %*d/%*d %*d/%*d %*d/%*d %*d/%*d"
	plainThree = " %d %d %d"
)

// plainAX25 reads a table of net/ax25.
func plainAX25(table string) (rows []AX25Socket, bad int) {
	var b plainBuffer
	old := strings.HasPrefix(table, "dest_addr")
	if old {
		b.fgets(&table)
	}
	for b.fgets(&table) {
		var row AX25Socket
		var fields, want int
		if old {
			row.Destination = b.text(0, 9)
			row.Source = b.text(10, 19)
			want = 4
			fields, _ = sscanf(b.text(20, 0), "%s"+plainThree+" %*d"+plainInts+" %*d %*d %*d %d %d",
				&row.Device, &row.State, &row.SendState, &row.ReceiveState, &row.SendQueue, &row.ReceiveQueue)
		} else if words := strings.SplitN(string(b[:255]), " ", 5); len(words) == 5 {
			at := len(words[0])
			for _, word := range words[1:4] {
				at += 1 + len(word)
				b[at] = 0
			}
			row.Device, row.Source = plainText(words[1]), plainText(words[2])
			row.Destination, _, _ = strings.Cut(plainText(words[3]), ",")
			want = 3
			fields, _ = sscanf(words[4], plainThree+strings.Repeat(" %*d", 14)+" %d %d",
				&row.State, &row.SendState, &row.ReceiveState, &row.SendQueue, &row.ReceiveQueue)
		}
		if want > 0 && (fields == want || fields == want+2) {
			rows = append(rows, row)
		} else {
			bad++
		}
	}
	return rows, bad
}

// plainNetROM reads a table of net/nr.
func plainNetROM(table string) (rows []NetROMSocket, bad int) {
	var b plainBuffer
	b.fgets(&table)
	for b.fgets(&table) {
		row := NetROMSocket{User: b.text(0, 9), Destination: b.text(10, 19), Source: b.text(20, 29)}
		fields, _ := sscanf(b.text(30, 0), "%s %*x/%*x %*x/%*x"+plainThree+" %*d"+plainInts+" %*d %d %d",
			&row.Device, &row.State, &row.SendState, &row.ReceiveState, &row.SendQueue, &row.ReceiveQueue)
		if fields == 6 {
			rows = append(rows, row)
		} else {
			bad++
		}
	}
	return rows, bad
}

// plainRose reads a table of net/rose. Each word is written, with its NUL, over
// what stands there already.
func plainRose(table string) (rows []RoseSocket, bad int) {
	var b plainBuffer
	b.fgets(&table)
	for b.fgets(&table) {
		var words [5]string
		var row RoseSocket
		fields, _ := sscanf(b.text(0, 0), "%s %s %s %s %s"+plainThree,
			&words[0], &words[1], &words[2], &words[3], &words[4], &row.Channel, &row.Neighbour, &row.State)
		if fields < 8 {
			bad++
			continue
		}
		memory := make([]byte, 512)
		places := [5]int{34, 15, 24, 6, 0}
		texts := [5]*string{&row.DestinationAddress, &row.DestinationCallsign, &row.SourceAddress, &row.SourceCallsign, &row.Device}
		for i, word := range words {
			copy(memory[places[i]:], word+"\x00")
		}
		for i, text := range texts {
			*text = plainText(string(memory[places[i]:]))
		}
		rows = append(rows, row)
	}
	return rows, bad
}

// FuzzRadioSockets reads any text as the tables of the sockets of radio
// amateurs, and finds what plain readers find.
func FuzzRadioSockets(f *testing.F) {
	f.Add("ffff8800 ax0 A B,C 3 1 2 3 0 10\n\n")
	f.Add("dest_addr\nA\x00 12\nx25a  001  3  1  2\n012345678|abcdefghi|ax0 4 1 2 1 2/3 x\n")
	f.Add(fmt.Sprintf("%-253s12345\n", "ffff8800 ax0 A B 3 1 2"+strings.Repeat(" 0", 14)+" 1")) // cut in the last number
	for _, name := range []string{"ax25", "nr", "rose"} {
		for _, table := range recorded(f, name) {
			f.Add(table)
		}
	}
	f.Fuzz(func(t *testing.T, table string) {
		ax25, bad := plainAX25(table)
		got, gotBad := readable(NewAX25Table([]byte(table)).Rows())
		require.Equal(t, ax25, got)
		require.Equal(t, bad, gotBad)

		netrom, bad := plainNetROM(table)
		gotNetROM, gotBad := readable(NetROMSockets([]byte(table)))
		require.Equal(t, netrom, gotNetROM)
		require.Equal(t, bad, gotBad)

		rose, bad := plainRose(table)
		gotRose, gotBad := readable(RoseSockets([]byte(table)))
		require.Equal(t, rose, gotRose)
		require.Equal(t, bad, gotBad)
	})
}

// plainX25 reads a table of net/x25.
func plainX25(table string) (rows []X25Socket) {
	var b plainBuffer
	row := X25Socket{State: -1}
	b.fgets(&table)
	for b.fgets(&table) {
		row.Destination = b.text(0, 10)
		row.Source = b.text(11, 20)
		sscanf(b.text(22, 0), "%s %d"+plainThree+strings.Repeat(" %*d", 6)+" %d %d", &row.Device, &row.Channel,
			&row.State, &row.SendState, &row.ReceiveState, &row.SendQueue, &row.ReceiveQueue)
		rows = append(rows, row)
	}
	return rows
}

// FuzzX25Sockets reads any text as net/x25, and finds what a plain reader
// finds.
func FuzzX25Sockets(f *testing.F) {
	f.Add("heading\n1234567890 0987654321 x25a  00A  3  1  2\n\x00\n12 \x00 x 1 2 3 4 5 6 7 8 9 10 11 12\n")
	for _, table := range recorded(f, "x25") {
		f.Add(table)
	}
	f.Fuzz(func(t *testing.T, table string) {
		require.Equal(t, plainX25(table), slices.Collect(X25Sockets([]byte(table))))
	})
}

var plainNode = regexp.MustCompile(`^[0-9A-Fa-f]{0,12}`)

// setNode sets a node from its digits, of which some at the end may be missing.
func setNode(node *[6]byte, digits string) {
	digits = plainNode.FindString(digits)
	b, _ := hex.DecodeString(digits + strings.Repeat("0", 12-len(digits)))
	copy(node[:], b)
}

// setEndpoint sets an end of an IPX connection, unless there is no port.
func setEndpoint(end *IPXEndpoint, word string) bool {
	colon := strings.LastIndex(word, ":")
	if colon < 0 {
		return false
	}
	end.Network, end.Node = 0, [6]byte{}
	sscanf(word[colon+1:], "%X", &end.Port)
	var network uint64
	_, read := sscanf(word[:colon], "%lX", &network)
	if network == 0 || network == 0xFFFFFFFF {
		return true
	}
	end.Network = uint32(network)
	if node, found := strings.CutPrefix(word[read:colon], ":"); found {
		setNode(&end.Node, node)
	}
	return true
}

// plainIPX reads a table of net/ipx/socket up to its first error.
func plainIPX(table string) (rows []IPXSocket, err error) {
	var b plainBuffer
	var row IPXSocket
	b.fgets(&table)
	for b.fgets(&table) {
		var local, remote string
		sscanf(b.text(0, 0), "%s %s %lX %lX %lu %lu", &local, &remote,
			&row.TransmitQueue, &row.ReceiveQueue, &row.State, &row.UID)
		if !setEndpoint(&row.Local, local) && (local != "" || rows == nil) {
			return rows, ErrIPXSource
		}
		if remote == "Not_Connected" {
			row.Connected = false
		} else if setEndpoint(&row.Remote, remote) {
			row.Connected = true
		} else if remote != "" || !row.Connected {
			return rows, ErrIPXDestination
		}
		rows = append(rows, row)
		row.Local.Port = bits.ReverseBytes16(row.Local.Port)
		if row.Connected {
			row.Remote.Port = bits.ReverseBytes16(row.Remote.Port)
		}
	}
	return rows, nil
}

// FuzzIPXSockets reads any text as net/ipx/socket, and finds what a plain
// reader finds.
func FuzzIPXSockets(f *testing.F) {
	f.Add("heading\n1:1:4002 Not_Connected B 16 07 1000\n\n")
	f.Add("heading\n1:1:4002 2:2:0451 B 16 01 0\n\n-1:12G4:-1 FFFFFFFF:1:x\n0x:1:2 x:\n\x00\n:::\n")
	for _, table := range recorded(f, "ipx/socket") {
		f.Add(table)
	}
	f.Fuzz(func(t *testing.T, table string) {
		want, wantErr := plainIPX(table)
		var rows []IPXSocket
		var last error
		for row, err := range IPXSockets([]byte(table)) {
			if last = err; err == nil {
				rows = append(rows, row)
			}
		}
		require.Equal(t, wantErr, last)
		require.Equal(t, want, rows)
	})
}
