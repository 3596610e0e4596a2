package netstat

import (
	"encoding"
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestWordsAreWrittenAndReadInJSON(t *testing.T) {
	type all struct {
		State    SkState
		Timer    TimerActive
		Unix     UnixState
		Protocol Protocol
		Family   Family
	}
	value := all{TimeWait, ProbeTimer, UnixConnected, TCP | UDP6, Inet6}
	const text = `{"State":"TIME_WAIT","Timer":"ProbeTimer","Unix":"CONNECTED","Protocol":"tcp|udp6","Family":"inet6"}`
	written, err := json.Marshal(value)
	require.NoError(t, err)
	assert.Equal(t, text, string(written))
	for _, text := range []string{text, `{"State":6,"Timer":4,"Unix":3,"Protocol":9,"Family":"inet6"}`} {
		var read all
		require.NoError(t, json.Unmarshal([]byte(text), &read))
		assert.Equal(t, value, read)
	}
	key, err := json.Marshal(map[SkState]int{Listen: 1})
	require.NoError(t, err)
	assert.Equal(t, `{"LISTEN":1}`, string(key))
}

func TestEveryWordIsReadAsItIsWritten(t *testing.T) {
	for n := range uint8(12) {
		roundTrip(t, SkState(n), new(SkState))
	}
	for n := range uint8(5) {
		roundTrip(t, TimerActive(n), new(TimerActive))
		roundTrip(t, UnixState(n), new(UnixState))
	}
	for n := range 256 {
		roundTrip(t, Protocol(n), new(Protocol))
	}
	for n := range uint8(4) {
		roundTrip(t, Family(n), new(Family))
	}
}

func roundTrip[T comparable, P interface {
	*T
	encoding.TextUnmarshaler
}](t *testing.T, value T, read P) {
	t.Helper()
	text, err := any(value).(encoding.TextMarshaler).MarshalText()
	require.NoError(t, err)
	require.NoError(t, read.UnmarshalText(text))
	assert.Equal(t, value, *read, "%s", text)
}

func TestOtherWordsAreRefused(t *testing.T) {
	for _, to := range []encoding.TextUnmarshaler{new(SkState), new(TimerActive), new(UnixState), new(Protocol), new(Family)} {
		assert.ErrorContains(t, to.UnmarshalText([]byte("bogus")), `"bogus"`)
	}
	for _, to := range []any{new(SkState), new(TimerActive), new(UnixState), new(Protocol)} {
		for _, text := range []string{`256`, `-1`, `1.5`, `"bogus"`, `{}`, `"`} {
			assert.Error(t, json.Unmarshal([]byte(text), to), "%T %s", to, text)
		}
	}
}

func TestTimersHaveTheirWordsInAnArray(t *testing.T) {
	assert.Equal(t, [5]string{"Off", "On", "KeepAlive", "TimeWait", "ProbeTimer"}, TimerActives)
}
