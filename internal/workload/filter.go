package workload

import "slices"

// Filter says which workloads are meant: those that fit at least one value of
// every list that is not empty, as InContainer, InPod and InUnit compare them.
type Filter struct {
	Containers, Pods, Units []string
}

// Any tells whether some workloads are left out.
func (f *Filter) Any() bool { return len(f.Containers)+len(f.Pods)+len(f.Units) > 0 }

// Fits tells whether a workload is meant.
func (f *Filter) Fits(w *Workload) bool {
	return (len(f.Containers) == 0 || slices.ContainsFunc(f.Containers, w.InContainer)) &&
		(len(f.Pods) == 0 || slices.ContainsFunc(f.Pods, w.InPod)) &&
		(len(f.Units) == 0 || slices.ContainsFunc(f.Units, w.InUnit))
}
