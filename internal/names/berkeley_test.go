package names

import (
	"bytes"
	"encoding/binary"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// FuzzBTree reads any bytes as a database: what is found is somewhere in it.
func FuzzBTree(f *testing.F) {
	tree := btreeOf(binary.LittleEndian, "=0", "root:x:0:0::/:\x00", "00", "ssh 22/tcp\x00")
	f.Add(tree)
	f.Add(btreeOf(binary.BigEndian, "=0", strings.Repeat("long ", 300)))
	f.Add(tree[:1024])
	f.Fuzz(func(t *testing.T, text []byte) {
		entries, err := readBTree(text)
		if err != nil {
			return
		}
		read := 0
		for key, value := range entries {
			require.True(t, bytes.Contains(text, []byte(key)))
			read += len(value)
		}
		require.LessOrEqual(t, read, 2*len(text))
	})
}

// btreeOf makes a file of one leaf with keys and values. A value that is too
// long for it is on a page of its own.
func btreeOf(order binary.ByteOrder, items ...string) []byte {
	const size = 1024
	text := make([]byte, 2*size)
	order.PutUint32(text[metaMagic:], btreeMagic)
	order.PutUint32(text[metaVersion:], btreeVersion)
	order.PutUint32(text[metaPageSize:], size)
	order.PutUint32(text[metaRoot:], 1)
	text[metaType] = metaPage
	at := size
	for i, item := range items {
		kind, body := byte(plainItem), []byte(item)
		length := len(item)
		if len(item) > 500 {
			kind, body, length = overflowItem, make([]byte, 9), 0
			rest := item
			number := uint32(len(text) / size)
			order.PutUint32(body[1:], number)
			order.PutUint32(body[5:], uint32(len(item)))
			for rest != "" {
				page := make([]byte, size)
				n := copy(page[pageHead:], rest)
				rest = rest[n:]
				page[pageType] = overflowPage
				order.PutUint16(page[pageLength:], uint16(n))
				number++
				if rest != "" {
					order.PutUint32(page[pageNext:], number)
				}
				text = append(text, page...)
			}
		}
		at -= 3 + len(body)
		at -= at % 4
		leaf := text[size : 2*size]
		order.PutUint16(leaf[at:], uint16(length))
		leaf[at+2] = kind
		copy(leaf[at+3:], body)
		order.PutUint16(leaf[pageHead+2*i:], uint16(at))
	}
	order.PutUint16(text[size+pageEntries:], uint16(len(items)))
	text[size+pageType] = leafPage
	return text
}

func TestBTreeOfEitherByteOrder(t *testing.T) {
	long := strings.Repeat("long ", 1000)
	for _, order := range []binary.ByteOrder{binary.LittleEndian, binary.BigEndian} {
		entries, err := readBTree(btreeOf(order, "=0", "root", "00", long, "01", ""))
		require.NoError(t, err)
		require.Equal(t, map[string]string{"=0": "root", "00": long, "01": ""}, entries)
	}
}

func TestGarbledBTreeIsNone(t *testing.T) {
	good := btreeOf(binary.LittleEndian, "=0", "root", "00", strings.Repeat("long ", 1000))
	change := func(at int, values ...byte) []byte {
		text := bytes.Clone(good)
		copy(text[at:], values)
		return text
	}
	const page = 1024
	for name, text := range map[string][]byte{
		"nothing": nil, "a beginning": good[:500], "a piece of a page": good[:page+10], "no root": good[:page], "another magic": change(metaMagic, 1, 2, 3, 4),
		"encrypted": change(metaCipher, 1), "with sums": change(metaFlags, 1), "a hash": change(metaType, 8), "an item beyond the page": change(page+pageHead, 255, 255),
		"more items than fit": change(page+pageEntries, 255, 255), "an overflow that is none": change(2*page+pageType, 5), "an overflow into itself": change(2*page+pageNext, 2, 0, 0, 0),
	} {
		_, err := readBTree(text)
		require.Error(t, err, name)
	}
}

// All items may be one and the same, so that a small file has many gigabytes.
func TestBTreeOfOverlappingItemsIsNone(t *testing.T) {
	for name, item := range map[string]string{"on a leaf": strings.Repeat("x", 400), "on other pages": strings.Repeat("x", 4000)} {
		order := binary.LittleEndian
		text := btreeOf(order, item)
		leaf := text[1024:2048]
		const entries = 200
		for i := 1; i < entries; i++ {
			copy(leaf[pageHead+2*i:], leaf[pageHead:pageHead+2])
		}
		order.PutUint16(leaf[pageEntries:], entries)
		_, err := readBTree(text)
		require.ErrorIs(t, err, errNoBTree, name)
	}
}
