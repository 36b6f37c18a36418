import Testing

@testable import Git

@Suite struct StoreTests {
  @Test func `what is committed is read back, here and by git`() throws {
    let fixture = try Fixture()
    let first = try fixture.commit(["a/b.json": "one\n", "c.json": "two\n"], "first")
    let second = try fixture.commit(["a/b.json": "three\n"], on: first, "second")
    #expect(try fixture.repository.reference(Fixture.branch) == second)
    #expect(try fixture.git("show", "env/dev:a/b.json") == "three\n")
    #expect(try fixture.git("log", "--format=%s", "env/dev") == "second\nfirst\n")
    #expect(try fixture.git("reflog", "env/dev").contains("commit: second"))
    let commit = try fixture.repository.commit(second)
    #expect(commit.parents == [first])
    #expect(commit.subject == "second")
    #expect(commit.author == (try Fixture.signature()))
    let entry = try #require(try fixture.repository.entry(at: "a/b.json", in: commit.tree))
    #expect(try fixture.repository.blob(entry.id) == Array("three\n".utf8))
    try fixture.expectSound()
  }

  @Test func `ids are those that git computes`() throws {
    let fixture = try Fixture()
    for text in ["", "x", String(repeating: "line\n", count: 20_000)] {
      let expected = try fixture.git("hash-object", "--stdin", input: Array(text.utf8))
      #expect(ObjectID(ofBlob: Array(text.utf8)).hex + "\n" == expected)
    }
  }

  @Test func `an object is stored once`() throws {
    let fixture = try Fixture()
    var batch = ObjectBatch(for: fixture.repository)
    try batch.add(blob: [1, 2, 3])
    try batch.add(blob: [1, 2, 3])
    #expect(batch.pendingCount == 1)
    try batch.store()
    try batch.add(blob: [1, 2, 3])
    #expect(batch.pendingCount == 0)
    try batch.store()
    #expect(try fixture.git("count-objects", "-v").contains("in-pack: 1\npacks: 1\n"))
  }

  @Test func `a long row of commits is stored as differences that git reads`() throws {
    let fixture = try Fixture()
    var editor = try TreeEditor(fixture.repository)
    var batch = ObjectBatch(for: fixture.repository)
    var parent: ObjectID?
    for number in 0..<120 {
      let blob = try batch.add(blob: Array("document \(number)\n".utf8))
      try editor.set("tenant/profiles/name-\(number * 7919 % 1000)/1.0.0.json", to: blob)
      parent = try fixture.draft(&editor, &batch, parent, "change \(number)")
    }
    try batch.store()
    let last = try #require(parent)
    try fixture.repository.updateReference(
      Fixture.branch, to: last, expecting: nil, log: (Fixture.signature(), "import"))
    #expect(try fixture.git("rev-list", "--count", "env/dev") == "120\n")
    let pack = try #require(try Folder.list(fixture.path + "/objects/pack").first)
    let verified = try fixture.git("verify-pack", "-v", fixture.path + "/objects/pack/" + pack)
    #expect(verified.contains("chain length = 50"))
    #expect(!verified.contains("chain length = 51"))
    try fixture.expectSound()
  }

  @Test func `a batch can be stored in parts`() throws {
    let fixture = try Fixture()
    var editor = try TreeEditor(fixture.repository)
    var batch = ObjectBatch(for: fixture.repository)
    var parent: ObjectID?
    for number in 0..<10 {
      try editor.set("f/\(number)", to: batch.add(blob: [UInt8(number)]))
      parent = try fixture.draft(&editor, &batch, parent, "change \(number)")
      if number % 3 == 0 { try batch.store() }
    }
    try batch.store()
    try fixture.repository.updateReference(
      Fixture.branch, to: try #require(parent), expecting: nil, log: (Fixture.signature(), "x"))
    try fixture.expectSound()
  }
}
