package options

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// spelled gives words that mean the same to getopt_long as one word does, as
// plain as they can be: a letter each, and a value on its own.
func spelled(word string) (words []string) {
	long, isLong := strings.CutPrefix(word, "--")
	switch {
	case len(word) < 2 || word[0] != '-' || long == "" && isLong:
		return []string{word}
	case isLong:
		// A word of its own that is written as an option is no value for some.
		if name, value, hasValue := strings.Cut(long, "="); hasValue && takesValue(name) && !isOption(value) {
			return []string{"--" + name, value}
		}
		return []string{word}
	}
	for i, letter := range []byte(word[1:]) {
		if letter == '-' {
			letter = 'T' // is no option either, and alone not the end of them
		}
		words = append(words, string([]byte{'-', letter}))
		if letter == 'A' {
			if value := word[i+2:]; value != "" {
				words = append(words, value)
			}
			break
		}
	}
	return words
}

// takesValue tells whether a name, which may be the beginning of one, is that of
// an option with a value.
func takesValue(name string) bool {
	for _, option := range definitions() {
		if option.Own && option.Value != "" && !option.Equals && option.Name == name {
			return true
		}
	}
	return strings.HasPrefix(name, "prot") && strings.HasPrefix("protocol", name)
}

// FuzzGetopt reads any three words: every flag that comes of them is known,
// words of the same meaning give the same flags, and a long option is refused
// for a reason that the table of options shows.
func FuzzGetopt(f *testing.F) {
	f.Add("-tulpn", "--protocol", "inet")
	f.Add("--u", "-A", "--")
	f.Add("--=", "-\xff", "---")
	f.Add("-tAinet", "--prot=unix", "--state=")
	f.Add("-d?n", "--program=x", "--program")
	f.Add("--ap", "--uni", "-nA")
	f.Add("--ine", "--in", "--tcp=1")
	f.Add("-2-", "-A-A", "-A-")
	f.Fuzz(func(t *testing.T, a, b, c string) {
		args := []string{a, b, c}
		words, err := rewrite("netstat", args...)
		set := flags(definitions(), newLine(nil))
		for _, word := range words {
			name, _, _ := strings.Cut(strings.TrimPrefix(word, "--"), "=")
			require.NotNil(t, set.Lookup(name), "%q", word)
		}

		// A word that an option before it takes for its value is spelled as it is.
		var plain []string
		taken, ended := false, false
		for _, word := range args {
			if taken || ended {
				plain, taken = append(plain, word), false
				continue
			}
			parts := spelled(word)
			plain = append(plain, parts...)
			last := parts[len(parts)-1]
			name, isLong := strings.CutPrefix(last, "--")
			ended = last == "--" && len(parts) == 1
			taken = last == "-A" && !(len(parts) > 1 && parts[len(parts)-2] == "-A") || isLong && len(parts) == 1 && takesValue(name)
		}
		again, againErr := rewrite("netstat", plain...)
		require.Equal(t, words, again, "%q", plain)
		require.Equal(t, err == nil, againErr == nil, "%q", plain)

		long, isLong := strings.CutPrefix(a, "--")
		if !isLong || long == "" || strings.Contains(long, "=") || takesValue(long) {
			return
		}
		alone, err := rewrite("netstat", a)
		whole, begun := map[string]bool{}, map[string]bool{}
		flagOf := map[string]string{}
		for _, option := range definitions() {
			for _, name := range option.names() {
				flagOf[name] = option.Name
				if option.Own && !option.Equals && name == long {
					whole[name] = true
				}
			}
		}
		for i, names := range []string{familyNames, otherNames} {
			for name := range strings.FieldsSeq(names) {
				if name == long {
					whole[flagOf[name]] = true
				}
				if strings.HasPrefix(name, long) {
					switch i {
					case 0:
						begun["a family"] = true // they are all one
					case 1:
						begun[name] = true
					}
				}
			}
		}
		if err != nil {
			require.Empty(t, whole)
			require.NotEqual(t, 1, len(begun), "%q", begun)
			require.Equal(t, len(begun) > 1, strings.Contains(err.Error(), "ambiguous"), "%q", begun)
			return
		}
		require.Len(t, alone, 1)
		if len(whole) == 0 {
			require.Len(t, begun, 1)
		} else {
			require.True(t, whole[strings.TrimPrefix(alone[0], "--")])
		}
	})
}
