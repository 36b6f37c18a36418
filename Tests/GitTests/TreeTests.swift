import Testing

@testable import Git

@Suite struct TreeTests {
  @Test func `an edited folder is the one that git makes`() throws {
    let fixture = try Fixture()
    var editor = try TreeEditor(fixture.repository)
    var batch = ObjectBatch(for: fixture.repository)
    var expected: [String: ObjectID] = [:]
    var generator = Numbers(state: 11)
    for number in 0..<400 {
      let path = Self.path(&generator)
      let blob = try batch.add(blob: Array("\(number)".utf8))
      if generator.next() % 4 == 0 {
        try editor.remove(path)
        expected[path] = nil
      } else if (try? editor.set(path, to: blob)) != nil {
        expected[path] = blob
      }
    }
    let tree = try editor.write(into: &batch)
    try batch.store()
    let listing = try fixture.git("ls-tree", "-r", "--format=%(path) %(objectname)", tree.hex)
    let wanted = expected.map { "\($0.key) \($0.value)" }.sorted()
    #expect(listing.split(separator: "\n").map(String.init).sorted() == wanted)
    let lines = try fixture.git("ls-tree", tree.hex)
    #expect(try fixture.git("mktree", input: Array(lines.utf8)) == tree.hex + "\n")
    let walked = try fixture.repository.walk(tree: tree).map { "\($0.path) \($0.entry.id)" }
    #expect(walked.sorted() == wanted)
    try fixture.expectSound()
  }

  private static func path(_ generator: inout Numbers) -> String {
    let names = ["a", "a-b", "a.b", "a0", "b", "ab", "a~", "A"]
    let depth = Int(generator.next() % 3)
    let parts = (0...depth).map { level in
      // Files have another name than folders, so that neither stands in the other's way.
      names[Int(generator.next() % 8)] + (level == depth ? ".json" : "")
    }
    return parts.joined(separator: "/")
  }

  @Test func `a folder that becomes empty vanishes`() throws {
    let fixture = try Fixture()
    let first = try fixture.commit(["a/b/c": "1", "d": "2"])
    let tree = try fixture.repository.commit(first).tree
    var editor = try TreeEditor(fixture.repository, base: tree)
    var batch = ObjectBatch(for: fixture.repository)
    #expect(try editor.remove("a/b/c"))
    #expect(try !editor.remove("a/b/c"))
    let root = try editor.write(into: &batch)
    try batch.store()
    #expect(try fixture.git("ls-tree", "--name-only", root.hex) == "d\n")
  }

  @Test(arguments: [
    "", "a//b", "../x", ".git/config", "a\u{1B}b", "a\nb", "con", "COM1.json", "x:y", #"a\b"#,
    "dot.",
    "space ", String(repeating: "x", count: 256),
  ])
  func `names that attack file systems are refused`(path: String) throws {
    let fixture = try Fixture()
    var editor = try TreeEditor(fixture.repository)
    do throws(GitError) {
      try editor.set(path, to: ObjectID(ofBlob: []))
      Issue.record("it was accepted")
    } catch {
      #expect(error.code == .invalid)
    }
  }

  @Test func `files and folders do not replace each other`() throws {
    let fixture = try Fixture()
    var editor = try TreeEditor(fixture.repository)
    let blob = ObjectID(ofBlob: [])
    try editor.set("a/b", to: blob)
    for path in ["a/b/c", "a"] {
      do throws(GitError) {
        try editor.set(path, to: blob)
        Issue.record("'\(path)' was accepted")
      } catch {
        #expect(error.code == .exists)
      }
    }
  }

  @Test func `differences are those that git finds`() throws {
    let fixture = try Fixture()
    let first = try fixture.commit([
      "a/x": "1", "a/y": "2", "a.b": "3", "gone/x": "4", "turns": "5",
    ])
    var editor = try TreeEditor(fixture.repository, base: fixture.repository.commit(first).tree)
    var batch = ObjectBatch(for: fixture.repository)
    let blob = try batch.add(blob: [1])
    for path in ["gone/x", "turns"] { try editor.remove(path) }
    for path in ["a/y", "a-b/new", "turns/into/folder"] { try editor.set(path, to: blob) }
    let second = try fixture.draft(&editor, &batch, first, "second")
    try batch.store()
    let changes = try fixture.repository.changes(
      from: fixture.repository.commit(first).tree, to: fixture.repository.commit(second).tree)
    let expected = try fixture.git("diff-tree", "-r", "--name-only", first.hex, second.hex)
    #expect(
      changes.map(\.path).sorted() == expected.split(separator: "\n").map(String.init).sorted())
    #expect(changes.first { $0.path == "turns" }?.after == nil)
  }

  @Test func `the history of a path is the one that git tells`() throws {
    let fixture = try Fixture()
    var parent: ObjectID?
    for number in 0..<30 {
      parent = try fixture.commit(
        ["folder/\(number % 3)": "\(number / 6)"], on: parent, "change \(number)")
    }
    let last = try #require(parent)
    let history = try fixture.repository.history(of: "folder/1", from: last)
    let expected = try fixture.git("log", "--format=%H", last.hex, "--", "folder/1")
    #expect(history.map { $0.commit.id.hex } == expected.split(separator: "\n").map(String.init))
    #expect(try fixture.repository.history(of: "folder/1", from: last, limit: 2).count == 2)
    #expect(try fixture.repository.history(of: "none", from: last).isEmpty)
    var subjects: [String] = []
    try fixture.repository.log(from: last, firstParent: false) { (commit) throws(GitError) in
      subjects.append(commit.subject)
      return subjects.count < 3
    }
    #expect(subjects == ["change 29", "change 28", "change 27"])
  }
}

/// A reproducible row of numbers.
struct Numbers: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state >> 33
  }
}
