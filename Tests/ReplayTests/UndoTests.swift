import Git
import ProfileRepository
import Profiles
import Replay
import Testing

@Suite struct UndoTests {
  private let fixture: ReplayFixture

  init() throws {
    fixture = try ReplayFixture()
    try fixture.commit(1)
    try fixture.commit(2)
  }

  private func last() throws -> String {
    try #require(try fixture.repository.operations(limit: 1).first).id
  }

  @Test func `the last commit is undone, and the undo too`() throws {
    #expect(ReplayFixture.words(try fixture.undo(dryRun: true)) == ["restored tenant/web@1.0.0"])
    #expect(try fixture.numbers("dev") == ["tenant/web@1.0.0": "2"])
    #expect(ReplayFixture.words(try fixture.undo()) == ["restored tenant/web@1.0.0"])
    #expect(try fixture.numbers("dev") == ["tenant/web@1.0.0": "1"])
    #expect(ReplayFixture.words(try fixture.undo()) == ["restored tenant/web@1.0.0"])
    #expect(try fixture.numbers("dev") == ["tenant/web@1.0.0": "2"])
    #expect(
      try fixture.subjects("dev") == [
        "web 1", "web 2", "Undo test of web 1.0.0", "Undo undo of web 1.0.0",
      ])
    try fixture.expectSound()
  }

  @Test func `a first commit is undone by a removal, a removal by the document`() throws {
    try fixture.commit(7, name: "db")
    #expect(ReplayFixture.words(try fixture.undo()) == ["removed tenant/db@1.0.0"])
    try fixture.remove("web")
    #expect(ReplayFixture.words(try fixture.undo()) == ["brought-back tenant/web@1.0.0"])
    #expect(try fixture.numbers("dev") == ["tenant/web@1.0.0": "2"])
    try fixture.expectSound()
  }

  @Test func `a promotion of many is undone as one`() throws {
    try fixture.commit(7, name: "db")
    try fixture.replay(from: "dev", to: "staging")
    let wanted = ["removed tenant/db@1.0.0", "removed tenant/web@1.0.0"]
    #expect(ReplayFixture.words(try fixture.undo()).sorted() == wanted)
    #expect(try fixture.numbers("staging") == [:])
    try fixture.expectSound()
  }

  @Test func `what was changed since is a conflict that names the commit`() throws {
    let id = try last()
    try fixture.commit(3)
    let later = try fixture.snapshot("dev").history()[0]
    let error = #expect(throws: RepositoryError.self) { try fixture.undo(id) }
    #expect(error?.code == .conflict)
    #expect(
      error?.detail == "cannot undo test \(id): 'dev:tenant/web@1.0.0' was changed since by "
        + "\(later.commit.id.abbreviated) 'web 3'")
    #expect(
      error?.hint == "nothing was written; undo that first with 'strata undo "
        + "\(later.message.lineage.operation ?? "")', or bring documents back with 'strata rollback'"
    )
    #expect(try fixture.numbers("dev") == ["tenant/web@1.0.0": "3"])
  }

  @Test func `an earlier operation on other documents is undone by its name`() throws {
    let id = try last()
    try fixture.commit(7, name: "db")
    #expect(
      ReplayFixture.words(try fixture.undo(String(id.prefix(9)))) == ["restored tenant/web@1.0.0"])
    #expect(
      try fixture.numbers("dev") == ["tenant/web@1.0.0": "1", "tenant/db@1.0.0": "7"])
    try fixture.expectSound()
  }

  @Test func `undone twice by its name, the second finds nothing to do`() throws {
    let id = try last()
    try fixture.undo(id)
    let tip = try fixture.snapshot("dev").commit.id
    #expect(ReplayFixture.words(try fixture.undo(id)) == [])
    #expect(try fixture.snapshot("dev").commit.id == tip)
  }

  @Test func `what was removed by mistake and brought back still goes with its source`() throws {
    try fixture.commit(7, name: "db")
    try fixture.replay(["db"], from: "dev", to: "staging")
    try fixture.remove("tenant/db", from: "staging")
    try fixture.undo()
    let words = { ReplayFixture.words(try fixture.replay(["db"], from: "dev", to: "staging")) }
    #expect(try words() == ["equal"])
    try fixture.commit(8, name: "db")
    #expect(try words() == ["written 1"])
    try fixture.remove("tenant/db", from: "staging")
    try fixture.commit(9, name: "db", to: "staging")
    #expect(try words() == ["duplicate-name-and-version 5"])
    try fixture.expectSound()
  }

  @Test func `what started an environment cannot be undone`() throws {
    let first = try #require(try fixture.repository.operations().last)
    #expect(first.command == "init")
    let error = #expect(throws: RepositoryError.self) { try fixture.undo(first.id) }
    #expect(error?.code == .invalid)
    #expect(error?.detail.hasPrefix("cannot undo init \(first.id): it started the") == true)
  }

  @Test func `a hold is undone by a release, and a release by a hold`() throws {
    try fixture.hold("web", in: "dev")
    #expect(ReplayFixture.words(try fixture.undo()) == ["hold tenant/web@1.0.0 released"])
    #expect(try fixture.snapshot("dev").holds().isEmpty)
    #expect(ReplayFixture.words(try fixture.undo()) == ["hold tenant/web@1.0.0 held"])
    #expect(try fixture.snapshot("dev").holds().count == 1)
    try fixture.expectSound()
  }

  @Test func `a held rollback is undone with its hold, in one commit`() throws {
    try fixture.rollBack("dev", to: "dev~1", holds: true)
    #expect(ReplayFixture.words(try fixture.undo()) == ["restored tenant/web@1.0.0 released"])
    #expect(try fixture.snapshot("dev").holds().isEmpty)
    #expect(try fixture.numbers("dev") == ["tenant/web@1.0.0": "2"])
    try fixture.expectSound()
  }

  @Test func `an undo can hold what it brings back`() throws {
    try fixture.undo(holds: true)
    #expect(try fixture.snapshot("dev").holds().count == 1)
    try fixture.expectSound()
  }

  /// One operation on two environments, as an import into two targets is.
  private func replayTwice() throws {
    let operation = try fixture.operation()
    let source = try fixture.snapshot("dev")
    for target in ["staging", "prod"] {
      var replay = Replay(in: fixture.repository, as: operation)
      _ = try replay.run(
        ReplayRequest(
          kind: .import, source: source, entries: try source.entries(),
          target: try EnvironmentName(target), scope: nil))
    }
  }

  @Test func `an import into two environments is undone in both`() throws {
    try replayTwice()
    let removed = "removed tenant/web@1.0.0"
    #expect(ReplayFixture.words(try fixture.undo()) == [removed, removed])
    #expect(try fixture.numbers("staging") == [:])
    #expect(try fixture.numbers("prod") == [:])
    #expect(ReplayFixture.words(try fixture.undo()).count == 2)
    #expect(try fixture.numbers("prod") == ["tenant/web@1.0.0": "2"])
    try fixture.expectSound()
  }

  @Test func `a conflict in one environment leaves the other alone`() throws {
    try replayTwice()
    let id = try last()
    for (changed, other) in [("prod", "staging"), ("staging", "prod")] {
      try fixture.commit(9, to: changed)
      let error = #expect(throws: RepositoryError.self) { try fixture.undo(id) }
      #expect(error?.code == .conflict)
      #expect(try fixture.numbers(other)["tenant/web@1.0.0"] == "2")
      try fixture.undo()
    }
    #expect(ReplayFixture.words(try fixture.undo(id)).count == 2)
    try fixture.expectSound()
  }

  @Test func `a protected environment is not undone`() throws {
    _ = try fixture.repository.write(
      to: EnvironmentName("dev"), as: fixture.operation(), reason: "env set"
    ) { change throws(RepositoryError) in
      let protection = Protection(frozenUntil: 1_795_000_001)
      try change.put(
        file: EnvironmentSettings(protection: protection), subject: "Freeze dev")
    }
    let id = try #require(try fixture.repository.operations()[1...].first).id
    for dryRun in [true, false] {
      let error = #expect(throws: RepositoryError.self) { try fixture.undo(id, dryRun: dryRun) }
      #expect(error?.code == .protected)
    }
    #expect(ReplayFixture.words(try fixture.undo()) == ["file environment.json"])
    #expect(ReplayFixture.words(try fixture.undo(id)) == ["restored tenant/web@1.0.0"])
    try fixture.expectSound()
  }

  @Test func `without the log the commits still tell what can be undone`() throws {
    let id = try last()
    _ = try? fixture.removeLog()
    let record = try fixture.repository.operation(id)
    #expect(record.command == nil)
    #expect(ReplayFixture.words(try fixture.undo(id)) == ["restored tenant/web@1.0.0"])
    #expect(try fixture.subjects("dev").last == "Undo operation of web 1.0.0")
    try fixture.expectSound()
  }
}
