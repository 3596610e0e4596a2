package sockdiag

import (
	"strings"

	"golang.org/x/sys/unix"
)

// Kernel is a release of Linux, such as 6.1. The zero value is an unknown one.
type Kernel struct {
	Major, Minor int
	// Backports tells that its code may be that of a much later release.
	Backports bool
}

// RunningKernel gives the release of the running kernel.
func RunningKernel() Kernel {
	var name unix.Utsname
	if unix.Uname(&name) != nil {
		return Kernel{}
	}
	return ParseKernel(unix.ByteSliceToString(name.Release[:]))
}

// ParseKernel reads a release as uname(2) gives it, such as
// "5.14.0-427.el9.x86_64".
func ParseKernel(release string) Kernel {
	major, rest := leadingNumber(release)
	if !strings.HasPrefix(rest, ".") {
		return Kernel{}
	}
	minor, _ := leadingNumber(rest[1:])
	if major < 0 || minor < 0 {
		return Kernel{}
	}
	return Kernel{major, minor, strings.Contains(release, ".el")}
}

// leadingNumber cuts a number of at most four digits off a text. It is -1 if
// there is none.
func leadingNumber(text string) (number int, rest string) {
	digits := 0
	for digits < len(text) && digits < 5 && '0' <= text[digits] && text[digits] <= '9' {
		number = number*10 + int(text[digits]-'0')
		digits++
	}
	if digits == 0 || digits == 5 {
		return -1, text
	}
	return number, text[digits:]
}

// from tells whether the kernel is of a release or a later one.
func (k Kernel) from(major, minor int) bool {
	return k.Major > major || k.Major == major && k.Minor >= minor
}

// listenersInOrder tells whether dumps have the listeners of TCP in the order
// of the tables. Both went by the port until the tables went on to the address
// and the port (lhash2) in Linux 5.15; dumps followed in 5.19. Distributions
// have taken either into 5.14, and Red Hat's into kernels of any number.
func (k Kernel) listenersInOrder() bool {
	switch {
	case k.from(5, 19):
		return true
	case k.Major == 0 || k.Backports:
		return false
	}
	return !k.from(5, 14)
}
