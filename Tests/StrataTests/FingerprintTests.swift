import Foundation
import Testing

/// Whether a filled value changed, told without the value or anything that it could be guessed from.
@Suite struct FingerprintTests {
  private let bench: Workbench
  private let secret = "planted-hunter2"

  init() throws {
    bench = try Workbench()
    var export = Export()
    export.layers[0].values = "a:\n  pw: ********\n  key: ********"
    try bench.commit(export)
    try bench.folder.write("{\"format\": 1}", to: "own/config.json")
    try bench.shell("chmod 700 own; chmod 600 own/config.json")
    for (path, from) in [("a.pw", "env:PW"), ("a.key", "env:KEY")] {
      let outcome = try bench.strata(
        "fill", "dev:web", "--layer", "nginx", "--path", path, "--from", from)
      try #require(outcome.code == 0, "\(outcome)")
    }
  }

  private func run(_ arguments: String..., pw: String? = nil) throws -> Outcome {
    try bench.strata(
      arguments,
      environment: [
        "STRATA_CONFIG": bench.folder["own/config.json"], "PW": pw ?? secret, "KEY": "k",
      ])
  }

  private func export(pw: String? = nil) throws -> Outcome {
    try run("export", "dev:web", "--fill", "--out", "o.json", pw: pw)
  }

  /// The states that the list tells, by the order of its lines.
  private func states(pw: String? = nil) throws -> [String?] {
    let list = try run("fill", "dev", "--list", "--check", "--json", pw: pw)
    #expect(list.code == 0, "\(list)")
    return try list.json().elements.map { $0["value"]["state"].string }
  }

  @Test func `a value that changed since the last export is told from one that did not`() throws {
    #expect(try states() == ["unknown", "unknown"])
    let first = try export()
    #expect(first.code == 0, "\(first)")
    #expect(
      first.errors
        == "wrote \(bench.folder["o.json"]): 2 filled; it holds secrets, keep it out of repositories\n"
    )
    #expect(try states() == ["unchanged", "unchanged"])
    #expect(try states(pw: "rotated") == ["unchanged", "changed"])
    #expect(try export(pw: "rotated").errors.contains("2 filled, 1 changed since the last export;"))
    #expect(try states(pw: "rotated") == ["unchanged", "unchanged"])
    let text = try run("fill", "dev", "--list", "--check").text
    #expect(
      text.contains(/from env:PW  changed since the export of 20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ\n/))
    #expect(!(try run("fill", "dev", "--list").text).contains("since"))
    #expect(try run("fill", "dev", "--check", "--rm", "--stale").code == 64)
    try bench.expectSound()
  }

  @Test func `without the key, or with another, nothing is told`() throws {
    #expect(try export().code == 0)
    for replacement in ["rm own/fingerprint.key", "head -c 32 /dev/urandom > own/fingerprint.key"] {
      try bench.shell("\(replacement); chmod -f 600 own/fingerprint.key; true")
      #expect(try states() == ["unknown", "unknown"])
    }
    #expect(try export().code == 0)
    #expect(try states() == ["unchanged", "unchanged"])
  }

  @Test func `the key is its owner's alone, and in no repository`() throws {
    #expect(try export().code == 0)
    let found = try bench.shell("stat -c '%a %s' own/fingerprint.key; ls own")
    #expect(found.text == "600 32\nconfig.json\nfingerprint.key\n")
    for spoiled in [
      "chmod 640 own/fingerprint.key", "cd own && mv fingerprint.key k && ln -s k fingerprint.key",
    ] {
      try bench.shell("\(spoiled); rm -f o.json")
      let outcome = try export(pw: "rotated")
      #expect(outcome.code == 0)
      #expect(outcome.errors.contains("note: a later change of these values cannot be told: "))
      #expect(try run("fill", "dev", "--list", "--check").code == 1)
    }
    try bench.shell("mv own/config.json strata.git/config.json")
    let inside = try bench.strata(
      "export", "dev:web", "--fill", "--out", "o.json",
      environment: [
        "STRATA_CONFIG": bench.folder["strata.git/config.json"], "PW": secret, "KEY": "k",
      ])
    #expect(inside.errors.contains("must not stand in the repository"))
    #expect(!FileManager.default.fileExists(atPath: bench.folder["strata.git/fingerprint.key"]))
  }

  @Test func `what is kept is neither the value nor a digest that it could be guessed from`() throws
  {
    #expect(try export(pw: "hunter2").code == 0)
    let kept = String(
      decoding: try bench.folder.data("strata.git/strata/fingerprints.json"), as: UTF8.self)
    #expect(kept.contains("env:PW"))
    for digest in ["md5sum", "sha1sum", "sha224sum", "sha256sum", "sha384sum", "sha512sum"] {
      for line in ["", "\\n"] {
        let code = try bench.shell("printf 'hunter2\(line)' | \(digest) | cut -c1-16").text
          .dropLast()
        #expect(code.count == 16)
        #expect(!kept.contains(code))
      }
    }
    let codes = kept.matches(of: /hmac-sha256:([0-9a-f]{8}):([0-9a-f]{64})/)
    #expect(Set(codes.map(\.1)).count == 1)
    #expect(Set(codes.map(\.2)).count == 2)
    #expect(!kept.contains("hunter2"))
    #expect(try bench.git("log", "--all", "-p").contains("fingerprint") == false)
  }

  @Test func `equal values of two places do not look equal`() throws {
    #expect(try export(pw: "k").code == 0)
    let kept = String(
      decoding: try bench.folder.data("strata.git/strata/fingerprints.json"), as: UTF8.self)
    #expect(Set(kept.matches(of: /hmac-sha256:[0-9a-f:]*/).map { String($0.0) }).count == 2)
  }

  @Test func `a damaged file of fingerprints is named, and keeps nobody from an export`() throws {
    try bench.folder.write("{}", to: "strata.git/strata/fingerprints.json")
    let outcome = try export()
    #expect(outcome.code == 0)
    #expect(outcome.errors.contains("fingerprints.json' is not as strata writes it: at format"))
    #expect(try run("fill", "dev", "--list", "--check").code == 1)
  }
}
