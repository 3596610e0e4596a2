package names

import (
	"encoding/binary"
	"errors"
)

// What is used of a B-tree of Berkeley DB, version 9, as makedb(1) of Debian's
// libnss-db makes it. The numbers are those of libdb's dbinc/db_page.h.
const (
	btreeMagic   = 0x053162
	btreeVersion = 9

	metaMagic    = 12
	metaVersion  = 16
	metaPageSize = 20
	metaCipher   = 24
	metaType     = 25
	metaFlags    = 26
	metaRoot     = 88
	metaSize     = 512

	pageNext    = 16
	pageEntries = 20 // how many; on a page of overflow, unused
	pageLength  = 22 // of the data on a page of overflow
	pageType    = 25
	pageHead    = 26

	innerPage    = 3
	leafPage     = 5
	overflowPage = 7
	metaPage     = 9

	plainItem    = 1
	overflowItem = 3
)

var errNoBTree = errors.New("no B-tree of Berkeley DB")

// A btree is the text of such a file.
type btree struct {
	text  []byte
	order binary.ByteOrder
	size  int // of a page
	left  int // how many bytes of items may still be read
}

// readBTree gives the keys of a B-tree and their values. Their order in the
// tree means nothing to who reads all, so this goes through the pages one after
// the other and takes the leaves. Items of a sound file do not overlap: one whose
// items are more than twice the file is refused, before it takes any memory there
// is.
func readBTree(text []byte) (map[string]string, error) {
	if len(text) < metaSize || text[metaType] != metaPage || text[metaCipher] != 0 || text[metaFlags] != 0 {
		return nil, errNoBTree
	}
	t := &btree{text: text, order: binary.LittleEndian, left: 2 * len(text)}
	if t.order.Uint32(text[metaMagic:]) != btreeMagic {
		t.order = binary.BigEndian
	}
	size := t.order.Uint32(text[metaPageSize:])
	if t.order.Uint32(text[metaMagic:]) != btreeMagic || t.order.Uint32(text[metaVersion:]) != btreeVersion || size < metaSize || size > 1<<16 {
		return nil, errNoBTree
	}
	t.size = int(size)
	root := t.order.Uint32(text[metaRoot:])
	if len(text)%t.size != 0 || int64(root) >= int64(len(text)/t.size) || t.page(int(root))[pageType] != innerPage && t.page(int(root))[pageType] != leafPage {
		return nil, errNoBTree
	}
	found := map[string]string{}
	for number := 1; number < len(text)/t.size; number++ {
		if page := t.page(number); page[pageType] == leafPage {
			if err := t.readLeaf(page, found); err != nil {
				return nil, err
			}
		}
	}
	return found, nil
}

// page gives a page that is there.
func (t *btree) page(number int) []byte { return t.text[number*t.size:][:t.size] }

// readLeaf reads a page of keys, each followed by its value.
func (t *btree) readLeaf(page []byte, found map[string]string) error {
	entries := int(t.order.Uint16(page[pageEntries:]))
	if pageHead+2*entries > len(page) {
		return errNoBTree
	}
	for i := 0; i+1 < entries; i += 2 {
		key, err := t.item(page, i)
		if err != nil {
			return err
		}
		if found[key], err = t.item(page, i+1); err != nil {
			return err
		}
	}
	return nil
}

// item reads an item of a leaf: a length and a type, and then the item itself
// or where it begins and how long it is.
func (t *btree) item(page []byte, i int) (string, error) {
	const head, overflowSize = 3, 12
	at := int(t.order.Uint16(page[pageHead+2*i:]))
	if at+head > len(page) {
		return "", errNoBTree
	}
	item := page[at:]
	length := int(t.order.Uint16(item))
	switch {
	case item[2] == plainItem && head+length <= len(item):
		if t.left -= length; t.left < 0 {
			return "", errNoBTree
		}
		return string(item[head:][:length]), nil
	case item[2] == overflowItem && overflowSize <= len(item):
		return t.overflow(t.order.Uint32(item[4:]), t.order.Uint32(item[8:]))
	}
	return "", errNoBTree
}

// overflow reads an item that is too long for a leaf.
func (t *btree) overflow(number, length uint32) (string, error) {
	var item []byte
	for number != 0 && uint32(len(item)) < length {
		if int64(number) >= int64(len(t.text)/t.size) {
			return "", errNoBTree
		}
		page := t.page(int(number))
		n := int(t.order.Uint16(page[pageLength:]))
		if page[pageType] != overflowPage || n == 0 || pageHead+n > len(page) {
			return "", errNoBTree
		}
		if t.left -= n; t.left < 0 {
			return "", errNoBTree
		}
		item = append(item, page[pageHead:][:n]...)
		number = t.order.Uint32(page[pageNext:])
	}
	if uint32(len(item)) != length {
		return "", errNoBTree
	}
	return string(item), nil
}
