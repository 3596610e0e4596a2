// Package modes lists what a request asks for: sockets, routes, interfaces,
// counters, multicast groups and masqueraded connections. Each mode takes rows
// from a source and gives them to a form of output; it knows neither which form
// that is nor what was typed. What there is to complain about is said in
// net-tools' words where net-tools has some.
//
// It is large because it holds each mode and what a run does for all of them:
// it finds namespaces and owners, waits, counts rounds and asks again. Each of
// these is a file.
package modes
