package main

import (
	"encoding/xml"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestWordsAreWhereTheTerminalHasThem(t *testing.T) {
	image := svg("show <x>", "\x1b[2mState\x1b[0m   a b  &\n\x1b[32mLISTEN\x1b[0m  é  c\n")
	for decoder := xml.NewDecoder(strings.NewReader(image)); ; {
		_, err := decoder.Token()
		if err == io.EOF {
			break
		}
		require.NoError(t, err)
	}
	for _, want := range []string{
		`width="149" height="86"`, // 14 characters and three lines
		`<title>show &lt;x&gt;</title>`,
		`<text x="16.0" y="30" textLength="84.0">$ show &lt;x&gt;</text>`,
		`<text x="16.0" y="50" textLength="42.0" fill="#8b949e">State</text>`,
		`<text x="83.2" y="50" textLength="25.2">a b</text>`,
		`<text x="125.2" y="50" textLength="8.4">&amp;</text>`,
		`<text x="16.0" y="70" textLength="50.4" fill="#7ee787">LISTEN</text>`,
		`<text x="83.2" y="70" textLength="8.4">é</text>`,
		`<text x="108.4" y="70" textLength="8.4">c</text>`,
	} {
		assert.Contains(t, image, want)
	}
}
