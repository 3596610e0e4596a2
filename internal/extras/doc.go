// Package extras keeps what the kernel tells of sockets beside the rows of
// their tables: sock_diag(7). The answers to dumps of internal/sockdiag go in,
// one table at a time; what is known of a row comes out, by its inode. A number
// that means something in the namespace of the socket alone, as that of an
// interface, becomes a name while the namespace is at hand.
//
// Nothing here is needed for a listing: whatever the kernel or the rights of the
// process do not allow is not known, and no error.
package extras
