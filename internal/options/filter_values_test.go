package options

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/gonetstat/gonetstat/internal/engine"
	"github.com/gonetstat/gonetstat/internal/procmap"
)

func TestFiltersAreCollected(t *testing.T) {
	request := accepted(t, "--state", "LISTEN,time-wait", "--port", "80,443", "--port=8000-8100", "--pid=1", "--pid", "4711",
		"--program=nginx,-bash", "--state=unconn", "--process", "sshd,cron", "--process=-zsh", "--port", "http-alt,x11")
	assert.Equal(t, engine.Filter{
		Which:  engine.All,
		States: []string{"LISTEN", "LISTENING", "TIME_WAIT", ""},
		Ports:  []engine.PortRange{{First: 80, Last: 80}, {First: 443, Last: 443}, {First: 8000, Last: 8100}},
		Only:   procmap.Only{PIDs: []int{1, 4711}, Programs: []string{"sshd", "cron", "-zsh", "nginx", "-bash"}},
	}, request.Filter)
	assert.Equal(t, []string{"http-alt", "x11"}, request.Services)
	assert.Equal(t, engine.Filter{}, accepted(t, "--program").Filter)
}

func TestStateWords(t *testing.T) {
	for states, words := range map[string]string{
		"LISTEN LISTENING": "listen LISTEN Listening",
		"ESTABLISHED":      "ESTABLISHED established estab ESTAB",
		"SYN_RECV":         "syn_recv SYN-RECV syn-rcv synrecv",
		"FIN_WAIT1":        "fin_wait1 fin-wait-1 FIN-WAIT1",
		"TIME_WAIT":        "TIME_WAIT time-wait timewait",
		"CLOSE":            "close closed",
		"CLOSE_WAIT":       "close-wait",
		"CONNECTED":        "connected",
		"":                 "unconn UNCONNECTED",
	} {
		for word := range strings.FieldsSeq(words) {
			got, ok := statesOf(word)
			assert.True(t, ok, word)
			assert.Equal(t, states, strings.Join(got, " "), word)
		}
	}
}

func TestMalformedFiltersAreRefused(t *testing.T) {
	for arg, line := range map[string]string{
		"--state=":           `--state="": want a state`,
		"--state=listen,foo": `--state="foo": want a state`,
		"--state=-":          `--state="-": want a state`,
		"--state=\n":         `--state="\n": want a state`,
		"--port=":            `--port="": want a port`,
		"--port=0":           `--port="0": want a port`,
		"--port=65536":       `--port="65536": want a port`,
		"--port=22,http,/":   `--port="/": want a port`,
		"--port=-http":       `--port="-http": want a port`,
		"--port=+22":         `--port="+22": want a port`,
		"--port=-22":         `--port="-22": want a port`,
		"--port=22-":         `--port="22-": want a port`,
		"--port=23-22":       `--port="23-22": want a port`,
		"--port=1-2-3":       `--port="1-2-3": want a port`,
		"--pid=":             `--pid="": want a process id`,
		"--pid=0":            `--pid="0": want a process id`,
		"--pid=4294967296":   `--pid="4294967296": want a process id`,
		"--pid=self":         `--pid="self": want a process id`,
		"--program=":         `--program="": want the name`,
		"--program=a,,b":     `--program="": want the name`,
	} {
		p := parse(arg, "--json")
		assert.Nil(t, p.request, arg)
		assert.Equal(t, 3, p.status, arg)
		assert.Empty(t, p.out, arg)
		assert.True(t, strings.HasPrefix(p.err, "gonetstat: "+line), p.err)
		assert.Equal(t, 1, strings.Count(strings.TrimSuffix(p.err, TryHelp), "\n"), arg)
	}
}

func TestFiltersAreReadWhenTheWholeLineIsKnown(t *testing.T) {
	for words, want := range map[string]string{
		"--pid=x --port=0 --state=listen --program=": `gonetstat: --port="0": want a port from 1 to 65535, a range such as 8000-8100 or the name of a service`,
		"--program= --pid=7,z --pid=x":               `gonetstat: --pid="z": want a process id`,
		"--state=z --output=xml":                     `netstat: --output="xml": want net-tools, table, json, ndjson or csv`,
		"-r --state=z":                               `gonetstat: --state="z": want a state such as listen, established or time_wait`,
		"-r --state=listen":                          "gonetstat: --state, --port, --pid, --process, --container, --pod and --unit are for lists of internet and unix sockets",
	} {
		assert.Equal(t, parsed{nil, 3, "", want + "\n" + TryHelp}, parse(strings.Fields(words)...), words)
	}
}

func TestFiltersAreForSockets(t *testing.T) {
	for _, words := range []string{"-r", "-i", "-s", "-g", "-M", "--ax25", "--ipx", "-Ax25", "--rose", "-t --netrom", "-gt"} {
		for _, filter := range []string{"--port=22", "--state=listen", "--port=ssh", "--pid=1", "--process=nginx"} {
			p := parse(append(strings.Fields(words), filter)...)
			assert.Nil(t, p.request, words)
			assert.Equal(t, 3, p.status, words)
			assert.Empty(t, p.out, words)
			assert.True(t, strings.HasSuffix(p.err, " are for lists of internet and unix sockets\n"+TryHelp), words)
		}
	}
	for _, words := range []string{"-tu", "-x", "-2", "--ddp", "-Aeconet", "-4"} {
		parseLine(t, words+" --port=22")
	}
}
