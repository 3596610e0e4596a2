package table

import (
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestTextsAreCutWithAnEllipsis(t *testing.T) {
	assert.Equal(t, "abc…", cutEnd("abcdefgh", 4))
	assert.Equal(t, "…efgh", cutStart("abcdefgh", 5))
	assert.Equal(t, "abc…gh", cutMiddle("abcdefgh", 6))
	assert.Equal(t, "été…", cutEnd("été-serv", 4))
	assert.Equal(t, "日…", cutEnd("日本語", 4), "wide characters")
	assert.Equal(t, "…語", cutStart("日本語", 4))
	assert.Equal(t, "e\u0301e\u0301…", cutEnd(strings.Repeat("e\u0301", 5), 3), "marks take no room")
}

func TestTextTakesTheSameRoomInEveryLocale(t *testing.T) {
	cmd := exec.Command(os.Args[0], "-test.run=^TestTextsAreCutWithAnEllipsis$")
	cmd.Env = append(os.Environ(), "LC_ALL=zh_CN.UTF-8")
	output, err := cmd.CombinedOutput()
	assert.NoError(t, err, "%s", output)
}

func TestAddressesGiveWayToTheirPorts(t *testing.T) {
	for _, c := range []struct {
		short *shortening
		cell  string
		room  int
		want  string
	}{
		{shortenEnds(), "[2001:db8:ffff:ffff::1]:50000", 26, "[2001:db8:…:ffff::1]:50000"},
		{shortenEnds(), "client-1.example.com:https", 22, "client-1.exampl…:https"},
		{shortenEnds(), "client-1.example.com:https", 21, "client-1.examp…:https"},
		{shortenEnds(), "[2001:db8::2:3:4:5],10.0.0.2,[2001:db8::2:3:4:6]:80", 47, "[2001:db…2:3:4:5],10.0.0.2,[2001:db…2:3:4:6]:80"},
		{shortenAddresses(), "2001:db8:1234:5678:9abc:def0:1234:5678/128", 24, "2001:db8:1…1234:5678/128"},
		{shortenAddresses(), "192.0.2.1/24,2001:db8:1234:5678::1/64", 35, "192.0.2.1/24,2001:db8:…4:5678::1/64"},
		{shortenAddresses(), "a-network-with-a-long-name/24", 20, "a-network-with-a…/24"},
	} {
		got := c.short.cut(c.cell, c.room)
		assert.LessOrEqual(t, displayWidth(got), c.room, got)
		assert.Equal(t, c.want, got)
	}
}

// cells are cells with the part that is never cut.
var cells = []struct {
	short      *shortening
	cell, kept string
}{
	{shortenEnds(), "192.168.100.200:50000", "192.168.100.200:50000"},
	{shortenEnds(), "0.0.0.0:a-very-long-name-of-a-service", "0.0.0.0:a-very-long-name-of-a-service"},
	{shortenEnds(), "10.0.0.1:odd:name", "10.0.0.1:odd:name"},
	{shortenEnds(), "10.0.0.1,192.168.100.200:11111", "10.0.0.1,192.168.100.200:11111"},
	{shortenEnds(), "[2001:db8:ffff:ffff:ffff:ffff:ffff:ffff],192.168.100.200:11111", ",192.168.100.200:11111"},
	{shortenEnds(), "[2001:db8:ffff:ffff:ffff:ffff:ffff:ffff]:65535", "]:65535"},
	{shortenEnds(), "[::255.255.255.255]:65535", "[::255.255.255.255]:65535"},
	{shortenEnds(), "client.with.a.long.name.example:https", ":https"},
	{shortenEnds(), "[broken:https", ""},
	{shortenEnds(), "", ""},
	{shortenAddresses(), "198.51.100.128/255.255.255.192", "198.51.100.128/255.255.255.192"},
	{shortenAddresses(), "198.51.100.1/24,fe80::1234:5678:9abc:def0/64", "198.51.100.1/24,fe80:"},
	{shortenAddresses(), "2001:db8:1234:5678:9abc:def0:1234:5678", ""},
	{shortenName(), strings.Repeat("日本", 9), "日本日"},
	{shortenPath(), "/run/user/1000/a/very/long/path.sock", "/long/path.sock"},
	{shortenNetNS(), "net:[4026531840]", "net:[4026531840]"},
	{shortenNetNS(), "cni-11111111-2222-3333-4444-555555555555", "cni-1111"},
	{shortenNetNS(), "net:[4026531840] (shop/web-7d4)", "net:[4026531840]"},
	{shortenNetNS(), "cni-11111111-2222-3333-4444-555555555555 (shop/web-7d4)", "cni-1111"},
}

// TestCellsFitInAnyRoomThatIsEnough includes that addresses of IPv4 and ports
// are never cut: a cell says that it needs the room for them.
func TestCellsFitInAnyRoomThatIsEnough(t *testing.T) {
	for _, c := range cells {
		least := c.short.least(c.cell)
		for room := least; room < displayWidth(c.cell); room++ {
			cut := c.short.cut(c.cell, room)
			assert.LessOrEqual(t, displayWidth(cut), room, cut)
			assert.Contains(t, cut, "…")
			assert.Contains(t, cut, c.kept)
		}
		if c.kept == c.cell {
			assert.Equal(t, displayWidth(c.cell), least, c.cell)
		}
	}
}
