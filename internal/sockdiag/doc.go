// Package sockdiag asks the kernel for sockets through netlink: sock_diag(7).
// A request for the sockets of one protocol in one network namespace goes in;
// rows of the same type as those of the tables in /proc/net come out, in the
// same order, and beside them what no table tells. It answers faster than the
// tables, or with an error, upon which the table is to be read instead. It
// knows nothing of processes, names or output, and waits for nobody.
//
// A Conn belongs to the namespace of the thread that made its socket. One
// goroutine reads a dump, chunk by chunk, with Dump.Next; the Rows of a chunk
// can be parsed by another, while the next chunk is read into another buffer.
// Nothing is allocated for a row.
package sockdiag
