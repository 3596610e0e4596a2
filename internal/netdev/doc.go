// Package netdev asks the kernel about network interfaces by ioctl(2), as
// netdevice(7) describes, and by rtnetlink(7) about what ioctls do not tell.
// The name of an interface goes in, or nothing for a list of names; flags,
// hardware and addresses come out. It reads no files and formats nothing, and
// it opens sockets only by the function it is given, so that they can belong to
// another network namespace.
package netdev
