package names

import "context"

// An outcome is what becomes of asking a module, as glibc's nss_status.
type outcome int

const (
	success outcome = iota
	notFound
	unavailable // the module is not there, or what it asks does not answer
	tryAgain
	outcomes // how many nsswitch.conf(5) has actions for

	// absent is the outcome of a module that has no such function after all.
	absent

	// tooLong is the outcome of an entry that no buffer is large enough for.
	// It ends every search.
	tooLong
)

// An action is what nsswitch.conf(5) has an outcome do.
type action int

const (
	goOn action = iota
	end
	merge // ends no search, and an enumeration
)

// A source is a word of nsswitch.conf(5): a module, and what its outcomes do.
type source struct {
	name   string
	does   [outcomes]action
	module *module
}

func newSource(name string) source {
	return source{name: name, does: [outcomes]action{success: end}}
}

// A lookup is a module's function for one database.
type lookup[K any] func(ctx context.Context, key K) (name string, how outcome)

// search asks sources in their order for the name of a key, as glibc's
// __nss_next2 does. That a module lacks the function leaves what was found
// before it as it is; if all lack it, the outcome is absent.
func search[K any](ctx context.Context, sources []source, key K, function func(*module) lookup[K]) (name string, how outcome) {
	how = absent
	for _, s := range sources {
		found, then := "", absent
		if ask := function(s.module); ask != nil {
			found, then = ask(ctx, key)
		}
		if then == absent {
			if s.does[unavailable] != goOn {
				break
			}
			continue
		}
		name, how = found, then
		if how == success && s.does[success] == merge {
			name, how = "", unavailable // there is nothing that names could be merged with
		}
		if how == tooLong || s.does[how] == end {
			break
		}
	}
	return name, how
}

// A list is a module's function that enumerates a database. It adds nothing
// unless the outcome is success.
type list[K any] func(add func(key K, name string)) outcome

// enumerate lists what all sources know, in their order.
func enumerate[K any](sources []source, function func(*module) list[K], add func(key K, name string)) {
	for _, s := range sources {
		how := absent
		if list := function(s.module); list != nil {
			how = list(add)
		}
		switch how {
		case absent:
			how = unavailable
		case success:
			how = notFound // at the list's end
		}
		if s.does[how] != goOn {
			return
		}
	}
}
