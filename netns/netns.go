// Package netns knows network namespaces by their names, under the import path and
// with the names that programs know from go-netstat. It reads the directory of
// names and which namespaces processes live in, and enters none.
package netns

import "os"

// NetNSPath is the directory where ip-netns(8) and container runtimes keep a file
// for each network namespace that has a name. The function Netstat of the package
// netstat looks there too. Set it before they are called, not meanwhile.
var NetNSPath = "/var/run/netns"

// GetNetNSNames returns the names of all files in [NetNSPath] but directories, in
// order. A file need not be a namespace's: see ip-netns(8). The error is that of
// reading the directory.
func GetNetNSNames() (netNSNames []string, err error) {
	files, err := os.ReadDir(NetNSPath)
	if err != nil {
		return nil, err
	}
	for _, file := range files {
		if !file.IsDir() {
			netNSNames = append(netNSNames, file.Name())
		}
	}
	return netNSNames, nil
}

// GetNetNsPids returns a process for each of some network namespaces by its name:
// the number of one that lives in it, and the name as it was given, of which the
// last part counts if it is a path. A namespace in which no process lives, or whose
// processes may not be asked without CAP_SYS_PTRACE, is left out, as is a name that
// there is not. The map is empty where there is no Linux.
func GetNetNsPids(netNSNames []string) (pidNetNS *map[uint32]string) {
	pids := pidsOf(netNSNames)
	return &pids
}
