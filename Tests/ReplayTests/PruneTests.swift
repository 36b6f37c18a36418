import CanonicalJSON
import Git
import PackValues
import ProfileRepository
import Profiles
import Replay
import Testing

/// Removals in the source: told, and promoted only where somebody asks for it.
@Suite struct PruneTests {
  private let fixture: ReplayFixture

  init() throws {
    fixture = try ReplayFixture()
    try fixture.commit(1)
    try fixture.commit(5, name: "edge")
    try fixture.replay(from: "dev", to: "staging")
    try fixture.remove("web")
  }

  private func run(
    _ profiles: [String] = [], prunes: Bool = true, labels: [String] = [], scope: Scope? = nil,
    from source: String = "dev", to target: String = "staging", overwrites: Bool = false,
    side: MergeSide? = nil, skipsHeld: Bool = false, dryRun: Bool = false
  ) throws -> [String] {
    let selection = try ProfileSelection(
      scope: scope, selectors: profiles.map { try ProfileSelector($0) },
      labels: labels.map { try #require(LabelSelector($0)) })
    let snapshot = try fixture.snapshot(source)
    let request = try ReplayRequest(
      kind: .promotion, source: snapshot, entries: selection.entriesThere(in: snapshot),
      target: EnvironmentName(target), scope: nil, landing: Landing(overwrites: overwrites),
      skipsHeld: skipsHeld, resolution: MergeResolution(side: side),
      removals: RemovalRequest(selection, prunes: prunes))
    var replay = Replay(in: fixture.repository, as: try fixture.operation())
    return ReplayFixture.words(try replay.run(request, dryRun: dryRun))
  }

  private func keys(_ environment: String = "staging") throws -> [String] {
    try fixture.snapshot(environment).entries().map { "\($0.key)" }
  }

  @Test func `a removal is told, promoted when asked for, and only once`() throws {
    #expect(try run(prunes: false) == ["equal", "kept"])
    #expect(try run(["web"], prunes: false) == ["kept"])
    #expect(try keys() == ["tenant/edge@1.0.0", "tenant/web@1.0.0"])
    #expect(try run(dryRun: true) == ["equal", "removed"])
    #expect(try run() == ["equal", "removed"])
    #expect(try keys() == ["tenant/edge@1.0.0"])
    let (commit, source) = try (
      fixture.snapshot("staging").history()[0], fixture.snapshot("dev").history()[0]
    )
    #expect(commit.message.lineage.replayedFrom?.commit == source.commit.id)
    #expect(commit.message.text == source.message.text)
    #expect(commit.commit.author == source.commit.author)
    let before = try fixture.snapshot("staging").commit.id
    #expect(try run() == ["equal"])
    #expect(try fixture.snapshot("staging").commit.id == before)
    try fixture.expectSound()
  }

  @Test func `only what is selected is removed`() throws {
    try fixture.remove("edge")
    #expect(try run(["edge@1.0.0"]) == ["removed"])
    #expect(try keys() == ["tenant/web@1.0.0"])
    #expect(throws: RepositoryError.self) { try run(["web@2.0.0"]) }
    #expect(throws: RepositoryError.self) { try run(labels: ["team"]) }
    #expect(throws: RepositoryError.self) { try run(scope: .project("payments")) }
    #expect(try run(["web"], scope: .tenant) == ["removed"])
    #expect(try keys() == [])
    try fixture.expectSound()
  }

  @Test func `what the target changed is a conflict until somebody says`() throws {
    try fixture.commit(9, to: "staging")
    let before = try fixture.snapshot("staging").commit.id
    for dryRun in [true, false] {
      #expect(try run(dryRun: dryRun) == ["equal", "changed-and-removed 5"])
    }
    #expect(try run(prunes: false) == ["equal", "kept"])
    #expect(try run(side: .ours) == ["equal", "kept, chosen"])
    #expect(try fixture.snapshot("staging").commit.id == before)
    #expect(try run(overwrites: true) == ["equal", "removed"])
    try fixture.undo()
    #expect(try fixture.numbers("staging")["tenant/web@1.0.0"] == "9")
    #expect(try run(["web"], side: .theirs) == ["brought-back"])
    try fixture.expectSound()
  }

  @Test func `a change that was taken back is no change`() throws {
    try fixture.commit(9, to: "staging")
    try fixture.undo()
    #expect(try run() == ["equal", "removed"])
    try fixture.expectSound()
  }

  @Test func `what never came from the source is never touched`() throws {
    try fixture.commit(7, name: "own", to: "staging")
    try fixture.commit(8, name: "twin")
    try fixture.commit(8, name: "twin", to: "staging")
    try fixture.remove("twin")
    try fixture.replay(["own"], from: "staging", to: "dev", kind: .import)
    try fixture.remove("own")
    #expect(try run(overwrites: true) == ["equal", "removed"])
    #expect(try keys() == ["tenant/edge@1.0.0", "tenant/own@1.0.0", "tenant/twin@1.0.0"])
    #expect(throws: RepositoryError.self) { try run(["twin"]) }
    try fixture.expectSound()
  }

  @Test func `a held profile version stays`() throws {
    try fixture.hold("web@1.0.0", in: "staging")
    #expect(try run(["web"]) == ["held 5"])
    #expect(try run(skipsHeld: true) == ["equal", "held, skipped"])
    try fixture.hold("web@1.0.0", in: "staging", isHeld: false)
    #expect(try run(["web"]) == ["removed"])
    try fixture.expectSound()
  }

  @Test func `undo brings it back, and the next promotion leaves it there`() throws {
    _ = try run()
    try fixture.undo()
    #expect(try keys() == ["tenant/edge@1.0.0", "tenant/web@1.0.0"])
    #expect(try run() == ["equal", "brought-back"])
    #expect(try run(prunes: false) == ["equal"])
    try fixture.commit(2)
    #expect(try run(["web"]) == ["merged 1"])
    #expect(try fixture.numbers("staging")["tenant/web@1.0.0"] == "2")
    try fixture.remove("web")
    #expect(try run() == ["equal", "removed"])
    try fixture.expectSound()
  }

  @Test func `a removal goes on along the chain, and status knows of it`() throws {
    try fixture.replay(from: "staging", to: "prod")
    let state = { (from: String, to: String) in
      try Standings.along(
        [EnvironmentName(from), EnvironmentName(to)], in: fixture.repository)[0].profiles.map {
          "\($0.key.name) \($0.state.rawValue) \($0.isPrunable)"
        }
    }
    #expect(try state("dev", "staging") == ["web target-only true"])
    let why = try Explanation(
      ProfileSelector("web"), from: EnvironmentName("dev"), to: EnvironmentName("staging"),
      in: fixture.repository, as: fixture.operation())
    let outcome = try #require(try why.promotion?.get())
    guard case .removed = outcome.verdict else {
      Issue.record("a promotion would not remove it")
      return
    }
    #expect(try run() == ["equal", "removed"])
    #expect(try state("dev", "staging") == [])
    #expect(try run(prunes: false, from: "dev", to: "prod") == ["equal", "kept"])
    #expect(try run(from: "staging", to: "prod") == ["equal", "removed"])
    #expect(try keys("prod") == ["tenant/edge@1.0.0"])
    try fixture.expectSound()
  }
}
