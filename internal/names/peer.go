package names

import (
	"context"
	"errors"
	"io"
	"os"
	"sync"
	"time"

	"golang.org/x/sys/unix"
)

const (
	// patience is how long a program on this host may take to answer.
	patience = 5 * time.Second

	// netPatience is how long one may take that may have to ask others on the
	// network.
	netPatience = 10 * time.Second

	// maxAnswer is how much of an answer is read, in bytes.
	maxAnswer = 1 << 20
)

var (
	errGone    = errors.New("does not answer")
	errTooLong = errors.New("answer is too long")
)

// A peer is a program that answers questions on a Unix domain socket, and
// nothing that it does is trusted. One that is not there is not asked again,
// nor one that has answered nothing in the time that it was given.
type peer struct {
	path     string
	patience time.Duration
	begun    func() // called when a conversation begins; may be nil

	mu       sync.Mutex
	answered bool
	gone     bool
}

// ask has a conversation with the peer: it sends a question and has answer
// read what comes back, and perhaps ask more. All of it ends when the peer's
// time is over, or the context.
func (p *peer) ask(ctx context.Context, question []byte, answer func(conn io.ReadWriter) error) error {
	if p.isGone() {
		return errGone
	}
	conn, err := connect(p.path, time.Now().Add(p.patience))
	if err != nil {
		if _, ok := errors.AsType[*os.PathError](err); ok && !errors.Is(err, unix.EAGAIN) {
			p.leave()
		}
		return err
	}
	defer conn.endWith(ctx)()
	if p.begun != nil {
		p.begun()
	}
	if _, err = conn.Write(question); err == nil {
		err = answer(conn)
	}
	if ctx.Err() == nil {
		p.note(err)
	}
	return err
}

// note draws the conclusion from how a conversation ended.
func (p *peer) note(err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if err == nil {
		p.answered = true
	}
	if errors.Is(err, os.ErrDeadlineExceeded) && !p.answered {
		p.gone = true
	}
}

// leave has the peer not asked any more.
func (p *peer) leave() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.gone = true
}

func (p *peer) isGone() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.gone
}
