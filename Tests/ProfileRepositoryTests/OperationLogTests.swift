import Foundation
import Git
import ProfileRepository
import Profiles
import Testing

/// The operation log is an index of what the branches say, and survives whatever happens between the two.
@Suite struct OperationLogTests {
  private let fixture: RepositoryFixture
  private var log: String { fixture.repository.path + "/strata/operations.jsonl" }

  init() throws {
    fixture = try RepositoryFixture()
    try fixture.commit(RepositoryFixture.document(1))
  }

  private func lines() throws -> [String] {
    try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n").map(String.init)
  }

  private func commands() throws -> [String?] { try fixture.repository.operations().map(\.command) }

  @Test func `every move of a branch has a line`() throws {
    let tip = try fixture.tip()
    #expect(try lines().count == 4)
    let record = try #require(try fixture.repository.operations().first)
    #expect(record.command == "test")
    #expect(record.committer.name == "Grace")
    #expect(record.moves.map(\.after) == [tip])
    #expect(
      record.moves.map(\.before) == [try fixture.repository.snapshot(at: .init("dev~1")).commit.id])
    let last = try #require(try lines().last)
    #expect(
      last == """
        {"after":"\(tip.hex)","before":"\(record.moves[0].before?.hex ?? "")","command":"test",\
        "email":"grace@example.org","environment":"dev","name":"Grace","operation":"\(record.id)",\
        "seconds":1795000000,"zone":0}
        """)
    #expect(try commands() == ["test", "init"])
    #expect(try fixture.repository.operations().last?.environments.count == 3)
  }

  @Test func `what changes nothing is no operation`() throws {
    try fixture.commit(RepositoryFixture.document(1))
    #expect(try lines().count == 4)
  }

  @Test func `a line without its move counts for nothing`() throws {
    let phantom = String(repeating: "ab", count: 20)
    let line = try lines()[3].replacing(try fixture.tip().hex, with: phantom)
      .replacing("\"test\"", with: "\"phantom\"")
    try DurableFile.append(Array((line + "\n").utf8), to: log)
    #expect(try commands() == ["test", "init"])
    try fixture.commit(RepositoryFixture.document(2))
    #expect(try commands() == ["test", "test", "init"])
  }

  @Test(arguments: ["{\"after\":\"12", "\u{0}\u{0}\u{0}", "{}", "[1]\n{\"x\":1}"])
  func `a line that a crash cut short spoils no other`(_ torn: String) throws {
    try DurableFile.append(Array(torn.utf8), to: log)
    try fixture.commit(RepositoryFixture.document(2))
    #expect(try commands() == ["test", "test", "init"])
    try fixture.expectSound()
  }

  @Test func `where the log is lost the commits tell what was done`() throws {
    try fixture.commit(RepositoryFixture.document(2))
    try FileManager.default.removeItem(atPath: log)
    #expect(try commands() == [nil, nil, nil])
    let before = try fixture.repository.operations().map(\.moves.count)
    #expect(before == [1, 1, 3])
    try fixture.commit(RepositoryFixture.document(3))
    #expect(try commands() == ["test", nil, nil, nil])
  }

  @Test func `a limit gives the newest over all environments`() throws {
    try fixture.commit(RepositoryFixture.document(2), to: "prod")
    try fixture.commit(RepositoryFixture.document(3), to: "staging")
    let two = try fixture.repository.operations(limit: 2)
    #expect(two.flatMap(\.environments).map(\.text) == ["staging", "prod"])
    #expect(try fixture.repository.operations(limit: 0).isEmpty)
  }

  @Test func `an operation is found by its first digits`() throws {
    let id = try #require(try fixture.repository.operations().first).id
    #expect(try fixture.repository.operation(String(id.prefix(8))).id == id)
    let unknown = #expect(throws: RepositoryError.self) {
      _ = try fixture.repository.operation("0000000")
    }
    #expect(unknown?.code == .notFound)
    let unreadable = #expect(throws: RepositoryError.self) {
      _ = try fixture.repository.operation("xyz")
    }
    #expect(unreadable?.code == .invalid)
  }

  @Test func `a disk that takes no log line takes no commit`() throws {
    let tip = try fixture.tip()
    try FileManager.default.removeItem(atPath: log)
    try FileManager.default.createDirectory(atPath: log, withIntermediateDirectories: false)
    #expect(throws: RepositoryError.self) { try fixture.commit(RepositoryFixture.document(2)) }
    #expect(try fixture.tip() == tip)
  }
}

/// What verify says of commits that hold, release or bring back.
@Suite struct RestoredVerificationTests {
  private let fixture: RepositoryFixture
  private let path = "tenant/profiles/web/1.0.0.json"

  init() throws {
    fixture = try RepositoryFixture()
    try fixture.commit(RepositoryFixture.document(1))
  }

  private func stored(_ number: Int) throws -> String {
    String(decoding: try RepositoryFixture.document(number).stored, as: UTF8.self)
  }

  private func problems(
    after files: [String: String?], _ trailers: String...
  ) throws -> [String] {
    let block = trailers.map { $0 + "\n" }.joined()
    let id = try fixture.foreignCommit(files, message: "Subject\n\n\(block)Operation: 1\n")
    return try fixture.repository.verify().problems.map {
      "\($0.place): \($0.detail)".replacing(id.prefix(7), with: "ID")
    }
  }

  private func profile(_ number: Int) throws -> String {
    "Profile: web@1.0.0\nScope: tenant\nProfile-Digest: "
      + (try RepositoryFixture.document(number).digest)
  }

  @Test func `a hold that changes nothing is sound`() throws {
    #expect(try problems(after: [:], "Hold: tenant/web@1.0.0") == [])
    #expect(try problems(after: [:], "Hold: released tenant/web@1.0.0") == [])
  }

  @Test func `a hold that changes a file is found`() throws {
    #expect(
      try problems(after: ["NOTES": "x"], "Hold: tenant/web@1.0.0")
        == ["env/dev commit ID: says that it only holds or releases, and changed 'NOTES'"])
  }

  @Test func `a hold of another profile than the commit changes is found`() throws {
    #expect(
      try problems(after: [path: stored(2)], profile(2), "Hold: tenant/db@1.0.0") == [
        "env/dev commit ID: changed 'tenant/web@1.0.0' and says of 'tenant/db@1.0.0' that it is "
          + "held or released"
      ])
  }

  @Test func `what was brought back is what its origin holds`() throws {
    let origin = try fixture.tip()
    try fixture.commit(RepositoryFixture.document(2))
    #expect(
      try problems(after: [path: stored(3)], profile(3), "Restored-From: \(origin.hex)") == [
        "env/dev commit ID: was brought back from \(origin.abbreviated), which has another "
          + "'tenant/web@1.0.0'"
      ])
  }

  @Test func `an origin that is not there is found`() throws {
    let gone = String(repeating: "12", count: 20)
    #expect(
      try problems(after: [path: stored(2)], profile(2), "Restored-From: \(gone)")
        == ["env/dev commit ID: was brought back from 1212121, which is not there"])
  }
}
