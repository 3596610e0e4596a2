package names

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
)

// The names expected here are those that netstat shows with the same file.
func TestUserNames(t *testing.T) {
	c := New(etc(t, "passwd",
		"root:x:0:0:root:/root:/bin/bash", "root2:x:0:0:root:/root:/bin/bash", "two:x:2", "three:x:3:3", " four:x:4:4:::",
		"#five:x:5:5:::", "six:x: 6:6:::", "seven:x:7x:7:::", "+nine:x:9:9:::", "ten:x:010:10:::", "-thirteen:x:13:13:::",
		"fourteen::14:14:a:b:c:d", "seventeen:x:17:", "nineteen:x:4294967315:19:::", "twenty:x:-20:19:::", "a21:x:21:21\r",
		"a b#c:x:22:22:\r", "half:x:2147483648:1", "all:x:4294967295:1"))
	expect(t, c.User, map[uint32]string{
		0: "root", 3: "three", 4: "four", 6: "six", 10: "ten", 14: "fourteen", 22: "a b#c", 1 << 31: "half", math.MaxUint32: "all",
		2: "", 5: "", 7: "", 9: "", 13: "", 17: "", 19: "", 20: "", 21: "",
	})
}

func TestUserMayHaveAnEmptyName(t *testing.T) {
	name, ok := New(etc(t, "passwd", ":x:8:8")).User(8)
	assert.True(t, ok)
	assert.Empty(t, name)
}
