# gonetstat: see README.md.

GO      ?= go
BIN     ?= gonetstat
PREFIX  ?= /usr/local
VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
LDFLAGS  = -s -w -X github.com/gonetstat/gonetstat/internal/cli.Version=$(VERSION)

.PHONY: build test race lint golden bench install clean

# One static, stripped binary.
build:
	CGO_ENABLED=0 $(GO) build -trimpath -ldflags '$(LDFLAGS)' -o $(BIN) ./cmd/gonetstat

# All tests. Those that compare with net-tools' netstat need it, and root.
test:
	$(GO) test ./...

race:
	$(GO) test -race ./...

lint:
	@test -z "$$(gofmt -l .)" || { gofmt -l .; exit 1; }
	$(GO) vet ./...
	$(GO) run honnef.co/go/tools/cmd/staticcheck@v0.8.2 ./...

# Records the golden files in testdata/ from net-tools' netstat. Needs root.
golden:
	$(GO) test ./internal/cli -run TestGolden -record

bench:
	$(GO) test -run '^$$' -bench . -benchmem ./internal/...

install: build
	install -D -m 0755 $(BIN) $(DESTDIR)$(PREFIX)/bin/gonetstat

clean:
	rm -rf $(BIN) bin dist
