# gonetstat: see README.md.

GO      ?= go
BIN     ?= gonetstat
PREFIX  ?= /usr/local
LDFLAGS  = -s -w -X github.com/gonetstat/gonetstat/internal/version.stamp=$(VERSION)
# Of git, or of a source archive. Another is given as "make VERSION=1.2.3"; what
# the environment happens to call VERSION does not count.
VERSION := $(shell packaging/version)

# Where they are installed, below PREFIX.
MANUAL          = share/man/man8/gonetstat.8
BASH_COMPLETION = share/bash-completion/completions/gonetstat
ZSH_COMPLETION  = share/zsh/site-functions/_gonetstat
FISH_COMPLETION = share/fish/vendor_completions.d/gonetstat.fish

.PHONY: build test modules race lint golden generate screenshot bench check-bare install uninstall clean

# One static, stripped binary. Git is left alone, which refuses to speak of what
# another user has checked out.
build:
	CGO_ENABLED=0 $(GO) build -trimpath -buildvcs=false -ldflags '$(LDFLAGS)' -o $(BIN) ./cmd/gonetstat

# All tests but those of packages. Many compare with net-tools' netstat: they need
# it, and root. The last ones need the machine for themselves. In the end it says
# what was skipped and why. Callers of the Go packages are a module of their own.
test:
	$(GO) run ./internal/tools/tally $$($(GO) list ./... | grep -v -e /test/differential -e /test/packages) -- ./test/differential
	cd test/callers && $(GO) test -count=1

# NSS modules of Debian, with which some tests compare names. Needs root.
modules:
	test/unpack-modules dist/modules

# With the race detector, in gonetstat too where there is a real /proc, which the
# detector needs, and without the second that each run then waits at its end; and
# on a single processor.
race:
	$(GO) test -race ./internal/... $(PUBLIC)
	GORACE=atexit_sleep_ms=0 GONETSTAT_RACE=1 $(GO) test -count=1 ./test/differential -run 'TestLiveSockets|TestNamespaceIsReadWhile|TestNamespaceEnds|TestAllNamespacesAreInOneList'
	GOMAXPROCS=1 $(GO) test -count=1 ./test/differential -run 'TestFabricated/(sockets|unix)|TestLiveSockets'

# The Go packages for others, which compile on every system.
PUBLIC = ./netstat/... ./common ./netns ./processes

lint:
	@test -z "$$(gofmt -l .)" || { gofmt -l .; exit 1; }
	$(GO) vet ./...
	cd test/callers && $(GO) vet ./...
	for os in darwin windows freebsd; do GOOS=$$os $(GO) vet $(PUBLIC) || exit 1; done
	$(GO) run honnef.co/go/tools/cmd/staticcheck@v0.8.2 ./...
	$(GO) run github.com/rhysd/actionlint/cmd/actionlint@v1.7.7 .github/workflows/*.yml

# Records the golden files in testdata/ from net-tools' netstat. Needs root.
golden:
	$(GO) test ./internal/modes -run TestGolden -record

# Makes the completions, the manual's list of options, the keys in docs and their
# schema, from the definitions in internal/options and internal/format/record.
generate:
	$(GO) run ./internal/tools/generate

# Makes the picture in README.md of what the program prints. Needs root.
PICTURED = gonetstat --all-netns -tulpan --output=table
screenshot: build
	PATH="$(CURDIR):$$PATH" $(GO) run ./internal/tools/stage $(PICTURED) --color=always >docs/table.txt
	$(GO) run ./internal/tools/picture '$(PICTURED)' <docs/table.txt >docs/table.svg
	rm docs/table.txt

# Benchmarks of the parts, then whole runs beside netstat, ss, lsof and cat.
bench: build
	$(GO) test -run '^$$' -bench . -benchmem ./internal/... ./netstat/...
	$(GO) run ./test/bench ./$(BIN)

# All that continuous integration runs, or what BARE says, on a machine that has
# nothing but a small Debian, Go and the source. Needs root and debootstrap.
BARE ?= .ci/run
check-bare:
	test/bare '$(BARE)'

# The binary as it is, unless it is older than its source: root, who installs it,
# may have no go.
$(BIN): go.mod go.sum $(shell find cmd internal netstat -name '*.go' ! -name '*_test.go')
	$(MAKE) build

install: $(BIN)
	install -D -m 0755 $(BIN) $(DESTDIR)$(PREFIX)/bin/gonetstat
	install -D -m 0644 packaging/gonetstat.8 $(DESTDIR)$(PREFIX)/$(MANUAL)
	install -D -m 0644 packaging/completions/gonetstat.bash $(DESTDIR)$(PREFIX)/$(BASH_COMPLETION)
	install -D -m 0644 packaging/completions/_gonetstat $(DESTDIR)$(PREFIX)/$(ZSH_COMPLETION)
	install -D -m 0644 packaging/completions/gonetstat.fish $(DESTDIR)$(PREFIX)/$(FISH_COMPLETION)

uninstall:
	rm -f $(addprefix $(DESTDIR)$(PREFIX)/,bin/gonetstat $(MANUAL) $(BASH_COMPLETION) $(ZSH_COMPLETION) $(FISH_COMPLETION))

# cross, dist, check-packages, check-man, qemu
include packaging/packaging.mk
# fuzz, fuzz-differential, soak
include test/fuzz.mk

clean:
	rm -rf $(BIN) dist
