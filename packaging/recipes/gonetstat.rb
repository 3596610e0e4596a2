# Homebrew, on Linux. "brew fetch" tells the checksum of a release.
class Gonetstat < Formula
  desc "Netstat that sees every network namespace"
  homepage "https://github.com/gonetstat/gonetstat"
  url "https://github.com/gonetstat/gonetstat/archive/refs/tags/v0.1.0.tar.gz"
  sha256 "0000000000000000000000000000000000000000000000000000000000000000"
  license all_of: ["MIT", "BSD-3-Clause"]

  depends_on "go" => :build
  depends_on :linux

  def install
    system "make", "install", "VERSION=#{version}", "PREFIX=#{prefix}"
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/gonetstat --version")
    assert_match "Active Internet connections", shell_output("#{bin}/gonetstat -tan")
  end
end
