package record

// roundKeys are the keys in front of a row where there are several rounds.
var roundKeys = []description{
	{keyTime, isText, "when the round began in which the row was found, as RFC 3339 writes it, in UTC with milliseconds",
		"", "clock_gettime(2)"},
	{keyEvent, isText, "what has become of the socket: listed, opened, closed or changed",
		"", "the rows of the round before"},
}
