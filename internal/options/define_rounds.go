package options

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// roundOptions are those that say how often is listed, and until when.
func roundOptions() Group {
	return Group{
		Title: "Again and again, and yes or no",
		Options: []Definition{{
			Name: "continuous", Letter: 'c',
			Help: "list again every second",
			Manual: `List again every second.
Rows in the forms
.Cm json , ndjson
and
.Cm csv
then begin with the
.Li time
of their listing.`,
			sets: func(l *line) *bool { return &l.Continuous },
		}, {
			Name: "changes", Own: true,
			Help: "all sockets once, then every second what changes",
			Manual: `List internet and unix sockets once, and then every second only those that came,
went, or changed their state, their owner or the name of their namespace.
The forms
.Cm net-tools
and
.Cm table
put
.Sq + , -
and
.Sq ~
in front;
.Cm ndjson
has the fields
.Li event
.Pq Li listed , opened , closed No or Li changed
and
.Li time ;
the others have no such form.
Of a socket that went its last row is shown.
.Pp
A socket is known by its namespace, protocol, addresses and inode.
The kernel is only asked what there is: what comes and goes between two looks is
not seen, nor are changes that are taken back meanwhile, and a row that is missed
while the kernel's table changes counts as one that went and came again.`,
			acts: func(l *line, _ string) error {
				l.Changes, l.Continuous = true, true
				return nil
			},
		}, {
			Name: "interval", Own: true, Value: "SECONDS",
			Help: "with -c: every so many SECONDS",
			Manual: `With
.Fl c ,
wait so many seconds before each listing but the first; with
.Fl Fl wait ,
look that often.
It may be a fraction, such as
.Li 0.5 .`,
			want: "a number of seconds above 0, such as 10 or 0.5",
			reads: func(l *line, text string) (ok bool) {
				l.Rounds.Interval, ok = parseSeconds(text)
				return ok && l.Rounds.Interval > 0
			},
		}, {
			Name: "count", Own: true, Value: "N",
			Help: "with -c: N times",
			Manual: `With
.Fl c ,
list so many times and end.
With this or
.Fl Fl interval ,
.Fl s
is repeated too.`,
			want: "a number above 0",
			reads: func(l *line, text string) (ok bool) {
				l.Rounds.Count, ok = parseDecimal(text, math.MaxInt32)
				return ok
			},
		}, {
			Name: "wait", Own: true, Value: "SECONDS",
			Help: "wait so many SECONDS until there is something",
			Manual: `List what there is as soon as there is anything, for so many seconds at most: a
listener that has to come up, or a namespace.
It is looked for five times a second, or as
.Fl Fl interval
says; what comes and goes between two looks is missed.
If the time is over the list is empty, and the exit status 1.`,
			want: "a number of seconds, such as 30",
			reads: func(l *line, text string) (ok bool) {
				l.Rounds.Wait, ok = parseSeconds(text)
				l.Rounds.Waits = true
				return ok
			},
		}, {
			Name: "quiet", Own: true,
			Help: "print nothing; exit status 0 if there is something",
			Manual: `Print nothing, and answer by the exit status: 0 if something would be listed, 1
if nothing would, and 2 if that cannot be known, because a namespace or a table
is missing or rights are lacking; then standard error says why.
The first row ends the listing.`,
			sets: func(l *line) *bool { return &l.Quiet },
		}},
	}
}

// parseSeconds reads a number of seconds, which may be a fraction.
func parseSeconds(text string) (time.Duration, bool) {
	const mostDigits = 7
	whole, fraction, isFraction := strings.Cut(text, ".")
	if !isDigits(whole) || isFraction && !isDigits(fraction) || len(whole) > mostDigits {
		return 0, false
	}
	n, err := strconv.ParseFloat(text, 64)
	return time.Duration(n * float64(time.Second)), err == nil
}

func isDigits(text string) bool { return text != "" && strings.Trim(text, "0123456789") == "" }
