package engine

import (
	"context"
	"sync"
)

// piecesAhead is how many pieces of a table wait for the tables listed before.
const piecesAhead = 4

// A Listing is one table being listed. Its rows come as pieces, a P for each
// Batch of rows, in their order.
type Listing[P any] struct {
	// Err is what ended the table early, or why it cannot be opened, which may
	// mean that the kernel has no such table: netns.Lacks. If the plan was
	// stopped before, it is its context's error. It is valid once Pieces is
	// closed.
	Err error

	pieces chan P
	free   chan P // pieces that the caller needs no more
	demand func() // has the table listed, if it still waits for its turn
}

func newListing[P any]() *Listing[P] {
	return &Listing[P]{pieces: make(chan P, piecesAhead), free: make(chan P, piecesAhead+2)}
}

// Pieces gives the pieces as they come. It is closed behind the last. It may be
// called once the plan has started.
func (l *Listing[P]) Pieces() <-chan P {
	l.demand()
	return l.pieces
}

// Recycle takes back a piece, to be made anew.
func (l *Listing[P]) Recycle(piece P) {
	select {
	case l.free <- piece:
	default:
	}
}

// recycled gives a piece that was given back, or the zero value.
func (l *Listing[P]) recycled() (piece P) {
	select {
	case piece = <-l.free:
	default:
	}
	return piece
}

// send hands on a piece and tells whether anyone still wants more.
func (l *Listing[P]) send(ctx context.Context, piece P) bool {
	select {
	case l.pieces <- piece:
		return true
	case <-ctx.Done():
		return false
	}
}

// list lists a table: it reads rows, ahead as far as that is of use, and hands
// on the pieces that are made of them. It calls closed as soon as the source is
// closed.
func list[T, P any](ctx context.Context, l *Listing[P], t *table[T], make func(P, *Batch[T], func(P)) P, ahead *ahead, closed func()) {
	defer close(l.pieces)
	if l.Err = ctx.Err(); l.Err != nil {
		closed()
		return
	}
	var beside sync.WaitGroup
	defer beside.Wait()
	if t.beside != nil {
		beside.Go(t.beside)
	}
	source, err := t.open()
	if source == nil {
		l.Err = err
		closed()
		ahead.complete(nil)
		return
	}
	batches := &batches[T]{table: t, source: source, closed: closed}
	defer batches.close()
	if ahead.owners != nil || ahead.ready != nil {
		batches.ahead = batchesAhead
	}
	batches.fill()
	for !batches.ended && ahead.more() {
		batches.read()
	}
	beside.Wait()
	if batches.ended {
		ahead.complete(batches.inodes())
	} else {
		ahead.overflow()
	}
	if ahead.owners != nil {
		ahead.owners.Wait()
	}
	early := func(piece P) { l.send(ctx, piece) }
	for b := batches.take(); b != nil; b = batches.take() {
		if b.Rows = t.choose(b.Rows); len(b.Rows)+b.Garbled > 0 && !l.send(ctx, make(l.recycled(), b, early)) {
			l.Err = ctx.Err()
			return
		}
		batches.spare = append(batches.spare, b)
	}
	l.Err = source.err()
}
