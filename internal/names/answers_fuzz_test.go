package names

import (
	"bytes"
	"encoding/json"
	"io"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
)

// Whatever programs that know names answer, and files of users hold, nothing
// panics, and what is made of it is what a plain reader finds.

// FuzzVarlinkReply reads any bytes as a reply: whatever is read is JSON, and
// says the same to package json.
func FuzzVarlinkReply(f *testing.F) {
	f.Add([]byte(`{"parameters":{"record":{"userName":"a","uid":1,"service":"x"},"incomplete":false}}`))
	f.Add([]byte(`{"error":"io.systemd.UserDatabase.NoRecordFound","parameters":{}}`))
	f.Add([]byte(`{"parameters":{"names":[{"name":"a","ifindex":1}],"flags":1},"continues":false}`))
	f.Add([]byte(`{"parameters":{"a":{"b":[1,true,null,"\u00e9"]},"a":2}}`))
	f.Fuzz(func(t *testing.T, message []byte) {
		r, err := parseReply(message)
		if err != nil {
			return
		}
		require.True(t, utf8.Valid(message))
		var plain struct {
			Parameters map[string]any
			Error      *string
			Continues  bool
		}
		require.NoError(t, json.Unmarshal(message, &plain))
		require.Equal(t, r.failed, plain.Error != nil)
		require.True(t, r.failed || r.parameters != nil)
		for _, field := range r.parameters {
			require.Contains(t, plain.Parameters, field.name)
		}
		namesIn(r.parameters)
		record, _ := fieldOf[object](r.parameters, "record")
		user := userRecord{record, "0123"}
		user.hasService()
		user.uid()
		if name, ok := user.name(); ok {
			require.True(t, isUserName(name))
			require.False(t, strings.ContainsAny(name, ":/\x00\x1b\n"), "%q", name)
		}
	})
}

// FuzzNSCDAnswer reads any bytes as the answer of nscd.
func FuzzNSCDAnswer(f *testing.F) {
	f.Add(append(numbers(2, 1, 5, 2, 7, 7, 2, 2, 3), "root\x00x\x00g\x00/\x00/s\x00"...))
	f.Add(append(numbers(2, 1, 5, 0, 2, 4, 1, 0), "host\x00\x0a\x00\x00\x01"...))
	f.Add(numbers(2, 0xffffffff, 0, 0, 0, 0, 0, 0, 0))
	f.Fuzz(func(t *testing.T, answer []byte) {
		for _, read := range []func(io.Reader) (string, bool, error){readNSCDUser, func(r io.Reader) (string, bool, error) { return readNSCDHost(r, 4) }} {
			name, ok, err := read(bytes.NewReader(answer))
			require.True(t, err == nil || !ok)
			require.True(t, bytes.Contains(answer, []byte(name)))
			require.NotContains(t, name, "\x00")
		}
	})
}

// FuzzSSSAnswer reads any bytes as the answer of sssd.
func FuzzSSSAnswer(f *testing.F) {
	f.Add(sssMessage(sssUser, append(numbers(1, 0, 5, 5), "name\x00x\x00g\x00/\x00/s\x00"...)))
	f.Add(sssMessage(sssUser, numbers(0, 0)))
	f.Fuzz(func(t *testing.T, answer []byte) {
		entry, err := readSSS(bytes.NewReader(answer), sssUser)
		if err != nil {
			return
		}
		for !entry.short {
			before := len(entry.data)
			entry.number()
			text := entry.text()
			entry.texts(entry.number())
			require.NotContains(t, text, "\x00")
			require.True(t, entry.short || len(entry.data) < before)
		}
	})
}

// FuzzExtraUser reads any text as a line of libnss-extrausers: a user that is
// found has the number asked for, and is found again by a line with nothing but
// that.
func FuzzExtraUser(f *testing.F) {
	f.Add("svc:x:70001:70001:Service:/:/bin/sh\n", uint32(70001))
	f.Add(" #:x:+0:-1::: \n", uint32(0))
	f.Add("x", uint32(600))
	f.Fuzz(func(t *testing.T, line string, uid uint32) {
		name, how := extraUser(line, uid)
		if how != success {
			require.Empty(t, name)
			return
		}
		require.NotContains(t, name, ":")
		require.GreaterOrEqual(t, strings.Count(line, ":"), 6)
		again, _ := extraUser(name+":x:600:600:::\n", 0)
		require.True(t, again == name || name == "" || strings.ContainsAny(name[:1], whitespace+"#"), "%q", name)
	})
}

// FuzzCompat reads any text as a line of compat's passwd(5): without a plus it
// is what any passwd(5) has.
func FuzzCompat(f *testing.F) {
	f.Add("+user::::::")
	f.Add("+")
	f.Add("root:x:0:0:root:/root:/bin/bash")
	f.Fuzz(func(t *testing.T, line string) {
		e, ok := parseCompat(line)
		found := map[uint32]string{}
		addUser(found, line)
		require.Equal(t, strings.HasPrefix(line, "+"), e.other)
		if !e.other {
			require.Equal(t, len(found) == 1, ok)
			if ok {
				require.Equal(t, found[e.uid], e.name)
			}
		}
		require.Equal(t, printable(e.name), e.name)
	})
}

// FuzzAvahi reads any text as a line of Avahi's.
func FuzzAvahi(f *testing.F) {
	f.Add("+ 2 0 host.local 169.254.7.7\n")
	f.Add("-15 Timeout reached\n")
	f.Fuzz(func(t *testing.T, line string) {
		name, how := nameFromAvahi(line)
		require.Equal(t, strings.HasPrefix(line, "+"), how == success)
		if words := strings.Fields(strings.TrimPrefix(line, "+")); how == success && len(words) > 2 && !strings.ContainsFunc(line, func(c rune) bool { return c > '~' }) {
			require.Equal(t, printable(words[2]), name)
		}
	})
}
