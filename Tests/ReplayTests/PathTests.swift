import Git
import ProfileRepository
import Profiles
import Replay
import Testing

/// Replays over time and over several environments.
@Suite struct PathTests {
  private let fixture: ReplayFixture

  init() throws { fixture = try ReplayFixture() }

  private func promote(_ profiles: String..., from: String, to: String) throws -> [String] {
    ReplayFixture.words(try fixture.replay(profiles, from: from, to: to))
  }

  @Test func `twice changes nothing`() throws {
    for number in 1...3 { try fixture.commit(number, name: "p\(number)") }
    #expect(try promote(from: "dev", to: "staging") == ["written 1", "written 1", "written 1"])
    let before = try fixture.snapshot("staging").commit.id
    #expect(try promote(from: "dev", to: "staging") == ["equal", "equal", "equal"])
    #expect(try fixture.snapshot("staging").commit.id == before)
    try fixture.expectSound()
  }

  @Test func `interrupted at any step and run again ends as the uninterrupted one`() throws {
    let whole = try ReplayFixture()
    for number in 1...6 {
      try fixture.commit(number)
      try whole.commit(number)
    }
    #expect(ReplayFixture.words(try whole.replay(from: "dev", to: "staging")) == ["written 6"])
    for back in [5, 5, 3, 2, 0] {
      _ = try fixture.replay(from: "dev~\(back)", to: "staging")
    }
    #expect(try fixture.subjects("staging") == whole.subjects("staging"))
    #expect(try fixture.numbers("staging") == whole.numbers("staging"))
    let origins = try fixture.snapshot("staging").history().compactMap {
      $0.message.lineage.replayedFrom?.commit
    }
    #expect(Set(origins).count == 6)
    try fixture.expectSound()
  }

  @Test func `from dev over staging to prod, and then from dev to prod directly`() throws {
    try fixture.commit(1)
    try fixture.commit(2)
    #expect(try promote(from: "dev", to: "staging") == ["written 2"])
    #expect(try promote(from: "staging", to: "prod") == ["written 2"])
    #expect(try promote(from: "dev", to: "prod") == ["equal"])
    try fixture.commit(3)
    #expect(try promote(from: "dev", to: "prod") == ["written 1"])
    #expect(try fixture.subjects("prod") == ["web 1", "web 2", "web 3"])
    #expect(try promote(from: "dev", to: "staging") == ["written 1"])
    #expect(try promote(from: "staging", to: "prod") == ["equal"])
    try fixture.commit(4)
    #expect(try promote(from: "dev", to: "staging") == ["written 1"])
    #expect(try promote(from: "staging", to: "prod") == ["written 1"])
    #expect(try fixture.subjects("prod") == ["web 1", "web 2", "web 3", "web 4"])
    try fixture.expectSound()
  }

  @Test func `an older revision writes nothing over a newer one`() throws {
    try fixture.commit(1)
    try fixture.commit(2)
    #expect(try promote(from: "dev", to: "staging") == ["written 2"])
    #expect(try promote(from: "dev~1", to: "staging") == ["already-replayed"])
    #expect(try fixture.numbers("staging") == ["tenant/web@1.0.0": "2"])
  }

  @Test func `removed from the source and added again is a life of its own`() throws {
    try fixture.commit(1)
    try fixture.commit(2)
    #expect(try promote(from: "dev", to: "staging") == ["written 2"])
    try fixture.remove("web")
    try fixture.commit(3)
    #expect(try promote(from: "dev", to: "staging") == ["written 1"])
    #expect(try fixture.subjects("staging") == ["web 1", "web 2", "web 3"])
    #expect(try promote(from: "dev", to: "staging") == ["equal"])
    try fixture.expectSound()
  }

  @Test func `only the commits since the source was added again are replayed`() throws {
    try fixture.commit(1)
    try fixture.remove("web")
    try fixture.commit(2)
    #expect(try promote(from: "dev", to: "staging") == ["written 1"])
    #expect(try fixture.subjects("staging") == ["web 2"])
    try fixture.expectSound()
  }

  @Test func `removed from the target it can be promoted again`() throws {
    try fixture.commit(1)
    try fixture.commit(2)
    #expect(try promote(from: "dev", to: "staging") == ["written 2"])
    try fixture.remove("web", from: "staging")
    #expect(try promote(from: "dev", to: "staging") == ["written 2"])
    #expect(try fixture.numbers("staging") == ["tenant/web@1.0.0": "2"])
    #expect(try promote(from: "dev", to: "staging") == ["equal"])
    try fixture.expectSound()
  }

  @Test func `steps of several profiles land in the order in which the source has them`() throws {
    for (number, name) in [(1, "a"), (2, "b"), (3, "a"), (4, "c"), (5, "b"), (6, "a")] {
      try fixture.commit(number, name: name)
    }
    let words = try promote("c", "b", "a", from: "dev", to: "staging")
    #expect(words == ["written 1", "written 2", "written 3"])
    #expect(try fixture.subjects("staging") == ["a 1", "b 2", "a 3", "c 4", "b 5", "a 6"])
    try fixture.expectSound()
  }

  @Test func `one refused profile holds all back, unless refused ones are left out`() throws {
    for name in ["a", "b", "c"] { try fixture.commit(1, name: name) }
    try fixture.commit(7, name: "b", to: "staging")
    let held = try fixture.replay(from: "dev", to: "staging")
    #expect(
      ReplayFixture.words(held) == ["written 1", "duplicate-name-and-version 5", "written 1"])
    #expect(held.isRefused && held.before == held.after)
    #expect(try fixture.numbers("staging") == ["tenant/b@1.0.0": "7"])
    let dry = try fixture.replay(from: "dev", to: "staging", skipsRefused: true, dryRun: true)
    #expect(ReplayFixture.words(dry) == ReplayFixture.words(held))
    _ = try fixture.replay(from: "dev", to: "staging", skipsRefused: true)
    #expect(
      try fixture.numbers("staging")
        == ["tenant/a@1.0.0": "1", "tenant/b@1.0.0": "7", "tenant/c@1.0.0": "1"])
    try fixture.expectSound()
  }

  @Test func `expecting refuses a target that moved`() throws {
    try fixture.commit(1)
    let base = try fixture.snapshot("staging").commit.id
    try fixture.commit(1, name: "other", to: "staging")
    var replay = Replay(in: fixture.repository, as: try fixture.operation())
    let source = try fixture.snapshot("dev")
    let request = ReplayRequest(
      kind: .promotion, source: source, entries: try source.entries(),
      target: try EnvironmentName("staging"), scope: nil)
    for dryRun in [true, false] {
      do throws(RepositoryError) {
        _ = try replay.run(request, expecting: base, dryRun: dryRun)
        Issue.record("it ran")
      } catch { #expect(error.code == .conflict) }
    }
    #expect(try fixture.numbers("staging") == ["tenant/other@1.0.0": "1"])
  }

  @Test func `versions are profiles of their own`() throws {
    try fixture.commit(1)
    try fixture.commit(2, version: "1.1.0")
    #expect(try promote("web", from: "dev", to: "staging") == ["written 1"])
    #expect(try fixture.numbers("staging") == ["tenant/web@1.1.0": "2"])
    #expect(try promote("web@1.0.0", from: "dev", to: "staging") == ["written 1"])
    try fixture.expectSound()
  }
}
