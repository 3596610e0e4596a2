package workload

import "strings"

// place is what the path of a cgroup tells by itself.
type place struct {
	container
	podUID                  string
	unit, userUnit, session string
	user                    string // whose user@UID.service it is in
	parent                  string // the cgroup that the container's was made in
	belowUnit               bool   // that one is a unit's, or lies below one
}

// parsePath reads the path of a cgroup. It may be any text.
func parsePath(path string) (p place) {
	// The kernel says so of one that was removed while a process was in it.
	w := walk{rest: strings.TrimSuffix(path, " (deleted)")}
	// The way out of the reader's cgroup namespace says nothing.
	for strings.HasPrefix(w.rest, "/..") && (len(w.rest) == 3 || w.rest[3] == '/') {
		w.rest, w.end = w.rest[3:], w.end+3
	}
	for w.step() {
		// Names that would clash with the kernel's files are escaped by
		// systemd with a '_' (cg_escape).
		name := strings.TrimPrefix(w.name, "_")
		if slice, ok := strings.CutSuffix(name, ".slice"); ok {
			p.addPodOfSlice(slice)
			continue
		}
		if w.isContainer(&p) {
			p.parent, p.belowUnit = path[:w.start], p.unit != ""
			p.addUnit(name, &w)
			return p
		}
		w.addPod(&p)
		p.addUnit(name, &w)
	}
	return p
}

// walk goes through the components of a path.
type walk struct {
	rest     string // what is left of the path
	start    int    // of the component in the path
	end      int
	name     string // the component
	previous string // the one before
	kubepods bool   // one of those before is that of all pods
	foreign  bool   // one of those before is neither a slice nor a unit
}

// step goes to the next component.
func (w *walk) step() bool {
	slashes := len(w.rest) - len(strings.TrimLeft(w.rest, "/"))
	w.previous = w.name
	w.name, _, _ = strings.Cut(w.rest[slashes:], "/")
	w.rest = w.rest[slashes+len(w.name):]
	w.start = w.end + slashes
	w.end = w.start + len(w.name)
	return w.name != ""
}

// next returns the component behind, or "".
func (w *walk) next() string {
	name, _, _ := strings.Cut(strings.TrimLeft(w.rest, "/"), "/")
	return name
}

// isUnit tells whether a component has the name of a unit that can have
// processes (systemd.unit(5)).
func isUnit(name string) bool {
	dot := strings.LastIndexByte(name, '.')
	if dot <= 0 {
		return false
	}
	switch name[dot:] {
	case ".service", ".scope", ".socket", ".mount", ".swap":
		return true
	}
	return false
}

// addUnit notes a component that is a unit: the first behind the slices, and
// behind that of a user's manager the first of those that are the user's own.
// (cg_path_get_unit and cg_path_get_user_unit in systemd's cgroup-util.c)
func (p *place) addUnit(name string, w *walk) {
	switch {
	case w.foreign:
	case !isUnit(name):
		w.foreign = true
	case p.unit == "":
		p.unit = name
		if user, ok := between(name, "user@", ".service"); ok && isNumber(user) {
			p.user = user
		}
		if session, ok := between(name, "session-", ".scope"); ok {
			p.session = session
		}
	case p.user != "" && p.userUnit == "":
		p.userUnit = name
	}
}

// addPodOfSlice notes the pod whose slice a component is, by its name without
// the suffix: "kubepods-burstable-pod1f2e…" of the kubelet, with '_' for '-',
// also behind a prefix of the user's choice, or "machine-libpod_pod_9e1d…" of
// podman.
func (p *place) addPodOfSlice(slice string) {
	if _, id, ok := strings.Cut(slice, "libpod_pod_"); ok && isID(id) {
		p.podUID = id
		return
	}
	if i := strings.LastIndex(slice, "-pod"); i >= 0 && strings.Contains(slice[:i], "kubepods") {
		if uid := strings.ReplaceAll(slice[i+len("-pod"):], "_", "-"); isPodUID(uid) {
			p.podUID = uid
		}
	}
}

// addPod notes the pod whose cgroup a component is where cgroups are not
// systemd's: kubepods/burstable/pod1f2e…, and libpod_parent/9e1d… of podman.
func (w *walk) addPod(p *place) {
	if uid, ok := strings.CutPrefix(w.name, "pod"); ok && w.kubepods && isPodUID(uid) {
		p.podUID = uid
	}
	if w.previous == podmanParent && isID(w.name) {
		p.podUID = w.name
	}
	w.kubepods = w.kubepods || strings.Contains(w.name, "kubepods")
}

// isID tells whether text is the ID of a container, as all runtimes of OCI
// containers make it.
func isID(text string) bool { return len(text) == 64 && isHex(text) }

// isPodUID tells whether text is the UID of a pod: a UUID, or for a static pod
// the hash of its description.
func isPodUID(text string) bool {
	if len(text) == 32 {
		return isHex(text)
	}
	if len(text) != 36 {
		return false
	}
	for i := range len(text) {
		if dash := i == 8 || i == 13 || i == 18 || i == 23; dash != (text[i] == '-') || !dash && !isHex(text[i:i+1]) {
			return false
		}
	}
	return true
}

func isHex(text string) bool {
	for i := range len(text) {
		if c := text[i]; (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}

func isNumber(text string) bool {
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return false
		}
	}
	return text != ""
}

// between returns what a text has between a prefix and a suffix, if anything.
func between(text, prefix, suffix string) (string, bool) {
	text, ok := strings.CutPrefix(text, prefix)
	text, ok2 := strings.CutSuffix(text, suffix)
	return text, ok && ok2 && text != ""
}
