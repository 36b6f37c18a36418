import Foundation
import Synchronization
import Testing

@testable import Git

@Suite struct ConsolidationTests {
  @Test func `many small packs become few, beside readers that never fail`() throws {
    let fixture = try Fixture()
    try fixture.repository.addUnderLock("start", message: "start")
    let path = fixture.path
    let failures = Mutex<[String]>([])
    let isDone = Atomic(false)
    DispatchQueue.concurrentPerform(iterations: 3) { role in
      do {
        let repository = try Repository.open(at: path)
        if role == 0 {
          defer { isDone.store(true, ordering: .relaxed) }
          for number in 0..<60 {
            try repository.addUnderLock("folder/\(number % 20)", message: "change \(number)")
          }
        } else {
          while !isDone.load(ordering: .relaxed) { try Self.readAll(repository) }
        }
      } catch {
        failures.withLock { $0.append("\(error)") }
      }
    }
    #expect(failures.withLock { $0 } == [])
    #expect(try PackCheck(folder: fixture.repository.packFolder).names().count < 30)
    #expect(try fixture.git("rev-list", "--count", "env/dev") == "61\n")
    try fixture.expectSound()
  }

  private static func readAll(_ repository: Repository) throws(GitError) {
    guard let head = try repository.reference(Fixture.branch) else { return }
    try repository.log(from: head) { (commit) throws(GitError) in
      for (_, entry) in try repository.walk(tree: commit.tree) { _ = try repository.blob(entry.id) }
      return true
    }
  }

  @Test func `git gc beside a writer harms neither`() throws {
    let fixture = try Fixture()
    let path = fixture.path
    let failures = Mutex<[String]>([])
    DispatchQueue.concurrentPerform(iterations: 2) { role in
      do {
        let repository = try Repository.open(at: path)
        for number in 0..<(role == 0 ? 30 : 5) {
          if role == 0 {
            try repository.addUnderLock("folder/\(number % 7)", message: "change \(number)")
          } else {
            try Command.run("git", "-C", path, "gc", "--quiet")
            try Command.run("git", "-C", path, "pack-refs", "--all")
          }
        }
      } catch {
        failures.withLock { $0.append("\(error)") }
      }
    }
    #expect(failures.withLock { $0 } == [])
    #expect(try fixture.git("rev-list", "--count", "env/dev") == "30\n")
    _ = try fixture.repository.upkeep()
    try Self.readAll(fixture.repository)
    try fixture.expectSound()
  }

  @Test func `whole folders of several packs become differences`() throws {
    let fixture = try Fixture()
    var files: [String: String] = [:]
    for number in 0..<300 { files["folder/name-\(number)"] = "\(number * 7919)" }
    var parent = try fixture.commit(files)
    for number in 0..<12 {
      parent = try fixture.commit(["folder/name-\(number * 20)": "new"], on: parent)
    }
    let before = try Self.size(fixture)
    let report = try fixture.repository.upkeep()
    #expect(report.packsBefore == 13)
    #expect(report.packsAfter == 1)
    #expect(try Self.size(fixture) * 3 < before)
    try Self.readAll(fixture.repository)
    try fixture.expectSound()
  }

  private static func size(_ fixture: Fixture) throws -> Int {
    try fixture.repository.mergeablePacks().reduce(0) { $0 + $1.size }
  }

  @Test func `packs that git fetched and repacked are merged too`() throws {
    let fixture = try Fixture()
    var parent: ObjectID?
    for number in 0..<8 {
      let text = (0..<400).map { "line \($0) \($0 == number ? "new" : "")\n" }.joined()
      parent = try fixture.commit(["a": text], on: parent)
    }
    try fixture.git("repack", "-a", "-d", "-f", "-q")
    try fixture.commit(["a": "last"], on: parent)
    #expect(try fixture.repository.upkeep().packsAfter == 1)
    try Self.readAll(fixture.repository)
    try fixture.expectSound()
  }

  @Test func `sizes that grow twofold are left alone`() {
    let packs = [8000, 400, 100].enumerated().map {
      PackOnDisk(name: "\($0.offset)", size: $0.element, modified: 0)
    }
    #expect(Repository.geometric(packs).count <= 1)
    let small = packs + (0..<3).map { PackOnDisk(name: "small\($0)", size: 90, modified: 0) }
    #expect(Set(Repository.geometric(small).map(\.size)).contains(90))
    #expect(!Repository.geometric(small).map(\.size).contains(8000))
  }
}
