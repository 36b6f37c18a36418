import CanonicalJSON
import Git
import ProfileRepository
import Profiles
import Testing

@Suite struct WritingTests {
  private let fixture: RepositoryFixture

  init() throws { fixture = try RepositoryFixture() }

  /// Writes a document, and before the branch moves lets somebody else move it, the given number of times.
  private func write(
    _ number: Int, name: String = "web", whileForeign files: [String: String?], times: Int = 1
  ) throws -> ObjectID {
    let prepared = try PreparedDocument(RepositoryFixture.document(number, name: name))
    var calls = 0
    let written = try fixture.repository.write(
      to: fixture.dev, as: fixture.operation(), reason: "test"
    ) { change throws(RepositoryError) in
      calls += 1
      if calls <= times {
        do { try fixture.foreignCommit(files, message: "foreign \(calls)") } catch {
          throw RepositoryError(.store, "\(error)")
        }
      }
      _ = try change.put(prepared, in: .tenant)
    }
    #expect(calls == times + 1)
    return written.after
  }

  @Test func `a race on another path is tried again and both are kept`() throws {
    let after = try write(1, whileForeign: ["NOTES.md": "mine\n"])
    #expect(try fixture.tip() == after)
    #expect(try fixture.git("show", "env/dev:NOTES.md") == "mine\n")
    #expect(
      try fixture.git("log", "--format=%s", "env/dev")
        == "Add web 1.0.0\nforeign 1\nStart the environment dev\n")
    try fixture.expectSound()
  }

  @Test func `several races on other paths are tried again`() throws {
    var (count, files) = (0, ["a/b": "x"] as [String: String?])
    files["NOTES.md"] = "n"
    _ = try write(1, whileForeign: files, times: 3)
    count = try fixture.repository.snapshot(of: fixture.dev).history().count
    #expect(count == 5)
    try fixture.expectSound()
  }

  @Test func `a race on the same path is a conflict and writes nothing`() throws {
    try fixture.commit(RepositoryFixture.document(1))
    let path = "tenant/profiles/web/1.0.0.json"
    let other = String(decoding: try RepositoryFixture.document(7).stored, as: UTF8.self)
    do {
      _ = try write(2, whileForeign: [path: other])
      Issue.record("the foreign commit was overwritten")
    } catch let error as RepositoryError {
      #expect(error.code == .conflict)
      #expect(
        error.detail
          == "cannot write to 'dev': '\(path)' was changed by somebody else meanwhile")
      #expect(error.hint == "nothing was written; see it with 'strata log dev'")
    }
    let history = try fixture.git("log", "--format=%s", "env/dev")
    #expect(history == "foreign 1\nAdd web 1.0.0\nStart the environment dev\n")
    try fixture.git("fsck", "--strict")
  }

  @Test func `a branch that never rests is given up with a conflict`() throws {
    do {
      _ = try write(1, whileForeign: ["NOTES.md": "x"], times: 100)
      Issue.record("it landed")
    } catch let error as RepositoryError {
      #expect(error.code == .conflict)
      #expect(error.detail == "cannot write to 'dev': the branch kept moving")
    }
  }

  @Test func `expecting refuses a branch that is elsewhere, the dry run too`() throws {
    let base = try fixture.tip()
    let now = try fixture.commit(RepositoryFixture.document(1))
    let prepared = try PreparedDocument(RepositoryFixture.document(2))
    let operation = try fixture.operation()
    for dryRun in [true, false] {
      do throws(RepositoryError) {
        _ = try fixture.repository.write(
          to: fixture.dev, expecting: base, dryRun: dryRun,
          as: operation, reason: "test"
        ) { change throws(RepositoryError) in _ = try change.put(prepared, in: .tenant) }
        Issue.record("it was written")
      } catch {
        #expect(error.code == .conflict)
        #expect(
          error.detail
            == "the branch of 'dev' is at \(now.abbreviated), not at the expected \(base.abbreviated)"
        )
      }
    }
    #expect(try fixture.tip() == now)
  }

  @Test func `a dry run writes nothing at all`() throws {
    let before = try fixture.git("for-each-ref") + fixture.git("count-objects", "-v")
    let prepared = try PreparedDocument(RepositoryFixture.document(1))
    let written = try fixture.repository.write(
      to: fixture.dev, dryRun: true, as: fixture.operation(), reason: "test"
    ) { change throws(RepositoryError) in try change.put(prepared, in: .tenant) != nil }
    #expect(written.result)
    #expect(written.before == written.after)
    #expect(try fixture.git("for-each-ref") + fixture.git("count-objects", "-v") == before)
  }

  @Test func `one change holds many commits and moves the branch once`() throws {
    let documents = try (0..<300).map {
      try PreparedDocument(RepositoryFixture.document($0, name: "p\($0 % 30)"))
    }
    _ = try fixture.repository.write(to: fixture.dev, as: fixture.operation(), reason: "many") {
      change throws(RepositoryError) in
      for document in documents { _ = try change.put(document, in: .project("Pay & Co")) }
    }
    let snapshot = try fixture.repository.snapshot(of: fixture.dev)
    #expect(try snapshot.history().count == 301)
    #expect(Set(try snapshot.history().compactMap(\.message.lineage.operation)).count == 2)
    #expect(try snapshot.entries().count == 30)
    #expect(try snapshot.projects() == [.project("Pay & Co")])
    #expect(try fixture.git("reflog", "env/dev").split(separator: "\n").count <= 2)
    try fixture.expectSound()
  }

  @Test func `what is there already makes no commit, and neither does removing what is not`() throws
  {
    let first = try fixture.commit(RepositoryFixture.document(1))
    #expect(try fixture.commit(RepositoryFixture.document(1)) == first)
    let removed = try fixture.repository.write(
      to: fixture.dev, as: fixture.operation(), reason: "rm"
    ) { change throws(RepositoryError) in
      try change.remove(ProfileKey(scope: .tenant, name: "none", version: .initial))
    }
    #expect(removed.result == nil)
    #expect(removed.after == first)
  }

  @Test func `a body that throws writes nothing`() throws {
    let before = try fixture.tip()
    let prepared = try PreparedDocument(RepositoryFixture.document(1))
    #expect(throws: RepositoryError.self) {
      try fixture.repository.write(to: fixture.dev, as: fixture.operation(), reason: "x") {
        change throws(RepositoryError) in
        _ = try change.put(prepared, in: .tenant)
        throw RepositoryError(.invalid, "no")
      }
    }
    #expect(try fixture.tip() == before)
    try fixture.expectSound()
  }
}
