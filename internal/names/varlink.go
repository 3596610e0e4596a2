package names

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
)

// A reply is what a varlink service answers: parameters, or an error, which is
// the name of one.
type reply struct {
	parameters object
	err        string
	failed     bool // there is an error, if only ""
}

// call calls a method of a varlink service, of https://varlink.org, with
// parameters, a JSON object. The error is of a peer that does not answer, or not
// as the protocol says.
func (p *peer) call(ctx context.Context, method string, parameters []byte) (reply reply, err error) {
	question := fmt.Appendf(nil, "{\"method\":\"%s\",\"parameters\":%s}\x00", method, parameters)
	err = p.ask(ctx, question, func(conn io.ReadWriter) error {
		message, err := bufio.NewReader(conn).ReadBytes(0)
		if err != nil {
			return err
		}
		reply, err = parseReply(message[:len(message)-1])
		return err
	})
	return reply, err
}

// parseReply reads a reply, as strictly as systemd does.
func parseReply(message []byte) (r reply, err error) {
	o, err := parseObject(message)
	if err != nil {
		return r, err
	}
	bad := errors.New("no varlink reply")
	if !o.only("parameters", "error", "continues") {
		return r, bad
	}
	if r.err, r.failed = fieldOf[string](o, "error"); o.has("error") != r.failed {
		return r, bad
	}
	continues, ok := fieldOf[bool](o, "continues")
	if continues || o.has("continues") != ok {
		return r, bad
	}
	r.parameters, ok = fieldOf[object](o, "parameters")
	if o.has("parameters") != ok || !ok && !r.failed {
		return r, bad
	}
	return r, nil
}
