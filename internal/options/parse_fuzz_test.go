package options

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// FuzzOptions reads any command line. Either it gives a request and nothing is
// said on standard output, or it ends the run: with 0 and a text on standard
// output, or with another status and a reason on standard error.
func FuzzOptions(f *testing.F) {
	f.Add("-tulpn")
	f.Add("--inet\n--numeric-h\n-A\nunix,ax25")
	f.Add("-rr\n--output=json\n--state=LISTEN\n--port=22,ssh\n--pid=1")
	f.Add("--color=always\n-c\n--state=closed,foo\n-l\n--program=\n--pid=,")
	f.Add("--=\n---\n-\xff\n--netns=,\n-A\n,\n-V")
	f.Fuzz(func(t *testing.T, line string) {
		args := strings.Split(line, "\n")
		var out, errs bytes.Buffer
		request, status := Parse("netstat", args, &out, &errs)
		switch {
		case request != nil:
			require.Zero(t, status)
			require.Empty(t, out.String())
		case status == statusOK:
			require.NotEmpty(t, out.String())
		default:
			require.Contains(t, []int{statusRefused, statusUsage}, status)
			require.NotEmpty(t, errs.String())
			require.Empty(t, out.String())
		}
		// Nothing depends on anything but the words.
		var out2, errs2 bytes.Buffer
		again, status2 := Parse("netstat", args, &out2, &errs2)
		require.Equal(t, request, again)
		require.Equal(t, status, status2)
		require.Equal(t, errs.String(), errs2.String())
		require.Equal(t, out.String(), out2.String())
	})
}
