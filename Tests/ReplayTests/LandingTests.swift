import CanonicalJSON
import Git
import ProfileRepository
import Profiles
import Replay
import Testing

/// Imports that change scope, name, version or registries on the way, and imports of files.
@Suite struct LandingTests {
  private let fixture: ReplayFixture

  init() throws {
    fixture = try ReplayFixture()
    try fixture.commit(1)
    try fixture.commit(2)
  }

  private func run(_ landing: Landing, scope: Scope? = nil, from: String = "dev") throws -> [String]
  {
    ReplayFixture.words(
      try fixture.replay(
        ["web"], from: from, to: "prod", kind: .import, scope: scope, landing: landing))
  }

  @Test func `a scope of its own: written there, twice changes nothing, updates follow`() throws {
    let scope = Scope.project("Pay & Co")
    #expect(try run(Landing(), scope: scope) == ["written 2"])
    #expect(try run(Landing(), scope: scope) == ["equal"])
    try fixture.commit(3)
    #expect(try run(Landing(), scope: scope) == ["written 1"])
    #expect(try fixture.numbers("prod") == ["projects/Pay & Co/web@1.0.0": "3"])
    try fixture.expectSound()
  }

  @Test func `a rename replays every step under the new name`() throws {
    let landing = Landing(name: "ML Ops")
    #expect(try run(landing) == ["written 2"])
    #expect(try run(landing) == ["equal"])
    try fixture.commit(3)
    #expect(try run(landing) == ["written 1"])
    #expect(try fixture.numbers("prod") == ["tenant/ML Ops@1.0.0": "3"])
    let lineage = try fixture.snapshot("prod").history()[0].message.lineage
    #expect(lineage.profile?.name == "ML Ops")
    #expect(lineage.replayedFrom?.key.name == "web")
    let landed = try ReplayFixture.document(3, name: "ML Ops")
    #expect(lineage.digest == landed.digest)
    try fixture.expectSound()
  }

  @Test func `a new version beside the old one`() throws {
    #expect(try run(Landing()) == ["written 2"])
    #expect(try run(Landing(version: ProfileVersion("2.0.0"))) == ["written 2"])
    #expect(
      try fixture.numbers("prod") == ["tenant/web@1.0.0": "2", "tenant/web@2.0.0": "2"])
    try fixture.commit(9, version: "2.0.0")
    #expect(try run(Landing()) == ["duplicate-name-and-version 3"])
    try fixture.expectSound()
  }

  @Test func `registries are mapped by name or uid, and the uid is the target's or none`() throws {
    for (text, uid) in [("Public=Corp", ""), ("u1=Corp#c9", "c9")] {
      let mapping = try #require(RegistryMapping(text))
      _ = try run(Landing(registries: [mapping], overwrites: true))
      let snapshot = try fixture.snapshot("prod")
      let entry = try snapshot.find(ProfileSelector("web"))
      let registry = try snapshot.document(entry).profile.layers[0].registry
      #expect(registry?.name == "Corp")
      #expect(registry?.uid.string == uid)
    }
    try fixture.expectSound()
  }

  @Test func `with the same mapping twice changes nothing and updates follow`() throws {
    let landing = Landing(registries: [try #require(RegistryMapping("Public=Corp"))])
    #expect(try run(landing) == ["written 2"])
    #expect(try run(landing) == ["equal"])
    try fixture.commit(3)
    #expect(try run(landing) == ["written 1"])
    #expect(try fixture.numbers("prod") == ["tenant/web@1.0.0": "3"])
    try fixture.expectSound()
  }

  @Test(arguments: ["", "=", "a=", "=b", "a", "a=#x", "a=b#"])
  func `a mapping without both names is none`(_ text: String) {
    #expect(RegistryMapping(text) == nil)
  }

  @Test func `a name that may not stand is refused before anything is written`() throws {
    let before = try fixture.snapshot("prod").commit.id
    #expect(throws: RepositoryError.self) { try run(Landing(name: " ")) }
    #expect(try fixture.snapshot("prod").commit.id == before)
  }

  @Test func `an import of a hot-fixed rename is a conflict`() throws {
    let landing = Landing(name: "x")
    #expect(try run(landing) == ["written 2"])
    try fixture.commit(9, name: "x", to: "prod")
    try fixture.commit(3)
    #expect(try run(landing) == ["changed-in-target 5"])
  }

  @Test func `a file lands with its source, once, and never over another document`() throws {
    let target = try EnvironmentName("prod")
    let run = { (number: Int, overwrites: Bool, dryRun: Bool) in
      let result = try FileImport(
        document: ReplayFixture.document(number, name: "file"), source: "file.json",
        target: target, scope: .project("pay"), landing: Landing(overwrites: overwrites),
        message: "By hand"
      ).run(in: fixture.repository, as: fixture.operation(), dryRun: dryRun)
      return ReplayFixture.words(result)
    }
    #expect(try run(1, false, true) == ["written 1"])
    #expect(try fixture.numbers("prod") == [:])
    #expect(try run(1, false, false) == ["written 1"])
    #expect(try run(1, false, false) == ["equal"])
    #expect(try run(2, false, false) == ["duplicate-name-and-version 3"])
    #expect(try run(2, true, true) == ["written 1"])
    #expect(try run(2, true, false) == ["written 1"])
    #expect(try fixture.numbers("prod") == ["projects/pay/file@1.0.0": "2"])
    let entry = try fixture.snapshot("prod").history()[0]
    #expect(entry.message.text == "By hand")
    #expect(entry.message.lineage.source == "file.json")
    #expect(entry.message.lineage.replayedFrom == nil)
    try fixture.expectSound()
  }
}
