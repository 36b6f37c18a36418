import CanonicalJSON
import Git
import ProfileRepository
import Profiles
import Testing

@Suite struct VerificationTests {
  private let fixture: RepositoryFixture
  private let path = "tenant/profiles/web/1.0.0.json"

  init() throws {
    fixture = try RepositoryFixture()
    try fixture.commit(RepositoryFixture.document(1))
  }

  private func stored(_ number: Int, name: String = "web") throws -> String {
    String(decoding: try RepositoryFixture.document(number, name: name).stored, as: UTF8.self)
  }

  private func block(_ digest: String?, profile: String = "web@1.0.0", more: String = "") -> String
  {
    "Subject\n\nProfile: \(profile)\nScope: tenant\n"
      + (digest.map { "Profile-Digest: \($0)\n" } ?? "") + more + "Operation: 1\n"
  }

  private func problems() throws -> [String] {
    try fixture.repository.verify().problems.map { "\($0.place): \($0.detail)" }
  }

  /// Commits with git's plumbing and expects one problem, with the commit's id as `ID`.
  private func expect(
    _ wanted: [String], after files: [String: String?], message: String,
    parents: [String]? = nil, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let id = try fixture.foreignCommit(files, message: message, parents: parents)
    let found = try problems().map { $0.replacing(id.prefix(7), with: "ID") }
    #expect(found == wanted, sourceLocation: sourceLocation)
  }

  @Test func `what strata wrote is sound`() throws {
    let result = try fixture.repository.verify()
    #expect(result.problems == [])
    #expect(result.documents == 1)
    #expect(result.commits == 4)
    try fixture.expectSound()
  }

  @Test func `a digest with a flipped digit is found`() throws {
    let digest = try RepositoryFixture.document(2).digest
    let flipped = digest.dropLast() + (digest.hasSuffix("0") ? "1" : "0")
    try expect(
      ["env/dev commit ID: \(path): the commit's digest is not that of the document"],
      after: [path: stored(2)], message: block(String(flipped)))
  }

  @Test func `a document that is not canonical is found with its place`() throws {
    let id = try fixture.foreignCommit(
      [path: stored(2).replacing("  \"metadata\"", with: "   \"metadata\"")],
      message: block(RepositoryFixture.document(2).digest))
    let found = try problems()
    #expect(found.count == 1)
    #expect(
      found.first?.hasPrefix(
        "env/dev commit \(id.prefix(7)): \(path): is not a canonical document: line ") == true,
      "\(found)")
  }

  @Test func `a document that lies where another belongs is found`() throws {
    try expect(
      ["env/dev commit ID: \(path): holds 'other' 1.0.0, which belongs elsewhere"],
      after: [path: stored(1, name: "other")],
      message: block(RepositoryFixture.document(1, name: "other").digest))
  }

  @Test func `a merge commit is found`() throws {
    let dev = try fixture.git("rev-parse", "env/dev").dropLast()
    let prod = try fixture.git("rev-parse", "env/prod").dropLast()
    try expect(
      ["env/dev commit ID: is a merge; people never merge environment branches"],
      after: ["NOTES": "x"], message: "Merge", parents: [String(dev), String(prod)])
  }

  @Test func `an origin that is not there is found`() throws {
    let gone = String(repeating: "12", count: 20)
    try expect(
      ["env/dev commit ID: was replayed from 1212121, which is not there"],
      after: [path: stored(2)],
      message: block(
        RepositoryFixture.document(2).digest, more: "Replayed-From: \(gone) tenant/web@1.0.0\n"))
  }

  @Test func `an origin that concerns another profile is found`() throws {
    let origin = try fixture.tip()
    try expect(
      [
        "env/dev commit ID: was replayed from \(origin.abbreviated), which does not concern "
          + "'tenant/db@1.0.0'"
      ],
      after: [path: stored(2)],
      message: block(
        RepositoryFixture.document(2).digest,
        more: "Replayed-From: \(origin.hex) tenant/db@1.0.0\n"))
  }

  @Test func `a document that was changed past strata is found`() throws {
    try expect(
      ["env/dev commit ID: changes documents and was not written by strata"],
      after: [path: stored(2)], message: "By hand")
  }

  @Test func `a block that names another path than the commit changed is found`() throws {
    try expect(
      [
        "env/dev commit ID: says that it changed 'tenant/profiles/db/1.0.0.json', and changed "
          + "something else",
        "env/dev commit ID: \(path): the commit's digest is not that of the document",
      ].filter { $0.contains("says") },
      after: [path: stored(2)],
      message: block(RepositoryFixture.document(2).digest, profile: "db@1.0.0"))
  }

  @Test func `a removal with a digest, and a change without one, are found`() throws {
    let wanted = "env/dev commit ID: its digest does not go with what it did to '\(path)'"
    try expect([wanted], after: [path: stored(2)], message: block(nil))
  }

  @Test func `a removal that claims a digest is found`() throws {
    try expect(
      ["env/dev commit ID: its digest does not go with what it did to '\(path)'"],
      after: [path: nil], message: block(RepositoryFixture.document(1).digest))
  }

  @Test func `a sound commit by git's plumbing is sound`() throws {
    try expect(
      [], after: [path: stored(2)], message: block(RepositoryFixture.document(2).digest))
    try expect([], after: [path: nil], message: block(nil))
  }

  @Test func `files that are not strata's are told and left alone`() throws {
    try fixture.foreignCommit(["NOTES.md": "x", "tenant/profiles/a.txt": "y"], message: "Notes")
    let result = try fixture.repository.verify()
    #expect(result.problems == [])
    #expect(result.foreignFiles.sorted() == ["dev:NOTES.md", "dev:tenant/profiles/a.txt"])
    try fixture.commit(RepositoryFixture.document(5))
    #expect(try fixture.git("show", "env/dev:NOTES.md") == "x")
  }
}
