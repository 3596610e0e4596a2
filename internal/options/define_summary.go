package options

// summing defines the option for counts of sockets.
func summing() Definition {
	return Definition{
		Name: "summary", Own: true,
		Help: "counts of sockets instead of sockets",
		Manual: `Print how many sockets there are, instead of the sockets: those of each protocol
and state; of each protocol those that listen, have something in a queue, and of
TCP those that no process has any more
.Pq orphans ;
those of the ten most frequent peers and, with
.Fl p ,
of the ten most frequent programs.
Several namespaces are counted each for itself.
Listeners are counted without
.Fl a ,
too, and filters choose what is counted.
See
.Sx Summaries .`,
		sets: func(l *line) *bool { return &l.Summary },
	}
}
