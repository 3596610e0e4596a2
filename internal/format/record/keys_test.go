package record

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestEveryKeyIsDescribedOnce(t *testing.T) {
	described := map[key]description{}
	for _, chapter := range chapters() {
		for _, d := range chapter.keys {
			_, twice := described[d.key]
			assert.False(t, twice, keyNames[d.key])
			described[d.key] = d
			assert.Regexp(t, "^[a-z][a-z0-9_]*$", keyNames[d.key])
			assert.NotEmpty(t, d.meaning, keyNames[d.key])
			assert.NotEmpty(t, d.source, keyNames[d.key])
			assert.Contains(t, []shape{isText, isInteger, isDecimal, isMillis, isBoolean, isTexts, isObject, isObjects}, d.value&^orNull, keyNames[d.key])
			assert.Equal(t, d.value == isObjects || d.value&^orNull == isObject, members(d.key) != nil, keyNames[d.key])
		}
	}
	for k := range numKeys {
		assert.Contains(t, described, k)
	}
}

func TestKeysOfARowHaveDifferentNames(t *testing.T) {
	names := newCSVEncoder(Options{}).names
	used := map[key]bool{keyNetNS: true, keyNetNSWorkload: true, keyTime: true, keyEvent: true}
	for k := range numKinds {
		own := []string{names[keyTime], names[keyEvent], names[keyNetNS], names[keyNetNSWorkload]}
		for _, part := range keysOf(k, Options{TCPInfo: true}, false) {
			assert.NotEmpty(t, part, "kind %d", k)
			for _, key := range part {
				assert.NotContains(t, own, names[key], "kind %d", k)
				own = append(own, names[key])
				used[key] = true
			}
		}
	}
	// Those of objects in lists are no keys of rows, and an object is none where
	// its members are.
	members := []key{keyTCPInfo, keyInetAddress, keyBroadcast, keyPeer, keyScope, keyNumber, keyCallsign, keyComm, keyFD}
	for k := range numKeys {
		assert.NotEqual(t, slices.Contains(members, k), used[k], names[k])
	}
}

func TestNoKindHasMorePartsThanJSONWrites(t *testing.T) {
	for k := range numKinds {
		assert.LessOrEqual(t, kinds[k].parts, maxParts)
	}
}

func TestEveryKindIsNamed(t *testing.T) {
	named := map[string]bool{"row": true} // which the schema calls any of them
	for _, k := range Kinds() {
		assert.Regexp(t, "^[a-z][a-z0-9_]*$", k.Name)
		assert.False(t, named[k.Name], k.Name)
		named[k.Name] = true
		assert.NotEmpty(t, k.Title, k.Name)
		assert.Regexp(t, "^-", k.Lists, k.Name)
		assert.Equal(t, "netns", k.Keys[0].Name, k.Name)
	}
	assert.Len(t, named, 1+int(numKinds))
}
