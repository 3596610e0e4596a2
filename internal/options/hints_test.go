package options

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestAnUnknownOptionIsAnsweredWithTheNearest(t *testing.T) {
	for word, hint := range map[string]string{
		"--listning":       "Did you mean --listening?",
		"--lsitening":      "Did you mean --listening?",
		"--LISTENING":      "Did you mean --listening?",
		"--numerci":        "Did you mean --numeric?",
		"--all_netns":      "Did you mean --all-netns?",
		"--jsno":           "Did you mean --json?",
		"--inet4":          "Did you mean --inet or --inet6?",
		"--processes=ngin": "Did you mean --process?",
		"--apletalk":       "Did you mean --appletalk?",
		"--netn":           "Did you mean --netns? gonetstat's own options are written in full.",
		"--outp=json":      "Did you mean --output? gonetstat's own options are written in full.",
		"--all-":           "Did you mean --all-owners or --all-netns? gonetstat's own options are written in full.",
		"--lsten":          "Did you mean --listening?",
		"--interfces=1":    "Did you mean --interfaces?",
		"--numerc-h":       "Did you mean --numeric-hosts?",
		"--stait":          "Did you mean --statistics or --state?",
		"--nmer":           "", // one of four options
		"--bogus":          "",
		"--bluetoothh=x":   "",
		"--":               "", // ends the options
		"---":              "",
		"--é":              "",
	} {
		p := parse(word)
		if word == "--" {
			assert.NotNil(t, p.request)
			continue
		}
		want := "netstat: unrecognized option '" + word + "'\n" + synopsis
		if hint != "" {
			want += hint + "\n"
		}
		assert.Equal(t, parsed{nil, 3, "", want + TryHelp}, p, word)
	}
}

func TestAnOptionWithoutItsValueSaysHowToWriteIt(t *testing.T) {
	for words, hint := range map[string]string{
		"--port":           "Write --port=PORT, which is a port from 1 to 65535, a range such as 8000-8100 or the name of a service.\n",
		"--state -t":       "Write --state=STATE, which is a state such as listen, established or time_wait.\n",
		"--process -tulpn": "Write --process=NAME, which is the name of a program.\n",
		"--pid --port 22":  "Write --pid=PID, which is a process id.\n",
		"--color":          "Write --color=WHEN, which is auto, always or never.\n",
		"--netns":          "Write --netns=NAME.\n",
		"--protocol":       "", // netstat's
	} {
		name, _, _ := strings.Cut(words, " ")
		want := "netstat: option '" + name + "' requires an argument\n" + synopsis + hint + TryHelp
		assert.Equal(t, parsed{nil, 3, "", want}, parse(strings.Fields(words)...), words)
	}
}

func TestAProgramsNameBehindProgramsIsSaidToBeIgnored(t *testing.T) {
	said := func(program, words string) string {
		var out, errs strings.Builder
		request, _ := Parse(program, strings.Fields(words), &out, &errs)
		assert.True(t, request.Columns.Programs, words)
		assert.Empty(t, out.String())
		return errs.String()
	}
	for words, option := range map[string]string{
		"--program nginx -t": "--program", "-tn --programs nginx": "--programs",
	} {
		assert.Equal(t, "gonetstat: "+option+" is netstat's -p and takes no name: for the sockets of a program write --process NAME\n",
			said("/usr/bin/gonetstat", words), words)
		assert.Empty(t, said("netstat", words), "netstat says nothing")
		assert.Empty(t, said("/bin/netstat", words), "netstat says nothing")
	}
	for _, words := range []string{"--program", "--program -t nginx", "--program -- nginx", "-p nginx", "--progra nginx", "nginx --program"} {
		assert.Empty(t, said("gonetstat", words), words)
	}
}
