import Foundation

/// A clone of a workbench's repository, made and used by the real git.
struct Clone {
  let bench: Workbench
  let path: String

  /// Clones into a folder of this name and checks out a branch.
  init(_ bench: Workbench, as name: String = "clone", branch: String = "env/dev") throws {
    (self.bench, path) = (bench, bench.folder[name])
    try run(["git", "clone", "-q", "-b", branch, bench.repository, path], in: bench.folder.path)
  }

  @discardableResult
  func git(_ arguments: String...) throws -> String {
    try run(["git"] + arguments, in: path).text
  }

  /// Runs git and says how it ended; a merge that conflicts is no failure of the test.
  func attempt(_ arguments: String...) throws -> Outcome {
    try Execution(program: "/usr/bin/env", arguments: ["git"] + arguments, folder: path).run()
  }

  @discardableResult
  func strata(_ arguments: String..., tool: String = Tool.path) throws -> Outcome {
    try Execution(program: tool, arguments: arguments, folder: path).run()
  }

  @discardableResult
  private func run(_ command: [String], in folder: String) throws -> Outcome {
    let outcome = try Execution(
      program: "/usr/bin/env", arguments: command, folder: folder
    ).run()
    guard outcome.code == 0 else { throw Workbench.Failure(description: outcome.description) }
    return outcome
  }

  func bytes(_ name: String) -> Data? {
    FileManager.default.contents(atPath: path + "/" + name)
  }

  func write(_ text: String, to name: String) throws {
    let file = URL(fileURLWithPath: path + "/" + name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  /// Every file below `.git` but for the objects, with its bytes.
  func files() throws -> [String: Data] {
    var files: [String: Data] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: path + "/.git")
    where !name.hasPrefix("objects/") {
      files[name] = bytes(".git/" + name)
    }
    return files
  }
}
