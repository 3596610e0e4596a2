//go:build !linux

package netstat

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"runtime"
)

// errUnsupported is what everything comes to where there is no Linux.
var errUnsupported = fmt.Errorf("netstat on %s: %w", runtime.GOOS, errors.ErrUnsupported)

// unsupported is a sequence of that error.
func unsupported[T any]() iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var none T
		yield(none, errUnsupported)
	}
}

func sockets(context.Context, Options) iter.Seq2[Socket, error] { return unsupported[Socket]() }
func unixSockets(context.Context, Options) iter.Seq2[UnixSocket, error] {
	return unsupported[UnixSocket]()
}
func sctpSockets(context.Context, Options) iter.Seq2[SCTPSocket, error] {
	return unsupported[SCTPSocket]()
}
func namespaces(context.Context, Options) iter.Seq2[Namespace, error] {
	return unsupported[Namespace]()
}
func routes(context.Context, Options) iter.Seq2[Route, error] { return unsupported[Route]() }
func interfaces(context.Context, Options) iter.Seq2[Interface, error] {
	return unsupported[Interface]()
}
func statistics(context.Context, Options) iter.Seq2[Statistic, error] {
	return unsupported[Statistic]()
}
func groups(context.Context, Options) iter.Seq2[Group, error] { return unsupported[Group]() }

func entries(context.Context, EnableFeatures, FilterFunc) ([]SockTabEntry, error) {
	return nil, errUnsupported
}
