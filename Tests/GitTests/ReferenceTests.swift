import Foundation
import Synchronization
import Testing

@testable import Git

@Suite struct ReferenceTests {
  @Test func `a reference moves only from the expected value`() throws {
    let fixture = try Fixture()
    let first = try fixture.commit(["a": "1"])
    let second = try fixture.commit(["a": "2"], on: first)
    for expected in [nil, first] {
      #expect(throws: GitError.self) {
        try fixture.move(to: first, expecting: expected)
      }
      do throws(GitError) {
        try fixture.move(to: first, expecting: expected)
      } catch {
        #expect(error.code == .modified)
      }
    }
    #expect(try fixture.repository.reference(Fixture.branch) == second)
    #expect(!Folder.exists(fixture.path + "/" + Fixture.branch + ".lock"))
    #expect(try Folder.list(fixture.path + "/strata/staging").isEmpty)
    try fixture.expectSound()
  }

  @Test func `a reference that git packed is found and moved`() throws {
    let fixture = try Fixture()
    let first = try fixture.commit(["a": "1"])
    try fixture.git("pack-refs", "--all", "--prune")
    #expect(try fixture.repository.reference(Fixture.branch) == first)
    let second = try fixture.commit(["a": "2"], on: first)
    #expect(try fixture.git("rev-parse", "env/dev") == second.hex + "\n")
    try fixture.expectSound()
  }

  @Test func `of many writers that expect one value exactly one wins`() throws {
    let fixture = try Fixture()
    let base = try fixture.commit(["a": "base"])
    var rivals: [ObjectID] = []
    var batch = ObjectBatch(for: fixture.repository)
    for number in 0..<8 {
      var editor = try TreeEditor(fixture.repository)
      try editor.set("a", to: batch.add(blob: [UInt8(number)]))
      rivals.append(try fixture.draft(&editor, &batch, base, "rival \(number)"))
    }
    try batch.store()
    let path = fixture.path
    let wins = Mutex<[ObjectID]>([])
    let others = Mutex<[GitError.Code]>([])
    DispatchQueue.concurrentPerform(iterations: rivals.count) { [rivals] number in
      do {
        try Fixture.move(path, to: rivals[number], expecting: base)
        wins.withLock { $0.append(rivals[number]) }
      } catch let error as GitError {
        others.withLock { $0.append(error.code) }
      } catch {}
    }
    #expect(wins.withLock { $0.count } == 1)
    #expect(others.withLock { $0 } == Array(repeating: .modified, count: 7))
    #expect(try fixture.repository.reference(Fixture.branch) == wins.withLock { $0.first })
    try fixture.expectSound()
  }

  @Test func `writers under the lock lose nothing`() throws {
    let fixture = try Fixture()
    let base = try fixture.commit(["start": "x"])
    let path = fixture.path
    let failures = Mutex<[String]>([])
    DispatchQueue.concurrentPerform(iterations: 4) { writer in
      do {
        let repository = try Repository.open(at: path)
        for number in 0..<25 {
          try repository.addUnderLock("w\(writer)/\(number)", message: "w\(writer) \(number)")
        }
      } catch {
        failures.withLock { $0.append("\(error)") }
      }
    }
    #expect(failures.withLock { $0 } == [])
    let last = try #require(try fixture.repository.reference(Fixture.branch))
    #expect(try fixture.git("rev-list", "--count", "\(base.hex)..\(last.hex)") == "100\n")
    #expect(try fixture.repository.walk(tree: fixture.repository.commit(last).tree).count == 101)
    try fixture.expectSound()
  }

  @Test(arguments: [
    "HEAD", "refs/heads/", "refs/heads/a..b", "refs/heads/-x", "refs/heads/a.lock",
    "refs/heads/a b",
    "refs/heads/a\u{1B}b", "refs/heads/.a", "refs/heads/a@{1}", "refs/heads/../../x",
  ])
  func `hostile reference names are refused`(name: String) throws {
    #expect(ReferenceName.objection(to: name) != nil)
  }

  @Test func `a reference cannot stand where another needs a folder`() throws {
    let fixture = try Fixture()
    let first = try fixture.commit(["a": "1"])
    try fixture.git("pack-refs", "--all", "--prune")
    #expect(throws: GitError.self) {
      try fixture.repository.updateReference(
        Fixture.branch + "/x", to: first, expecting: nil, log: (Fixture.signature(), "x"))
    }
    #expect(try fixture.repository.references().map(\.name) == [Fixture.branch])
  }

  @Test func `a commit is found by the start of its id, other objects are not`() throws {
    let fixture = try Fixture()
    let first = try fixture.commit(["a": "1"])
    let tree = try fixture.repository.commit(first).tree
    #expect(try fixture.repository.resolve(prefix: first.abbreviated) == first)
    #expect(try fixture.repository.resolve(prefix: first.hex.uppercased()) == first)
    let refused: [(String, GitError.Code)] = [
      (String(tree.hex.prefix(12)), .notFound), ("abc", .invalid), ("HEAD~1^{x", .invalid),
    ]
    for (text, code) in refused {
      do throws(GitError) {
        _ = try fixture.repository.resolve(prefix: text)
        Issue.record("'\(text)' was found")
      } catch {
        #expect(error.code == code)
      }
    }
  }

  @Test func `a damaged reference is called damaged`() throws {
    let fixture = try Fixture()
    try fixture.commit(["a": "1"])
    for content in ["", "xyz\n", "ref: \n"] {
      try DurableFile.write(Array(content.utf8), to: fixture.path + "/" + Fixture.branch)
      do throws(GitError) {
        _ = try fixture.repository.reference(Fixture.branch)
        Issue.record("'\(content)' was read")
      } catch {
        #expect(error.code == .corrupt)
        #expect(error.subject == Fixture.branch)
      }
    }
  }
}

extension Fixture {
  func move(to id: ObjectID, expecting old: ObjectID?, patience: Double = 5) throws(GitError) {
    try Self.move(path, to: id, expecting: old, patience: patience)
  }

  static func move(
    _ path: String, to id: ObjectID, expecting old: ObjectID?, patience: Double = 5
  ) throws(GitError) {
    let signature = try Signature(name: "Ada", email: "ada@example.org", seconds: 1)
    try Repository.open(at: path).updateReference(
      branch, to: id, expecting: old, log: (signature, "move"), patience: patience)
  }
}

extension Repository {
  /// Adds one file to the branch the way a careful writer does.
  func addUnderLock(_ file: String, message: String) throws(GitError) {
    try withWriterLock { () throws(GitError) in
      let parent = try reference(Fixture.branch)
      let base = try parent.map { (id) throws(GitError) in try commit(id).tree }
      var editor = try TreeEditor(self, base: base)
      var batch = ObjectBatch(for: self)
      try editor.set(file, to: batch.add(blob: Array(message.utf8)))
      let signature = try Signature(name: "Ada", email: "ada@example.org", seconds: 1)
      let draft = CommitDraft(
        tree: try editor.write(into: &batch), parents: parent.map { [$0] } ?? [],
        author: signature, committer: signature, message: message)
      let id = try batch.add(commit: draft)
      try batch.store()
      try updateReference(
        Fixture.branch, to: id, expecting: parent, log: (signature, message))
      try consolidate()
    }
  }
}
