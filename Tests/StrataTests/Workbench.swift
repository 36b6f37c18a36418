import Foundation
import Testing

/// A repository with dev, staging and prod in a folder of its own, and the tool and git at hand.
struct Workbench {
  let folder: TemporaryFolder
  var repository: String { folder["strata.git"] }

  init() throws {
    folder = try TemporaryFolder("workbench")
    let made = try strata("init")
    guard made.code == 0 else { throw Failure(description: made.description) }
  }

  struct Failure: Error, CustomStringConvertible { var description: String }

  @discardableResult
  func strata(
    _ arguments: String..., input: String = "", environment: [String: String] = [:]
  ) throws -> Outcome {
    try strata(arguments, input: input, environment: environment)
  }

  @discardableResult
  func strata(
    _ arguments: [String], input: String = "", environment: [String: String] = [:]
  ) throws -> Outcome {
    try execution(arguments, input: input, environment: environment).run()
  }

  func execution(
    _ arguments: [String], input: String = "", environment: [String: String] = [:]
  ) -> Execution {
    Execution(
      program: Tool.path, arguments: arguments, folder: folder.path, input: Data(input.utf8),
      environment: Tool.environment.merging(environment) { $1 })
  }

  /// Runs a script of the shell with the tool as `$STRATA`, for what needs redirections.
  @discardableResult
  func shell(_ script: String) throws -> Outcome {
    let environment = Tool.environment.merging(["STRATA": Tool.path]) { $1 }
    return try Execution(
      program: "/bin/bash", arguments: ["-c", script], folder: folder.path,
      environment: environment
    ).run()
  }

  @discardableResult
  func git(_ arguments: String...) throws -> String {
    let outcome = try Execution(
      program: "/usr/bin/env", arguments: ["git", "-C", repository] + arguments,
      folder: folder.path
    ).run()
    guard outcome.code == 0 else { throw Failure(description: outcome.description) }
    return outcome.text
  }

  /// Commits an export to an environment and expects that it lands.
  @discardableResult
  func commit(_ export: Export, to environment: String = "dev", _ more: String...) throws
    -> Outcome
  {
    let outcome = try strata(
      ["commit", "-", "--env", environment] + more, input: export.json)
    try #require(outcome.code == 0, "\(outcome)")
    return outcome
  }

  /// The id of an environment's newest commit.
  func tip(_ environment: String = "dev") throws -> String {
    try git("rev-parse", "env/" + environment).trimmingCharacters(in: .newlines)
  }

  func commitCount(_ environment: String = "dev") throws -> Int {
    Int(try git("rev-list", "--count", "env/" + environment).dropLast()) ?? -1
  }

  /// Expects that git and Strata find nothing wrong.
  func expectSound() throws {
    let found = try git("fsck", "--full", "--strict", "--no-progress", "--no-dangling")
    #expect(found.split(separator: "\n").filter { !$0.hasPrefix("notice: ") } == [])
    let verified = try strata("verify")
    #expect(verified.code == 0, "\(verified)")
  }
}
