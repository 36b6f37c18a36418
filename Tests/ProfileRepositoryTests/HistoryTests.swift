import CanonicalJSON
import Git
import ProfileRepository
import Profiles
import Testing

@Suite struct HistoryTests {
  private let fixture: RepositoryFixture

  init() throws { fixture = try RepositoryFixture() }

  private func subjects(_ selector: String) throws -> [String] {
    try fixture.repository.snapshot(of: fixture.dev).history(of: ProfileSelector(selector))
      .map(\.message.subject)
  }

  @Test func `a profile's history has its versions' commits and removals, newest first`() throws {
    try fixture.commit(RepositoryFixture.document(1))
    try fixture.commit(RepositoryFixture.document(1, name: "other"))
    try fixture.commit(RepositoryFixture.document(2))
    try fixture.commit(RepositoryFixture.document(1, version: "2.0.0"))
    let key = ProfileKey(scope: .tenant, name: "web", version: .initial)
    _ = try fixture.repository.write(to: fixture.dev, as: fixture.operation(), reason: "rm") {
      change throws(RepositoryError) in _ = try change.remove(key)
    }
    #expect(
      try subjects("web") == [
        "Remove web 1.0.0", "Add web 2.0.0", "Update web 1.0.0", "Add web 1.0.0",
      ])
    #expect(
      try subjects("web@1.0.0") == ["Remove web 1.0.0", "Update web 1.0.0", "Add web 1.0.0"])
    #expect(try subjects("none") == [])
    let newest = try fixture.repository.snapshot(of: fixture.dev).history(
      of: ProfileSelector("web@1.0.0"))[0]
    #expect(newest.isRemoval)
    #expect(newest.message.lineage.digest == nil)
    try fixture.expectSound()
  }

  @Test func `a commit that git made is part of the history of what it changed`() throws {
    try fixture.commit(RepositoryFixture.document(1))
    let text = String(decoding: try RepositoryFixture.document(2).stored, as: UTF8.self)
    try fixture.foreignCommit(["tenant/profiles/web/1.0.0.json": text], message: "By hand")
    #expect(try subjects("web@1.0.0") == ["By hand", "Add web 1.0.0"])
    #expect(try subjects("web") == ["By hand", "Add web 1.0.0"])
  }

  @Test func `author, source and committer are kept apart`() throws {
    try fixture.commit(
      RepositoryFixture.document(1),
      .init(message: "M\n\nB", author: RepositoryFixture.ada(), source: "a b.json"))
    let entry = try fixture.repository.snapshot(of: fixture.dev).history()[0]
    #expect(entry.commit.author == (try RepositoryFixture.ada()))
    #expect(entry.commit.committer == (try RepositoryFixture.grace()))
    #expect(entry.message.text == "M\n\nB")
    #expect(entry.message.lineage.source == "a b.json")
    #expect(entry.message.lineage.digest == (try RepositoryFixture.document(1).digest))
  }

  @Test func `a snapshot does not change when the branch moves`() throws {
    try fixture.commit(RepositoryFixture.document(1))
    let old = try fixture.repository.snapshot(of: fixture.dev)
    try fixture.commit(RepositoryFixture.document(2))
    let entry = try old.find(ProfileSelector("web"))
    #expect(try old.document(entry) == (try RepositoryFixture.document(1)))
    let new = try fixture.repository.snapshot(of: fixture.dev)
    let changes = try old.documentChanges(to: new)
    #expect(changes.map(\.kind) == [.changed])
    #expect(try new.documentChanges(to: new) == [])
    #expect(
      try fixture.repository.snapshot(at: Revision("dev~1")).commit.id == old.commit.id)
    #expect(
      try fixture.repository.snapshot(at: Revision(old.commit.id.hex)).commit.id == old.commit.id)
  }

  @Test func `changes between two snapshots are named by key`() throws {
    try fixture.commit(RepositoryFixture.document(1, name: "ML Ops"), scope: .project("A B"))
    try fixture.commit(RepositoryFixture.document(1, name: "gone"))
    let old = try fixture.repository.snapshot(of: fixture.dev)
    try fixture.commit(RepositoryFixture.document(2, name: "ML Ops"), scope: .project("A B"))
    try fixture.commit(RepositoryFixture.document(1, name: "new", version: "1.0.0-RC"))
    let key = ProfileKey(scope: .tenant, name: "gone", version: .initial)
    _ = try fixture.repository.write(to: fixture.dev, as: fixture.operation(), reason: "rm") {
      change throws(RepositoryError) in _ = try change.remove(key)
    }
    let new = try fixture.repository.snapshot(of: fixture.dev)
    #expect(
      try old.documentChanges(to: new).map { "\($0.kind.rawValue) \($0.key)" } == [
        "removed tenant/gone@1.0.0", "added tenant/new@1.0.0-RC",
        "changed projects/A B/ML Ops@1.0.0",
      ])
    try fixture.expectSound()
  }

  @Test func `what is not there is named with what is near`() throws {
    try fixture.commit(RepositoryFixture.document(1))
    let snapshot = try fixture.repository.snapshot(of: fixture.dev)
    let cases = [
      ("wep", "no profile 'tenant/wep' in 'dev'", "did you mean 'web'?"),
      ("zzzz", "no profile 'tenant/zzzz' in 'dev'", "see what is there with 'strata show dev'"),
      (
        "web@2.0.0", "no version 'tenant/web@2.0.0' in 'dev' (there are 1.0.0)",
        "name one of those, or none for the highest"
      ),
    ]
    for (text, detail, hint) in cases {
      do throws(RepositoryError) {
        _ = try snapshot.find(ProfileSelector(text))
        Issue.record("found '\(text)'")
      } catch {
        #expect(error.code == .notFound)
        #expect(error.detail == detail)
        #expect(error.hint == hint)
      }
    }
  }
}
