import CanonicalJSON
import Foundation
import Git
import ProfileRepository
import Profiles
import Testing

/// A repository with dev, staging and prod in a folder of its own, gone when the test ends.
final class RepositoryFixture: Sendable {
  let folder: String
  let repository: ProfileRepository
  let dev: EnvironmentName

  init() throws {
    folder = NSTemporaryDirectory() + "strata-repository-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    dev = try EnvironmentName("dev")
    repository = try ProfileRepository.create(
      at: folder + "/strata.git",
      environments: ["dev", "staging", "prod"].map { try EnvironmentName($0) },
      committer: Self.grace())
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  static func grace() throws -> Signature {
    try Signature(name: "Grace", email: "grace@example.org", seconds: 1_795_000_000)
  }

  static func ada() throws -> Signature {
    try Signature(
      name: "Ada", email: "ada@example.org", seconds: 1_790_000_000, offsetMinutes: 60)
  }

  func operation() throws -> Writing { try Writing(committer: Self.grace()) }

  /// An export of one layer whose values hold a number.
  static func document(
    _ number: Int, name: String = "web", version: String = "1.0.0"
  ) throws -> ProfileDocument {
    let text = String(decoding: JSONValue.string(JSONString(name)).encoded(), as: UTF8.self)
    let export =
      #"{"metadata":{"name":\#(text)},"spec":{"version":"\#(version)","template":{"packs":["#
      + #"{"name":"nginx","values":"a: \#(number)\nb: 2"}]}}}"#
    return try ProfileDocument(export: Array(export.utf8), syntax: .json)
  }

  /// Commits one document to an environment's branch.
  @discardableResult
  func commit(
    _ document: ProfileDocument, to environment: String = "dev", scope: Scope = .tenant,
    _ details: Change.Details = .init()
  ) throws -> ObjectID {
    let prepared = try PreparedDocument(document)
    return try repository.write(
      to: EnvironmentName(environment), as: operation(), reason: "test"
    ) { change throws(RepositoryError) in
      _ = try change.put(prepared, in: scope, details)
    }.after
  }

  func tip(_ environment: String = "dev") throws -> ObjectID {
    try repository.snapshot(of: EnvironmentName(environment)).commit.id
  }

  @discardableResult
  func git(_ arguments: String..., input: String = "") throws -> String {
    try git(arguments, input: input)
  }

  @discardableResult
  func git(_ arguments: [String], input: String = "") throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["git", "-C", repository.path] + arguments
    process.environment = [
      "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": "/nonexistent", "LC_ALL": "C",
      "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_AUTHOR_NAME": "Eve",
      "GIT_AUTHOR_EMAIL": "eve@example.org", "GIT_COMMITTER_NAME": "Eve",
      "GIT_COMMITTER_EMAIL": "eve@example.org", "GIT_AUTHOR_DATE": "1795000100 +0000",
      "GIT_COMMITTER_DATE": "1795000100 +0000",
    ]
    let (source, sink) = (Pipe(), Pipe())
    process.standardInput = source
    process.standardOutput = sink
    try process.run()
    source.fileHandleForWriting.write(Data(input.utf8))
    try source.fileHandleForWriting.close()
    let output = try sink.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    let text = String(decoding: output, as: UTF8.self)
    try #require(process.terminationStatus == 0, "git \(arguments): \(text)")
    return text
  }

  /// Makes a commit with git's own plumbing, as somebody without Strata would; returns its id.
  ///
  /// - Parameter files: nil removes the path.
  @discardableResult
  func foreignCommit(
    _ files: [String: String?], message: String, to environment: String = "dev",
    parents: [String]? = nil
  ) throws -> String {
    let branch = "refs/heads/env/" + environment
    var tree = try git("ls-tree", "-r", branch)
    for (path, text) in files {
      tree = tree.split(separator: "\n").filter { !$0.hasSuffix("\t" + path) }
        .map { $0 + "\n" }.joined()
      guard let text else { continue }
      let blob = try git("hash-object", "-w", "--stdin", input: text).dropLast()
      tree += "100644 blob \(blob)\t\(path)\n"
    }
    let id = try writeTree(tree)
    let old = String(try git("rev-parse", branch).dropLast())
    let options = (parents ?? [old]).flatMap { ["-p", $0] }
    let commit = try git(["commit-tree", id] + options, input: message).dropLast()
    try git("update-ref", branch, String(commit), old)
    return String(commit)
  }

  /// Builds nested trees from the lines of `ls-tree -r`.
  private func writeTree(_ lines: String) throws -> String {
    var (own, below) = ([String](), [String: [String]]())
    for line in lines.split(separator: "\n") {
      let parts = line.split(separator: "\t", maxSplits: 1)
      guard let slash = parts[1].firstIndex(of: "/") else {
        own.append(String(line))
        continue
      }
      let rest = parts[1][parts[1].index(after: slash)...]
      below[String(parts[1][..<slash]), default: []].append("\(parts[0])\t\(rest)")
    }
    for (name, lines) in below {
      let id = try writeTree(lines.joined(separator: "\n"))
      own.append("040000 tree \(id)\t\(name)")
    }
    let text = own.map { $0 + "\n" }.joined()
    return String(try git("mktree", input: text).dropLast())
  }

  /// Expects that neither git nor Strata finds anything wrong.
  func expectSound() throws {
    let found = try git("fsck", "--full", "--strict", "--no-progress", "--no-dangling")
    #expect(found.split(separator: "\n").filter { !$0.hasPrefix("notice: ") } == [])
    #expect(try repository.verify().problems.map { "\($0.place): \($0.detail)" } == [])
  }
}
