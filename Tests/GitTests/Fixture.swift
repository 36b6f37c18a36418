import Foundation
import Testing

@testable import Git

/// A repository in a folder of its own, gone when the test ends.
final class Fixture: Sendable {
  let folder: String
  let repository: Repository
  var path: String { repository.path }

  init() throws {
    folder = NSTemporaryDirectory() + "git-tests-" + UUID().uuidString
    repository = try Repository.create(at: folder + "/repository.git", initialHead: "env/dev")
  }

  /// A copy of another fixture's repository, which costs no syncs.
  init(copying other: Fixture) throws {
    folder = NSTemporaryDirectory() + "git-tests-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: other.path, toPath: folder + "/repository.git")
    repository = try Repository.open(at: folder + "/repository.git")
  }

  deinit {
    _ = try? Command.run("chmod", "-R", "u+rwX", folder)
    try? FileManager.default.removeItem(atPath: folder)
  }

  static let branch = "refs/heads/env/dev"

  static func signature(_ seconds: Int64 = 1_700_000_000) throws -> Signature {
    try Signature(name: "Ada", email: "ada@example.org", seconds: seconds, offsetMinutes: 60)
  }

  @discardableResult
  func git(_ arguments: String..., input: [UInt8] = []) throws -> String {
    try Command.run("git", ["-C", path] + arguments, input: input)
  }

  /// Commits files on top of a commit and moves the branch.
  @discardableResult
  func commit(
    _ files: [String: String], on parent: ObjectID? = nil, branch: String = Fixture.branch,
    _ message: String = "change"
  ) throws -> ObjectID {
    var editor = try TreeEditor(repository, base: parent.map { try repository.commit($0).tree })
    var batch = ObjectBatch(for: repository)
    for (path, text) in files.sorted(by: { $0.key < $1.key }) {
      try editor.set(path, to: batch.add(blob: Array(text.utf8)))
    }
    let id = try draft(&editor, &batch, parent, message)
    try batch.store()
    try repository.updateReference(
      branch, to: id, expecting: parent, log: (Self.signature(), "commit: \(message)"))
    return id
  }

  func draft(
    _ editor: inout TreeEditor, _ batch: inout ObjectBatch, _ parent: ObjectID?,
    _ message: String, seconds: Int64 = 1_700_000_000
  ) throws -> ObjectID {
    let tree = try editor.write(into: &batch)
    let signature = try Self.signature(seconds)
    return try batch.add(
      commit: CommitDraft(
        tree: tree, parents: parent.map { [$0] } ?? [], author: signature, committer: signature,
        message: message))
  }

  /// Expects that git finds nothing wrong.
  func expectSound() throws {
    let found = try git("fsck", "--full", "--strict", "--no-progress", "--no-dangling")
    let complaints = found.split(separator: "\n").filter { !$0.hasPrefix("notice: ") }
    #expect(complaints == [])
    #expect(try git("count-objects", "-v").contains("garbage: 0"))
  }
}

enum Command {
  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  @discardableResult
  static func run(_ name: String, _ arguments: String...) throws -> String {
    try run(name, arguments)
  }

  @discardableResult
  static func run(_ name: String, _ arguments: [String], input: [UInt8] = []) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [name] + arguments
    process.environment = [
      "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": "/nonexistent", "LC_ALL": "C",
      "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null",
      "GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@example.org",
      "GIT_COMMITTER_NAME": "Ada", "GIT_COMMITTER_EMAIL": "ada@example.org",
    ]
    let (source, sink) = (Pipe(), Pipe())
    process.standardInput = source
    process.standardOutput = sink
    process.standardError = sink
    try process.run()
    try source.fileHandleForWriting.write(contentsOf: Data(input))
    try source.fileHandleForWriting.close()
    let output = try sink.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    let text = String(decoding: output, as: UTF8.self)
    if process.terminationStatus != 0 {
      throw Failure(description: "\(name) \(arguments): \(text)")
    }
    return text
  }
}
