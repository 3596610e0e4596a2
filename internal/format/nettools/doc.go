// Package nettools turns rows into the text that net-tools' netstat prints, byte
// for byte. It reads no tables; what a kernel's row means is internal/procnet's
// business and what is listed is internal/modes'.
package nettools
