# Builds for every architecture, packages, and the checks of both. Included by
# the Makefile, which defines GO and LDFLAGS.

NFPM = github.com/goreleaser/nfpm/v2/cmd/nfpm@v2.45.0
DIST = dist

ARCHITECTURES    = amd64 arm64 arm 386 riscv64 ppc64le s390x
# 5 MiB, and a little more on three architectures, whose code or pages are larger.
MAX_BINARY_BYTES  = 5242880
MAX_amd64_BYTES   = 5373952
MAX_ppc64le_BYTES = 5505024
MAX_s390x_BYTES   = 5767168

# A commit gives the same bytes whenever it is packed.
ifndef SOURCE_DATE_EPOCH
SOURCE_DATE_EPOCH := $(shell packaging/version date)
endif
export SOURCE_DATE_EPOCH VERSION

.PHONY: cross dist sign verify check-packages check-man qemu FORCE

# What would change a binary if it were set on the machine that builds it, at
# Go's own defaults, which every processor that a package is for can run. Flags
# of Go's user (go env -w GOFLAGS) count unless others are set, so that one is
# that changes nothing.
PINNED = CGO_ENABLED=0 GOOS=linux GOAMD64=v1 GO386=sse2 GOARM=7 GOARM64=v8.0 GOPPC64=power8 GORISCV64=rva20u64 \
	GOFLAGS=-mod=readonly GOWORK=off GOFIPS140=off GOEXPERIMENT=

# Static, stripped binaries, of at most a few MiB, in dist/ARCHITECTURE/.
cross: $(ARCHITECTURES:%=$(DIST)/%/gonetstat)

$(DIST)/%/gonetstat: FORCE
	$(PINNED) GOARCH=$* $(GO) build -trimpath -buildvcs=false -ldflags '$(LDFLAGS)' -o $@ ./cmd/gonetstat
	@size=$$(stat -c %s $@) most=$(or $(MAX_$*_BYTES),$(MAX_BINARY_BYTES)); test $$size -le $$most || \
		{ echo "$@ has $$size bytes, more than $$most" >&2; exit 1; }

# Tarballs, packages, images for containers, a bill of materials and checksums in
# dist/release/.
dist: cross dist/tools/nfpm
	GO='$(GO)' DIST='$(DIST)' packaging/release $(ARCHITECTURES)

dist/tools/nfpm:
	GOBIN=$(CURDIR)/dist/tools $(GO) install -trimpath $(NFPM)

# Signs the checksums with KEY, a private key of ssh, and checks the signature and
# the files with SIGNERS, in which ssh-keygen(1) finds the public keys of those who
# make releases, each for SIGNER.
RELEASE = $(DIST)/release
SIGNER  = gonetstat
SIGNERS = packaging/allowed_signers

sign:
	@test -n "$(KEY)" || { echo "make sign needs KEY=FILE, a private key of ssh" >&2; exit 1; }
	ssh-keygen -q -Y sign -f '$(KEY)' -n file $(RELEASE)/SHA256SUMS

verify:
	@test -e '$(SIGNERS)' || { echo "make verify needs SIGNERS=FILE, the keys of the release's makers" >&2; exit 1; }
	ssh-keygen -Y verify -f '$(SIGNERS)' -I $(SIGNER) -n file -s $(RELEASE)/SHA256SUMS.sig <$(RELEASE)/SHA256SUMS
	cd $(RELEASE) && sha256sum --check --quiet --ignore-missing SHA256SUMS

# Tests the packages of this machine's architecture, the manual page and the
# completions.
check-packages: dist/tools/nfpm check-man
	RELEASE_TOOLS=$(CURDIR)/dist/tools $(GO) test -count=1 ./test/packages

check-man:
	mandoc -T lint -W warning packaging/gonetstat.8

# Tests on a machine with 32 bits and on a big-endian one. Qemu knows nothing of
# namespaces and of sock_diag, and turns a broadcast address round that a netlink
# socket reads, so the tests of those are left out, and one that runs itself.
QEMU_PACKAGES = ./internal/procnet ./internal/sockdiag ./internal/cgroups ./internal/format/... ./internal/names ./internal/netdev \
	./internal/options ./internal/engine ./internal/modes
NO_NAMESPACES = ^TestLive|^TestTextTakesTheSameRoomInEveryLocale$$|^TestInetAddressesAreAllOfAnInterfaceAndOfItsAliases$$|^TestNamespaceNamedTwiceIsOne$$|^TestMissingNamespaceDoesNotEndContinuousListing$$
# The tag makes the parsers take addresses as a little-endian machine has printed
# them in testdata; fuzz targets and one test make tables in the machine's order.
qemu:
	CGO_ENABLED=0 GOARCH=arm $(GO) test -exec qemu-arm-static -skip '$(NO_NAMESPACES)' $(QEMU_PACKAGES)
	CGO_ENABLED=0 GOARCH=s390x $(GO) test -exec qemu-s390x-static -tags littleendiantables -skip '$(NO_NAMESPACES)|^Fuzz' $(QEMU_PACKAGES)
	CGO_ENABLED=0 GOARCH=s390x $(GO) test -exec qemu-s390x-static -run '^Fuzz|^TestAddressesAreInTheMachinesOrder$$' ./internal/procnet ./internal/sockdiag
