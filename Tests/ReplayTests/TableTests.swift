import Git
import ProfileRepository
import Profiles
import Replay
import Testing

/// Row by row what DESIGN section 4 says of a target, for an import and for a promotion.
@Suite struct TableTests {
  private let fixture: ReplayFixture

  init() throws {
    fixture = try ReplayFixture()
    try fixture.commit(1)
    try fixture.commit(2)
  }

  private typealias Kind = ReplayRequest.Kind

  private func run(_ kind: Kind, overwrites: Bool = false, dryRun: Bool = false) throws -> [String]
  {
    ReplayFixture.words(
      try fixture.replay(
        from: "dev", to: "staging", kind: kind, landing: Landing(overwrites: overwrites),
        dryRun: dryRun))
  }

  @Test(arguments: [ReplayRequest.Kind.import, .promotion])
  func `not at all: written, with every step`(_ kind: ReplayRequest.Kind) throws {
    #expect(try run(kind, dryRun: true) == ["written 2"])
    #expect(try fixture.numbers("staging") == [:])
    #expect(try run(kind) == ["written 2"])
    #expect(try fixture.subjects("staging") == ["web 1", "web 2"])
    #expect(try fixture.numbers("staging") == ["tenant/web@1.0.0": "2"])
    try fixture.expectSound()
  }

  @Test(arguments: [ReplayRequest.Kind.import, .promotion])
  func `equal to what would be written: nothing to do`(_ kind: ReplayRequest.Kind) throws {
    try fixture.commit(2, to: "staging")
    let before = try fixture.snapshot("staging").commit.id
    #expect(try run(kind) == ["equal"])
    #expect(try run(kind, overwrites: true) == ["equal"])
    #expect(try fixture.snapshot("staging").commit.id == before)
  }

  @Test(arguments: [ReplayRequest.Kind.import, .promotion])
  func `as the last replay left it: updated`(_ kind: ReplayRequest.Kind) throws {
    #expect(try run(kind) == ["written 2"])
    try fixture.commit(3)
    try fixture.commit(4)
    #expect(try run(kind) == ["written 2"])
    #expect(try fixture.subjects("staging") == ["web 1", "web 2", "web 3", "web 4"])
    try fixture.expectSound()
  }

  @Test(arguments: [ReplayRequest.Kind.import, .promotion])
  func `changed since the last replay: a conflict that names the commits and the difference`(
    _ kind: ReplayRequest.Kind
  ) throws {
    #expect(try run(kind) == ["written 2"])
    try fixture.commit(8, to: "staging")
    try fixture.commit(9, to: "staging")
    try fixture.commit(3)
    let result = try fixture.replay(from: "dev", to: "staging", kind: kind)
    #expect(ReplayFixture.words(result) == ["changed-in-target 5"])
    #expect(result.before == result.after)
    let refusal = try #require(result.refusals.first)
    #expect(refusal.since.map(\.message.subject) == ["web 9", "web 8"])
    #expect(refusal.difference.hasChanges)
    #expect(try run(kind, dryRun: true) == ["changed-in-target 5"])
    #expect(try fixture.numbers("staging") == ["tenant/web@1.0.0": "9"])
    #expect(try run(kind, overwrites: true) == ["written 1"])
    #expect(try fixture.numbers("staging") == ["tenant/web@1.0.0": "3"])
    #expect(try run(kind) == ["equal"])
    try fixture.expectSound()
  }

  @Test(arguments: [ReplayRequest.Kind.import, .promotion])
  func `changed in the target while the source rests: nothing to do`(
    _ kind: ReplayRequest.Kind
  ) throws {
    #expect(try run(kind) == ["written 2"])
    try fixture.commit(9, to: "staging")
    #expect(try run(kind) == ["already-replayed"])
    #expect(try fixture.numbers("staging") == ["tenant/web@1.0.0": "9"])
  }

  @Test(arguments: [(ReplayRequest.Kind.import, 3), (.promotion, 5)])
  func `never came from there and differs: a duplicate`(
    _ kind: ReplayRequest.Kind, _ code: Int
  ) throws {
    try fixture.commit(7, to: "staging")
    let result = try fixture.replay(from: "dev", to: "staging", kind: kind)
    #expect(ReplayFixture.words(result) == ["duplicate-name-and-version \(code)"])
    #expect(try #require(result.refusals.first).since.isEmpty)
    #expect(try run(kind, dryRun: true) == ["duplicate-name-and-version \(code)"])
    #expect(try fixture.numbers("staging") == ["tenant/web@1.0.0": "7"])
    #expect(try run(kind, overwrites: true) == ["written 2"])
    #expect(try fixture.numbers("staging") == ["tenant/web@1.0.0": "2"])
    #expect(try run(kind) == ["equal"])
    try fixture.commit(3)
    #expect(try run(kind) == ["written 1"])
    try fixture.expectSound()
  }

  @Test func `a hot-fix that the source takes over is no conflict any more`() throws {
    #expect(try run(.promotion) == ["written 2"])
    try fixture.commit(9, to: "staging")
    try fixture.commit(9)
    #expect(try run(.promotion) == ["equal"])
    try fixture.commit(10)
    #expect(try run(.promotion) == ["written 1"])
    #expect(try run(.promotion) == ["equal"])
    try fixture.expectSound()
  }

  @Test func `author, date and message are the source's, the committer is who replays`() throws {
    #expect(try run(.promotion) == ["written 2"])
    let source = try fixture.snapshot("dev").history()[0]
    let copy = try fixture.snapshot("staging").history()[0]
    #expect(copy.commit.author == source.commit.author)
    #expect(copy.message.text == source.message.text)
    #expect(copy.commit.committer.name == "Grace")
    #expect(copy.message.lineage.source == "web.json")
    #expect(copy.message.lineage.digest == source.message.lineage.digest)
    #expect(copy.message.lineage.replayedFrom?.commit == source.commit.id)
    #expect(copy.message.lineage.replayedFrom?.key == source.message.lineage.profile)
    let operations = try fixture.snapshot("staging").history().prefix(2).map {
      $0.message.lineage.operation
    }
    #expect(operations[0] == operations[1])
  }

  @Test func `a step that changes nothing in the target is skipped`() throws {
    try fixture.commit(1)
    try fixture.commit(2, to: "staging")
    #expect(try run(.import) == ["duplicate-name-and-version 3"])
    #expect(try run(.import, overwrites: true) == ["written 3"])
    #expect(try fixture.subjects("staging") == ["web 2", "web 1", "web 2", "web 1"])
    try fixture.expectSound()
  }
}
