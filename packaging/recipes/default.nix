# Nix. The two hashes are those that nix-build asks for, once for each release:
#
#   nix-build -E 'with import <nixpkgs> {}; callPackage ./default.nix {}'
{ lib, buildGoModule, fetchFromGitHub, installShellFiles }:

buildGoModule rec {
  pname = "gonetstat";
  version = "0.1.0";

  src = fetchFromGitHub {
    owner = "gonetstat";
    repo = "gonetstat";
    rev = "v${version}";
    hash = lib.fakeHash;
  };
  vendorHash = lib.fakeHash;

  subPackages = [ "cmd/gonetstat" ];
  env.CGO_ENABLED = 0;
  ldflags = [ "-s" "-w" "-X github.com/gonetstat/gonetstat/internal/version.stamp=${version}" ];
  # The tests want root, namespaces and net-tools.
  doCheck = false;

  nativeBuildInputs = [ installShellFiles ];
  postInstall = ''
    installManPage packaging/gonetstat.8
    installShellCompletion packaging/completions/gonetstat.bash packaging/completions/gonetstat.fish \
      --zsh packaging/completions/_gonetstat
  '';

  meta = {
    description = "netstat that sees every network namespace";
    homepage = "https://github.com/gonetstat/gonetstat";
    license = with lib.licenses; [ mit bsd3 ];
    mainProgram = "gonetstat";
    platforms = lib.platforms.linux;
  };
}
