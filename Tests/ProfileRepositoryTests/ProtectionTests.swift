import CanonicalJSON
import Foundation
import Git
import ProfileRepository
import Profiles
import Testing

/// Protection, rule by rule and door by door.
@Suite struct ProtectionTests {
  private let fixture: RepositoryFixture
  private let prod: EnvironmentName
  /// The moment of `RepositoryFixture.grace()`.
  private static let now: Int64 = 1_795_000_000

  init() throws {
    fixture = try RepositoryFixture()
    prod = try EnvironmentName("prod")
    try fixture.commit(RepositoryFixture.document(1), to: "prod")
  }

  private func protect(_ protection: Protection) throws {
    _ = try fixture.repository.write(to: prod, as: fixture.operation(), reason: "env set") {
      change throws(RepositoryError) in
      var settings = try change.base.settings() ?? EnvironmentSettings()
      settings.protection = protection
      try change.put(file: settings, subject: "Protect prod")
    }
  }

  /// Writes a document as if it came from somewhere; nil where it landed, else the error's code and text.
  private func write(_ number: Int, from origin: Origin, dryRun: Bool = false) throws -> String? {
    let prepared = try PreparedDocument(RepositoryFixture.document(number))
    do {
      _ = try fixture.repository.write(
        to: prod, dryRun: dryRun, as: fixture.operation(), reason: "test", from: origin
      ) { change throws(RepositoryError) in try change.put(prepared, in: .tenant) }
      return nil
    } catch let error as RepositoryError {
      return "\(error.code.rawValue): \(error.detail); \(error.hint ?? "")"
    }
  }

  private func source(_ environment: String) throws -> Origin {
    .replay(of: try fixture.repository.snapshot(of: EnvironmentName(environment)))
  }

  @Test func `without protection every door is open`() throws {
    #expect(try write(2, from: .direct()) == nil)
    #expect(try write(3, from: source("dev")) == nil)
    #expect(try write(4, from: .restored(from: "x")) == nil)
  }

  @Test func `no direct commits: only documents from elsewhere and from before`() throws {
    try protect(Protection(rules: [.noDirectCommits]))
    let refusal =
      "protected: cannot write to 'prod': it takes no direct commits; nothing was written; commit "
      + "to 'staging' and promote from there, or lift the rule with 'strata env set prod "
      + "--unprotect no-direct-commits'"
    #expect(try write(2, from: .file("x.json")) == refusal)
    #expect(try write(2, from: .direct(), dryRun: true) == refusal)
    #expect(try write(2, from: source("dev")) == nil)
    #expect(try write(3, from: .restored(from: "x")) == nil)
    try fixture.expectSound()
  }

  @Test func `only from the previous environment, by name or by commit`() throws {
    try protect(Protection(rules: [.onlyPrevious]))
    try fixture.commit(RepositoryFixture.document(9), to: "staging")
    #expect(
      try write(2, from: source("dev"))
        == "protected: cannot write to 'prod': it takes documents from 'staging' only, not from "
        + "'dev'; nothing was written; promote to 'staging' first, or lift the rule with "
        + "'strata env set prod --unprotect only-previous'")
    #expect(try write(2, from: source("staging")) == nil)
    let before = try fixture.repository.snapshot(at: Revision("staging~1")).commit.id.hex
    let byCommit = try fixture.repository.snapshot(at: Revision(before))
    #expect(try write(3, from: .replay(of: byCommit)) == nil)
    let other = try fixture.repository.snapshot(at: Revision(fixture.tip("dev").hex))
    #expect(try write(4, from: .replay(of: other))?.hasPrefix("protected: ") == true)
    #expect(try write(4, from: .direct()) == nil)
  }

  @Test func `frozen: no document changes through any door until the moment has come`() throws {
    try protect(Protection(frozenUntil: Self.now + 1))
    let refusal =
      "protected: cannot write to 'prod': it is frozen until 2026-11-18T11:06:41Z; nothing was "
      + "written; wait, or thaw it with 'strata env set prod --thaw'"
    for origin in [.direct(), try source("staging"), .restored(from: "x")] {
      #expect(try write(2, from: origin) == refusal)
    }
    #expect(try write(1, from: .direct()) == nil, "what changes nothing is allowed")
    try protect(Protection(frozenUntil: Self.now))
    #expect(try write(2, from: .direct()) == nil)
    try fixture.expectSound()
  }

  @Test func `who may: every write, the settings too`() throws {
    try protect(Protection(writers: ["ada@example.org", "*@OPS.example.org"]))
    let refusal = try write(2, from: .direct())
    #expect(
      refusal == "protected: cannot write to 'prod': the committer 'grace@example.org' is not "
        + "among those who may; nothing was written; 'strata env show prod' says who may")
    let error = #expect(throws: RepositoryError.self) { try protect(Protection()) }
    #expect(error?.code == .protected)
    let ops = try Signature(name: "Op", email: "op@ops.example.org", seconds: Self.now)
    let prepared = try PreparedDocument(RepositoryFixture.document(2))
    _ = try fixture.repository.write(
      to: prod, as: Writing(committer: ops), reason: "test"
    ) { change throws(RepositoryError) in try change.put(prepared, in: .tenant) }
  }

  @Test func `settings and holds move in a frozen environment`() throws {
    try protect(Protection(rules: [.noDirectCommits], frozenUntil: Self.now + 100))
    let key = ProfileKey(scope: .tenant, name: "web", version: .initial)
    _ = try fixture.repository.write(to: prod, as: fixture.operation(), reason: "hold") {
      change throws(RepositoryError) in try change.mark(key, isHeld: true)
    }
    try protect(Protection())
    #expect(try write(2, from: .direct()) == nil)
    try fixture.expectSound()
  }

  @Test func `protection is kept in the settings, and read back`() throws {
    let protection = Protection(
      rules: [.onlyPrevious, .noDirectCommits], frozenUntil: Self.now, writers: ["*@example.org"])
    try protect(protection)
    #expect(try fixture.repository.environment(prod).settings.protection == protection)
    let text = try fixture.git("show", "env/prod:environment.json")
    #expect(
      text.contains(
        """
          "protection": {
            "frozenUntil": "2026-11-18T11:06:40Z",
            "rules": [
              "no-direct-commits",
              "only-previous"
            ],
            "writers": [
              "*@example.org"
            ]
          }
        """))
    try fixture.expectSound()
  }

  @Test(arguments: [
    (#"{"rules": ["no-commits"]}"#, "protection.rules[0]"),
    (#"{"frozenUntil": "tomorrow"}"#, "protection.frozenUntil"),
    (#"{"writer": []}"#, "unknown member 'writer'"),
  ])
  func `a protection that cannot be read lets nothing in`(_ text: String, _ place: String) throws {
    try fixture.foreignCommit(
      ["environment.json": "{\"after\": \"staging\", \"format\": 1, \"protection\": \(text)}"],
      message: "By hand", to: "prod")
    let refusal = try #require(try write(2, from: .direct()))
    #expect(refusal.hasPrefix("damaged: cannot read 'environment.json' of 'prod': "))
    #expect(refusal.contains(place), "\(refusal)")
  }
}
