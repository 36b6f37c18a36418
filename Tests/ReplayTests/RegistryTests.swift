import CanonicalJSON
import Git
import ProfileRepository
import Profiles
import Replay
import Testing

/// Which registry of the target a pack comes from: the only one, the one of the same name, or the one that somebody chose.
@Suite struct RegistryTests {
  private let fixture: ReplayFixture

  init() throws {
    fixture = try ReplayFixture()
    try fixture.commit(1)
    try fixture.commit(2)
  }

  private static let one = #"""
    {"packs":{"nginx":{"Corp":[""]}},"registries":{"Corp":{"uid":"c1","kind":"oci"}}}
    """#
  private static let two = #"""
    {"packs":{"nginx":{"Corp":[""],"Mirror":[""]}},
     "registries":{"Corp":{"uid":"c1","kind":"oci"},"Mirror":{"uid":"m1","kind":"helm"}}}
    """#

  private func registry(of environment: String = "staging") throws -> String {
    let snapshot = try fixture.snapshot(environment)
    let entry = try snapshot.find(ProfileSelector("web"))
    let registry = try snapshot.document(entry).profile.layers[0].registry
    return [registry?.name, registry?.uid, registry?.kind].map { $0?.string ?? "" }
      .joined(separator: " ")
  }

  private func codes(_ result: ReplayResult) -> [String] {
    result.outcomes.flatMap(\.findings).map { "\($0.severity.rawValue) \($0.code.rawValue)" }
  }

  private func landing(_ text: String...) throws -> Landing {
    Landing(registries: try text.map { try #require(RegistryMapping($0)) })
  }

  private func choices(_ environment: String = "staging") throws -> [String] {
    try fixture.snapshot(environment).registryChoices().entries.map { entry in
      let scope = entry.scope.map { " \($0)" } ?? ""
      switch entry.mapping.subject {
      case .pack(let name): return "pack(\(name)) \(entry.mapping.target)\(scope)"
      case .registry(let name): return "registry(\(name)) \(entry.mapping.target)\(scope)"
      }
    }
  }

  @Test func `the only registry that holds a pack is taken, and updates follow`() throws {
    try fixture.know(Self.one)
    let result = try fixture.replay(from: "dev", to: "staging")
    #expect(ReplayFixture.words(result) == ["written 2"])
    #expect(codes(result) == ["warning other-registry"])
    #expect(result.outcomes[0].registryMoves.map(\.reason) == [.only])
    #expect(try registry() == "Corp c1 oci")
    #expect(ReplayFixture.words(try fixture.replay(from: "dev", to: "staging")) == ["equal"])
    try fixture.commit(3)
    #expect(ReplayFixture.words(try fixture.replay(from: "dev", to: "staging")) == ["written 1"])
    #expect(try fixture.numbers("staging") == ["tenant/web@1.0.0": "3"])
    #expect(try fixture.snapshot("staging").registryChoices().isEmpty)
    try fixture.expectSound()
  }

  @Test func `every step lands with the target's registry, so that a rollback keeps it`() throws {
    try fixture.know(Self.one)
    try fixture.replay(from: "dev", to: "staging")
    try fixture.rollBack("staging", "web", to: "staging~1")
    #expect(try fixture.numbers("staging") == ["tenant/web@1.0.0": "1"])
    #expect(try registry() == "Corp c1 oci")
    let again = try fixture.replay(from: "dev", to: "staging")
    #expect(ReplayFixture.words(again) == ["rolled-back"])
    try fixture.expectSound()
  }

  @Test func `a registry of the same name is taken with the target's uid in silence`() throws {
    try fixture.know(
      #"{"packs":{"nginx":{"Public":[""],"Corp":[""]}},"registries":{"Public":{"uid":"p9"}}}"#)
    let result = try fixture.replay(from: "dev", to: "staging")
    #expect(codes(result) == [])
    #expect(result.outcomes[0].registryMoves.map(\.reason) == [.sameName])
    #expect(try registry() == "Public p9 ")
    let standing = try Standings.along(
      [EnvironmentName("dev"), EnvironmentName("staging")], in: fixture.repository)[0]
    #expect(standing.profiles.map(\.state) == [.equal])
  }

  @Test func `where nothing is known the document stays as it is`() throws {
    let result = try fixture.replay(from: "dev", to: "staging")
    #expect(codes(result) == ["warning could-not-check"])
    #expect(try registry() == "Public u1 ")
    let (source, target) = (try fixture.snapshot("dev"), try fixture.snapshot("staging"))
    #expect(try source.entries() == target.entries())
  }

  @Test func `several registries are an open choice, which is made once and remembered`() throws {
    try fixture.know(Self.two)
    let before = try fixture.snapshot("staging").commit.id
    for dryRun in [true, false] {
      let open = try fixture.replay(from: "dev", to: "staging", dryRun: dryRun)
      #expect(ReplayFixture.words(open) == ["invalid"])
      #expect(codes(open) == ["error several-registries"])
      #expect(open.outcomes[0].openRegistries.map(\.options) == [["Corp", "Mirror"]])
    }
    #expect(try fixture.snapshot("staging").commit.id == before)
    let landing = try landing("Public=Mirror")
    let dry = try fixture.replay(from: "dev", to: "staging", landing: landing, dryRun: true)
    #expect(dry.remembered.count == 1)
    #expect(try choices() == [])
    let chosen = try fixture.replay(from: "dev", to: "staging", landing: landing)
    #expect(ReplayFixture.words(chosen) == ["written 2"])
    #expect(codes(chosen) == [])
    #expect(try registry() == "Mirror m1 helm")
    #expect(try choices() == ["registry(Public) Mirror"])
    #expect(ReplayFixture.words(try fixture.replay(from: "dev", to: "staging")) == ["equal"])
    try fixture.commit(3)
    let next = try fixture.replay(from: "dev", to: "staging")
    #expect(ReplayFixture.words(next) == ["written 1"])
    #expect(next.remembered == [])
    #expect(try registry() == "Mirror m1 helm")
    try fixture.expectSound()
  }

  @Test func `one operation brings choice and commits, and its undo takes both back`() throws {
    try fixture.know(Self.two)
    let result = try fixture.replay(
      from: "dev", to: "staging", landing: try landing("Public=Mirror"))
    let operations = try fixture.git(
      "log", "--format=%(trailers:key=Operation)", "-3", "env/staging")
    #expect(Set(operations.text.split(separator: "\n")).count == 1)
    #expect(operations.text.contains(result.operation))
    try fixture.undo()
    #expect(try fixture.numbers("staging") == [:])
    #expect(try choices() == [])
    try fixture.expectSound()
  }

  @Test func `a choice for the pack counts before one for its registry`() throws {
    try fixture.know(Self.two)
    let pack = try #require(RegistryMapping(pack: "nginx=Corp"))
    try fixture.replay(from: "dev", to: "staging", landing: Landing(registries: [pack]))
    #expect(try registry() == "Corp c1 oci")
    try fixture.commit(3)
    let landing = try landing("Public=Mirror")
    let result = try fixture.replay(from: "dev", to: "staging", landing: landing)
    #expect(result.remembered == [])
    #expect(try registry() == "Corp c1 oci")
  }

  @Test func `another choice moves what is there, the same one again does nothing`() throws {
    try fixture.know(Self.two)
    try fixture.replay(from: "dev", to: "staging", landing: try landing("Public=Corp"))
    let environment = try EnvironmentName("staging")
    _ = try fixture.repository.write(to: environment, as: fixture.operation(), reason: "choose") {
      change throws(RepositoryError) in
      var choices = try change.base.registryChoices()
      choices.set(.init(RegistryMapping(.registry("Public"), to: "Mirror")))
      _ = try change.put(file: choices, subject: "Choose")
    }
    #expect(ReplayFixture.words(try fixture.replay(from: "dev", to: "staging")) == ["written 1"])
    #expect(try registry() == "Mirror m1 helm")
    #expect(ReplayFixture.words(try fixture.replay(from: "dev", to: "staging")) == ["equal"])
  }

  @Test func `facts that change leave what has landed alone`() throws {
    try fixture.know(Self.one)
    try fixture.replay(from: "dev", to: "staging")
    try fixture.know(Self.two)
    let again = try fixture.replay(from: "dev", to: "staging")
    #expect(ReplayFixture.words(again) == ["already-replayed"])
    #expect(again.outcomes[0].findings == [])
  }

  @Test func `a hot-fix of a mapped document is one, and merges, and is taken over`() throws {
    try fixture.know(Self.one)
    try fixture.replay(from: "dev", to: "staging")
    let corp = RegistryTarget(name: "Corp", uid: "c1", kind: "oci")
    let fix = try ReplayFixture.document(9).withRegistries([0: corp])
    let environment = try EnvironmentName("staging")
    _ = try fixture.repository.write(to: environment, as: fixture.operation(), reason: "fix") {
      change throws(RepositoryError) in _ = try change.put(PreparedDocument(fix), in: .tenant)
    }
    try fixture.commit(3)
    let conflict = try fixture.replay(from: "dev", to: "staging")
    #expect(ReplayFixture.words(conflict) == ["changed-in-target 5"])
    #expect(conflict.refusals.compactMap(\.conflicts).flatMap(\.places).count == 1)
    try fixture.commit(9)
    #expect(ReplayFixture.words(try fixture.replay(from: "dev", to: "staging")) == ["equal"])
    try fixture.commit(10)
    #expect(ReplayFixture.words(try fixture.replay(from: "dev", to: "staging")) == ["written 1"])
    #expect(try registry() == "Corp c1 oci")
    try fixture.expectSound()
  }

  @Test func `a chosen registry without the pack, or that is not there, is an error`() throws {
    try fixture.know(
      #"""
      {"packs":{"nginx":{"Corp":[""]},"redis":{"Mirror":["1.0.0"]}},
       "registries":{"Corp":{"uid":"c1"},"Mirror":{"uid":"m1"}}}
      """#)
    let wrong = try fixture.replay(
      from: "dev", to: "staging", landing: try landing("Public=Mirror"))
    #expect(codes(wrong) == ["error unknown-pack-version"])
    let none = try fixture.replay(from: "dev", to: "staging", landing: try landing("Public=Corq"))
    #expect(codes(none) == ["error unknown-registry"])
    #expect(none.outcomes[0].findings[0].remedy == "did you mean 'Corp'?")
    #expect(try choices() == [])
  }

  @Test func `a file is mapped and its choice remembered as well`() throws {
    try fixture.know(Self.two)
    let write = { (landing: Landing) in
      try FileImport(
        document: ReplayFixture.document(7), source: "web.json", target: EnvironmentName("staging"),
        scope: .tenant, landing: landing
      ).run(in: fixture.repository, as: fixture.operation())
    }
    #expect(ReplayFixture.words(try write(Landing())) == ["invalid"])
    #expect(ReplayFixture.words(try write(landing("Public=Mirror"))) == ["written 1"])
    #expect(try registry() == "Mirror m1 helm")
    #expect(ReplayFixture.words(try write(Landing())) == ["equal"])
    try fixture.expectSound()
  }

  @Test(
    arguments: [
      ("1.9.5", ["1.9.4", "1.9.6", "1.10.0"], "1.9.6"), ("1.9.5", ["1.9.4", "1.10.5"], "1.9.4"),
      ("1.27.15", ["1.28.0", "1.27.1"], "1.27.1"), ("1.10.0", ["1.1.0", "1.9.9"], "1.9.9"),
      ("22.04", ["20.04", "24.04", "18.04"], "24.04"), ("v1.12.0", ["1.11.9", "2.0.0"], "1.11.9"),
      ("1.31.2-rev2", ["1.31.2-rev1", "1.31.3"], "1.31.2-rev1"),
      ("0.30.0-5.5.2026", ["0.30.0-5.4.2026", "0.29.9"], "0.30.0-5.4.2026"),
    ] as [(String, [String], String)]
  )
  func `the nearest version is near by its numbers`(
    _ wanted: String, _ there: [String], _ nearest: String
  ) throws {
    let versions = there.map { "\"\($0)\"" }.joined(separator: ",")
    try fixture.know(#"{"packs":{"nginx":{"Public":[\#(versions)]}}}"#, of: "prod")
    #expect(
      try findings(version: wanted).first?.remedy == "the nearest version there is \(nearest)")
  }

  @Test(
    arguments: [
      ("1.27.15", "1.27.x", "1.27.x", []), ("1.27.15", "1.27.15", "1.27.x", []),
      ("1.27.15", "1.27.x", "1.27.14", ["warning unknown-pack-version"]),
      ("1.27.15", "1.27.15", "1.27.14", ["error unknown-pack-version"]),
      ("1.27.15", "1.27.x", "1.28.1", ["error unknown-pack-version"]),
      ("1.27.15", "1.27.x", "1.27.15", []),
      ("1.27.15", "", "1.2.x", ["error unknown-pack-version"]),
    ] as [(String, String, String, [String])]
  )
  func `a channel stands for its versions`(
    _ version: String, _ tag: String, _ there: String, _ expected: [String]
  ) throws {
    try fixture.know(#"{"packs":{"nginx":{"Public":["\#(there)"]}}}"#, of: "prod")
    let found = try findings(version: version, tag: tag)
    #expect(found.map { "\($0.severity.rawValue) \($0.code.rawValue)" } == expected)
  }

  private func findings(version: String, tag: String = "") throws -> [ValidationFinding] {
    let export =
      #"{"metadata":{"name":"web"},"spec":{"template":{"type":"add-on","packs":["#
      + #"{"name":"nginx","layer":"addon","type":"helm","version":"\#(version)","tag":"\#(tag)","#
      + #""registry":{"metadata":{"name":"Public","uid":"u1"}}}]}}}"#
    let file = FileImport(
      document: try ProfileDocument(export: Array(export.utf8), syntax: .json), source: "web.json",
      target: try EnvironmentName("prod"), scope: .tenant)
    return try file.validation(in: fixture.repository, as: fixture.operation()).outcomes
      .flatMap(\.findings)
  }
}
