package main

import "fmt"

// startNamespaces makes namespaces with some listeners each, and a number of
// further processes outside. It gives the function that takes all of it away.
func startNamespaces(count, listeners, processes int) (stop func()) {
	name := namespaceName
	var all holders
	for i := range count {
		must("ip", "netns", "add", name(i))
		must("ip", "-n", name(i), "link", "set", "lo", "up")
		all = append(all, startHolder([]string{"ip", "netns", "exec", name(i)}, "listeners", listeners))
	}
	all = append(all, startHolder(nil, "processes", processes))
	return func() {
		all.stop()
		for i := range count {
			must("ip", "netns", "delete", name(i))
		}
	}
}

func namespaceName(i int) string { return fmt.Sprintf("gonetstat-bench-%d", i) }
