# Fuzzing and endurance. Included by the Makefile.

FUZZTIME ?= 60s
CASES    ?= 20
SEED     ?= random

.PHONY: fuzz fuzz-differential soak

# Every fuzz target in turn, each for FUZZTIME. Go before 1.27 sometimes takes
# the end of that time for a failure (go.dev/issue/75804); a real one names the
# input or the panic.
fuzz:
	@made=$$(mktemp -d); trap 'rm -rf $$made' EXIT; log=$$made/log; \
	for dir in $$($(GO) list -f '{{if .TestGoFiles}}{{.Dir}}{{end}}' ./internal/... ./netstat); do \
		cd $$dir && $(GO) test -c -fuzz . -o $$made/test . || exit 1; \
		for target in $$($$made/test -test.list '^Fuzz'); do \
			echo "$$dir $$target"; \
			$$made/test -test.run '^$$' -test.fuzz "^$$target\$$" -test.fuzztime $(FUZZTIME) \
				-test.fuzzcachedir "$$($(GO) env GOCACHE)/fuzz/$$dir" >$$log 2>&1 || \
				{ grep -q '^ *context deadline exceeded$$' $$log && ! grep -qE 'Failing input|panic:' $$log; } || \
				{ cat $$log; exit 1; }; \
			grep 'execs' $$log | tail -n 1; \
		done; \
	done

# Random trees, interfaces and command lines beside the reference: CASES times as
# many as in an ordinary run, from SEED on. A failing case is named by its seed,
# which runs it again. Needs root and net-tools.
fuzz-differential:
	@seed=$(SEED); \
	if [ "$$seed" = random ]; then seed=$$(od -An -N4 -tu4 /dev/urandom | tr -d ' '); fi; \
	echo "seed $$seed"; \
	GONETSTAT_CASES=$(CASES) GONETSTAT_SEED=$$seed $(GO) test ./test/differential -run 'TestFabricated|TestFakedInterfaces|TestRandomCommandLines' -count=1 -timeout 0

# A machine in turmoil, for 20 seconds. Needs root.
soak:
	GONETSTAT_SOAK=20s $(GO) test ./test/hostile -run TestSoak -count=1 -v
