package record

// Objects says what routes, interfaces, counters and multicast groups look
// like to a program that reads them. Each of them is a JSON object, with
// everything that the kernel tells and with numbers for hosts, whatever the
// options for net-tools' columns are. The methods name the keys. All objects
// of a method have the same ones, and the first is:
//
//	netns            name of the network namespace; "-" for the program's own
//	                 if it has none, "net:[INODE]" for another without a name
//
// Numbers are integers in full, also those above 2^53 that a reader which
// takes numbers for floating-point ones, such as JavaScript's, rounds. Text
// holds no character that does not print, but escapes, and a byte that is no
// UTF-8 reads as U+FFFD.
type Objects struct {
	Form  RecordForm // JSON or NDJSON
	Label string     // what the namespace is called
}

func (o *Objects) begin(dst []byte) []byte { return o.Form.beginObject(dst, o.Label) }

func (o *Objects) end(dst []byte) []byte { return o.Form.endObject(dst) }
