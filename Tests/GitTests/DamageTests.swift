import Foundation
import Testing

@testable import Git

@Suite struct DamageTests {
  @Test func `every truncation of a loose object is named, quickly`() throws {
    let fixture = try Fixture()
    let text = (0..<40).map { "line \($0 * 7919)\n" }.joined()
    let id = try #require(
      ObjectID(
        hex: String(
          try fixture.git("hash-object", "-w", "--stdin", input: Array(text.utf8)).dropLast())))
    let file = fixture.repository.loose.path(of: id)
    let whole = try DurableFile.read(file, limit: 1 << 20)
    #expect(try fixture.repository.blob(id) == Array(text.utf8))
    let start = Machine.uptime
    for length in 0..<whole.count {
      try Self.replace(file, Array(whole[..<length]))
      Self.expectDamage(of: id, in: fixture.repository)
    }
    for position in stride(from: 0, to: whole.count, by: 3) {
      var flipped = whole
      flipped[position] ^= 1 << UInt8(position % 8)
      try Self.replace(file, flipped)
      Self.expectDamage(of: id, in: fixture.repository)
    }
    #expect((Machine.uptime - start) / Double(whole.count) < 2)
  }

  @Test func `a damaged loose object is stored anew by a commit of the same content`() throws {
    let fixture = try Fixture()
    let text = try fixture.git("hash-object", "-w", "--stdin", input: Array("content\n".utf8))
    let id = try #require(ObjectID(hex: String(text.dropLast())))
    try Self.replace(fixture.repository.loose.path(of: id), [0x78])
    try fixture.commit(["a": "content\n"])
    #expect(try fixture.repository.blob(id) == Array("content\n".utf8))
  }

  @Test func `what is nowhere is not found`() throws {
    let fixture = try Fixture()
    try fixture.commit(["a": "1"])
    do throws(GitError) {
      _ = try fixture.repository.object(ObjectID(ofBlob: [9, 9, 9]))
    } catch {
      #expect(error.code == .notFound)
    }
  }

  @Test(arguments: [".pack", ".idx"], 0..<60)
  func `flipped bits of a pack or its index never give other content`(
    ending: String, seed: Int
  ) throws {
    try Self.check(ending) { bytes in
      bytes[seed * 7919 % bytes.count] ^= 1 << UInt8(seed % 8)
    }
  }

  @Test(arguments: [".pack", ".idx"], 0..<20)
  func `a truncated pack or index is called damaged`(ending: String, part: Int) throws {
    try Self.check(ending) { bytes in bytes = Array(bytes[..<(bytes.count * part / 20)]) }
  }

  @Test func `a pack that lost its other half is named`() throws {
    for ending in [".pack", ".idx"] {
      let (fixture, ids) = try Self.copy()
      let name = try #require(try Self.files(fixture, ending).first)
      try Folder.removeFile(name)
      let fresh = try Repository.open(at: fixture.path)
      for id in ids { Self.expectDamage(of: id, in: fresh) }
    }
  }

  /// Damages one file of a small store and expects of every object its content or an error that says so.
  private static func check(_ ending: String, _ damage: (inout [UInt8]) -> Void) throws {
    let (fixture, ids) = try copy()
    let file = try #require(try files(fixture, ending).first)
    var bytes = try DurableFile.read(file, limit: 1 << 20)
    damage(&bytes)
    try replace(file, bytes)
    let start = Machine.uptime
    let fresh = try Repository.open(at: fixture.path)
    var failures = 0
    for id in ids {
      do throws(GitError) {
        let object = try fresh.object(id)
        #expect(Digest.id(of: object.kind, object.bytes.span) == id)
      } catch {
        failures += 1
        #expect(error.code == .corrupt, "\(error)")
      }
    }
    let report = try fresh.verifyObjects()
    #expect(!report.damage.isEmpty)
    #expect(Machine.uptime - start < 2)
  }

  private static let template = Result { try stored() }

  /// A store of one pack of which nothing in this process has read anything.
  private static func copy() throws -> (Fixture, [ObjectID]) {
    let (fixture, ids) = try template.get()
    return (try Fixture(copying: fixture), ids)
  }

  private static func stored() throws -> (Fixture, [ObjectID]) {
    let fixture = try Fixture()
    var editor = try TreeEditor(fixture.repository)
    var batch = ObjectBatch(for: fixture.repository)
    var ids: [ObjectID] = []
    var parent: ObjectID?
    for number in 0..<6 {
      let blob = try batch.add(blob: Array("document \(number) \(number * 7919)\n".utf8))
      try editor.set("folder/name-\(number)", to: blob)
      parent = try fixture.draft(&editor, &batch, parent, "change \(number)")
      ids += [blob, try #require(parent)]
    }
    try batch.store()
    return (fixture, ids)
  }

  private static func files(_ fixture: Fixture, _ ending: String) throws -> [String] {
    let folder = fixture.path + "/objects/pack"
    return try Folder.list(folder).filter { $0.hasSuffix(ending) }.map { "\(folder)/\($0)" }
  }

  private static func replace(_ file: String, _ bytes: [UInt8]) throws {
    try Folder.removeFile(file)
    try Data(bytes).write(to: URL(fileURLWithPath: file))
  }

  private static func expectDamage(of id: ObjectID, in repository: Repository) {
    do throws(GitError) {
      _ = try repository.object(id)
      Issue.record("damage was not seen")
    } catch {
      #expect(error.code == .corrupt)
      #expect(error.subject == id.hex)
    }
  }
}
