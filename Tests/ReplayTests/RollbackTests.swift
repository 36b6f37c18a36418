import Git
import ProfileRepository
import Profiles
import Replay
import Testing

@Suite struct RollbackTests {
  private let fixture: ReplayFixture

  init() throws {
    fixture = try ReplayFixture()
    try fixture.commit(1)
    try fixture.commit(5, name: "db")
    try fixture.commit(2)
  }

  @Test func `a whole environment is as it was: changed, removed, brought back`() throws {
    let state = try fixture.snapshot("dev").commit.id.hex
    try fixture.commit(3)
    try fixture.commit(7, name: "new")
    try fixture.remove("db")
    let dry = try fixture.rollBack("dev", to: state, dryRun: true)
    let real = try fixture.rollBack("dev", to: state)
    let wanted = [
      "brought-back tenant/db@1.0.0", "removed tenant/new@1.0.0", "restored tenant/web@1.0.0",
    ]
    #expect(ReplayFixture.words([dry]) == wanted)
    #expect(ReplayFixture.words([real]) == wanted)
    #expect(try fixture.numbers("dev") == ["tenant/web@1.0.0": "2", "tenant/db@1.0.0": "5"])
    #expect(try fixture.snapshot("dev").history().count == 10)
    #expect(
      try fixture.subjects("dev").suffix(3) == [
        "Roll back db 1.0.0", "Roll back new 1.0.0", "Roll back web 1.0.0",
      ])
    try fixture.expectSound()
  }

  @Test func `one profile is as it was, the others stay`() throws {
    try fixture.commit(6, name: "db")
    let result = try fixture.rollBack("dev", "web", to: "dev~2")
    #expect(ReplayFixture.words([result]) == ["restored tenant/web@1.0.0"])
    #expect(try fixture.numbers("dev") == ["tenant/web@1.0.0": "1", "tenant/db@1.0.0": "6"])
    try fixture.expectSound()
  }

  @Test func `a name means every version, a version only itself`() throws {
    let state = try fixture.snapshot("dev").commit.id.hex
    try fixture.commit(3)
    try fixture.commit(4, version: "1.1.0")
    #expect(
      ReplayFixture.words([try fixture.rollBack("dev", "web@1.0.0", to: state)])
        == ["restored tenant/web@1.0.0"])
    #expect(
      ReplayFixture.words([try fixture.rollBack("dev", "web", to: state)])
        == ["removed tenant/web@1.1.0"])
    try fixture.expectSound()
  }

  @Test func `a rollback that finds nothing to do makes no commit`() throws {
    let result = try fixture.rollBack("dev", "db", to: "dev~1", holds: true)
    #expect(result.items.isEmpty)
    #expect(result.before == result.after)
  }

  @Test func `a commit of another environment is no state of this one`() throws {
    try fixture.replay(from: "dev", to: "staging")
    let other = try fixture.snapshot("staging").commit.id
    let error = #expect(throws: RepositoryError.self) {
      try fixture.rollBack("dev", to: other.hex)
    }
    #expect(error?.code == .invalid)
    #expect(
      error?.detail == "cannot roll 'dev' back to \(other.abbreviated): that is not in its history")
  }

  @Test func `a profile that neither state has is not found`() throws {
    let error = #expect(throws: RepositoryError.self) {
      try fixture.rollBack("dev", "wbe", to: "dev~1")
    }
    #expect(error?.code == .notFound)
  }

  @Test func `a rollback says where its document comes from`() throws {
    let state = try fixture.snapshot("dev~2").commit.id
    try fixture.rollBack("dev", "web", to: "dev~2")
    let lineage = try fixture.snapshot("dev").history()[0].message.lineage
    #expect(lineage.restoredFrom == state)
    #expect(lineage.hold == nil)
  }
}

/// Practice's trap 17, row by row: what the next promotion does to what was rolled back, held or undone.
@Suite struct PromotionAfterRollbackTests {
  private let fixture: ReplayFixture

  init() throws {
    fixture = try ReplayFixture()
    try fixture.commit(1)
    try fixture.replay(from: "dev", to: "staging")
    try fixture.commit(2)
    try fixture.replay(from: "dev", to: "staging")
  }

  private typealias Kind = ReplayRequest.Kind

  private func run(_ kind: Kind = .promotion, overwrites: Bool = false, all: Bool = false) throws
    -> [String]
  {
    ReplayFixture.words(
      try fixture.replay(
        from: "dev", to: "staging", kind: kind, landing: Landing(overwrites: overwrites),
        skipsHeld: all))
  }

  private func number() throws -> String? { try fixture.numbers("staging")["tenant/web@1.0.0"] }

  @Test(arguments: [ReplayRequest.Kind.import, .promotion])
  func `rolled back, the source rests: nothing comes back`(_ kind: ReplayRequest.Kind) throws {
    try fixture.rollBack("staging", to: "staging~1")
    #expect(try run(kind) == ["rolled-back"])
    #expect(try number() == "1")
    #expect(try run(kind, overwrites: true) == ["written 1"])
    #expect(try number() == "2")
    try fixture.expectSound()
  }

  @Test func `rolled back to before it was there, the source rests: it stays away`() throws {
    try fixture.rollBack("staging", to: "staging~2")
    #expect(try fixture.numbers("staging") == [:])
    #expect(try run() == ["rolled-back"])
    #expect(try fixture.numbers("staging") == [:])
    try fixture.commit(3)
    #expect(try run() == ["written 3"])
    #expect(try number() == "3")
    try fixture.expectSound()
  }

  @Test func `rolled back, the source moves on: the newer commits come in`() throws {
    try fixture.rollBack("staging", to: "staging~1")
    try fixture.commit(3)
    #expect(try run() == ["written 2"])
    #expect(try number() == "3")
    try fixture.expectSound()
  }

  @Test(arguments: [ReplayRequest.Kind.import, .promotion])
  func `rolled back and held: nothing comes in, whatever the source does`(
    _ kind: ReplayRequest.Kind
  ) throws {
    let result = try fixture.rollBack("staging", to: "staging~1", holds: true)
    #expect(ReplayFixture.words([result]) == ["restored tenant/web@1.0.0 held"])
    #expect(try run(kind) == ["rolled-back"])
    try fixture.commit(3)
    #expect(try run(kind) == ["held 5"])
    #expect(try run(kind, all: true) == ["held, skipped"])
    #expect(try run(kind, overwrites: true) == ["held 5"])
    #expect(try number() == "1")
    #expect(
      try fixture.hold("web", in: "staging", isHeld: false).items.map { "\($0.key)" } == [
        "tenant/web@1.0.0"
      ])
    #expect(try run(kind) == ["written 2"])
    #expect(try number() == "3")
    try fixture.expectSound()
  }

  @Test func `a held profile that the source equals is up to date`() throws {
    try fixture.hold("web", in: "staging")
    #expect(try run() == ["equal"])
    try fixture.commit(3)
    #expect(try run() == ["held 5"])
  }

  @Test func `held and hot-fixed: held is what a promotion says`() throws {
    try fixture.hold("web", in: "staging")
    try fixture.commit(9, to: "staging")
    try fixture.commit(3)
    #expect(try run() == ["held 5"])
    try fixture.hold("web", in: "staging", isHeld: false)
    #expect(try run() == ["changed-in-target 5"])
    #expect(try number() == "9")
  }

  @Test func `a version may be held before it is there`() throws {
    try fixture.hold("web@2.0.0", in: "staging")
    try fixture.commit(3, version: "2.0.0")
    #expect(try run() == ["equal", "held 5"])
    try fixture.hold("web@2.0.0", in: "staging", isHeld: false)
    #expect(try run() == ["equal", "written 1"])
    try fixture.expectSound()
  }

  @Test func `a held one that nobody named keeps nothing else from landing`() throws {
    try fixture.hold("web", in: "staging")
    try fixture.commit(3)
    try fixture.commit(4, name: "db")
    #expect(try run() == ["written 1", "held 5"])
    #expect(try fixture.numbers("staging")["tenant/db@1.0.0"] == nil)
    #expect(try run(all: true) == ["written 1", "held, skipped"])
    #expect(try fixture.numbers("staging")["tenant/db@1.0.0"] == "4")
  }

  @Test func `holding twice makes one commit, and the reason is its message`() throws {
    #expect(try fixture.hold("web", in: "staging").items.compactMap(\.commit).count == 1)
    #expect(try fixture.hold("web", in: "staging").items.compactMap(\.commit).isEmpty)
    let holds = try fixture.snapshot("staging").holds()
    #expect(holds.values.map(\.message.subject) == ["breaks the ingress"])
    #expect(try fixture.snapshot("staging").history(of: ProfileSelector("web")).count == 2)
    try fixture.expectSound()
  }

  @Test func `an undone promotion does not come again by itself`() throws {
    try fixture.undo()
    #expect(try number() == "1")
    #expect(try run() == ["rolled-back"])
    try fixture.undo()
    #expect(try number() == "2")
    #expect(try run() == ["equal"])
    try fixture.expectSound()
  }
}
