import CanonicalJSON
import Foundation
import Git
import ProfileRepository
import Profiles
import Replay
import Testing

/// A repository with dev, staging and prod, and short words for writing, promoting and importing.
final class ReplayFixture: Sendable {
  let folder: String
  let repository: ProfileRepository

  init() throws {
    folder = NSTemporaryDirectory() + "strata-replay-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    repository = try ProfileRepository.create(
      at: folder + "/strata.git",
      environments: ["dev", "staging", "prod"].map { try EnvironmentName($0) },
      committer: Self.person("Grace"))
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  static func person(_ name: String, seconds: Int64 = 1_795_000_000) throws -> Signature {
    try Signature(name: name, email: "\(name.lowercased())@example.org", seconds: seconds)
  }

  func operation() throws -> Writing { try Writing(committer: Self.person("Grace")) }

  /// An export of one layer whose values hold a number.
  static func document(
    _ number: Int, name: String = "web", version: String = "1.0.0", registry: String = "Public"
  ) throws -> ProfileDocument {
    let export =
      #"{"metadata":{"name":"\#(name)"},"spec":{"version":"\#(version)","template":{"packs":["#
      + #"{"name":"nginx","values":"a: \#(number)\nb: 2","#
      + #""registry":{"metadata":{"name":"\#(registry)","uid":"u1"}}}]}}}"#
    return try ProfileDocument(export: Array(export.utf8), syntax: .json)
  }

  /// Commits a numbered document; the number is also in the message and in the author's clock.
  func commit(
    _ number: Int, name: String = "web", version: String = "1.0.0", registry: String = "Public",
    to environment: String = "dev", scope: Scope = .tenant
  ) throws {
    let prepared = try PreparedDocument(
      Self.document(number, name: name, version: version, registry: registry))
    let details = Change.Details(
      message: "\(name) \(number)", author: try Self.person("Ada", seconds: Int64(1000 + number)),
      source: "\(name).json")
    _ = try repository.write(to: EnvironmentName(environment), as: operation(), reason: "test") {
      change throws(RepositoryError) in _ = try change.put(prepared, in: scope, details)
    }
  }

  /// Takes facts in, as a file has them.
  func know(_ facts: String, of environment: String = "staging") throws {
    let taking = try FactsImport(Array(facts.utf8))
    _ = try repository.write(to: EnvironmentName(environment), as: operation(), reason: "facts") {
      change throws(RepositoryError) in
      try change.put(taking, subject: "Know", takenAt: 1_795_000_000)
    }
  }

  func remove(_ profile: String, from environment: String = "dev") throws {
    let selector = try ProfileSelector(profile)
    let key = try snapshot(environment).find(selector).key
    _ = try repository.write(to: EnvironmentName(environment), as: operation(), reason: "rm") {
      change throws(RepositoryError) in _ = try change.remove(key)
    }
  }

  /// Rolls an environment, or a profile in it, back to a revision.
  @discardableResult
  func rollBack(
    _ environment: String, _ profile: String? = nil, to revision: String, holds: Bool = false,
    dryRun: Bool = false
  ) throws -> RestorationResult {
    let selector = try profile.map { try ProfileSelector($0) }
    let rollback = try Rollback(
      EnvironmentName(environment), selector, to: snapshot(revision), holds: holds)
    return try rollback.run(in: repository, as: operation(), dryRun: dryRun)
  }

  @discardableResult
  func hold(_ profile: String, in environment: String, isHeld: Bool = true) throws
    -> Holding.Result
  {
    let holding = try Holding(
      EnvironmentName(environment), ProfileSelector(profile), isHeld: isHeld,
      message: isHeld ? "breaks the ingress" : nil)
    return try holding.run(in: repository, as: operation())
  }

  /// Undoes the last operation, or the one that is named.
  @discardableResult
  func undo(_ id: String? = nil, holds: Bool = false, dryRun: Bool = false) throws
    -> [RestorationResult]
  {
    let last = try repository.operations(limit: 1).first?.id
    let record = try repository.operation(id ?? last ?? "")
    return try Undo(record, holds: holds).run(in: repository, as: operation(), dryRun: dryRun)
  }

  func removeLog() throws {
    try FileManager.default.removeItem(atPath: repository.path + "/strata/operations.jsonl")
  }

  /// What came back, as words: `restored tenant/web@1.0.0`.
  static func words(_ results: [RestorationResult]) -> [String] {
    results.flatMap { result in
      result.items.map { item in
        "\(item.kind.rawValue) \(item.key)" + (item.holds.map { $0 ? " held" : " released" } ?? "")
      } + result.files.map { "file \($0)" }
    }
  }

  func snapshot(_ revision: String) throws -> Snapshot {
    try repository.snapshot(at: Revision(revision))
  }

  /// Replays profiles (every one if none is named) from a revision to an environment.
  @discardableResult
  func replay(
    _ profiles: [String] = [], from source: String, to target: String,
    kind: ReplayRequest.Kind = .promotion, scope: Scope? = nil, landing: Landing = Landing(),
    skipsRefused: Bool = false, skipsHeld: Bool = false,
    resolution: MergeResolution = MergeResolution(), removals: RemovalRequest? = nil,
    dryRun: Bool = false
  ) throws -> ReplayResult {
    let snapshot = try snapshot(source)
    let entries =
      profiles.isEmpty
      ? try snapshot.entries()
      : try profiles.map { try snapshot.find(ProfileSelector($0)) }
    var replay = Replay(in: repository, as: try operation())
    let request = ReplayRequest(
      kind: kind, source: snapshot, entries: entries, target: try EnvironmentName(target),
      scope: scope, landing: landing, skipsHeld: skipsHeld, skipsRefused: skipsRefused,
      resolution: resolution, removals: removals)
    return try replay.run(request, dryRun: dryRun)
  }

  /// The verdicts as words: `written 2`, `invalid`, `equal`, `already-replayed`, `changed-in-target 5` and so on.
  static func words(_ result: ReplayResult) -> [String] {
    result.outcomes.map { outcome in
      switch outcome.verdict {
      case .written(let steps): "written \(steps)"
      case .merged(let merged): "merged \(merged.steps)"
      case .nothing(let why): why.rawValue
      case .sliced: "sliced"
      case .removed: "removed"
      case .kept(_, let isChosen): isChosen ? "kept, chosen" : "kept"
      case .held(let held): held.isSkipped ? "held, skipped" : "held 5"
      case .invalid: "invalid"
      case .refused(let refusal): "\(refusal.reason.rawValue) \(refusal.isConflict ? 5 : 3)"
      }
    }
  }

  /// The numbers in an environment's documents, by key.
  func numbers(_ environment: String) throws -> [String: String] {
    let snapshot = try snapshot(environment)
    var numbers: [String: String] = [:]
    for entry in try snapshot.entries() {
      let values = try snapshot.document(entry).profile.layers[0].values.string
      numbers["\(entry.key)"] = String(values.dropFirst(3).prefix { $0 != "\n" })
    }
    return numbers
  }

  /// The subjects of an environment's commits on documents, oldest first.
  func subjects(_ environment: String) throws -> [String] {
    try snapshot(environment).history().filter { $0.message.lineage.profile != nil }
      .map(\.message.subject).reversed()
  }

  func git(_ arguments: String...) throws -> (code: Int32, text: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["git", "-C", repository.path] + arguments
    process.environment = ["PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": "/nonexistent"]
    let sink = Pipe()
    process.standardOutput = sink
    process.standardError = sink
    try process.run()
    let output = try sink.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }

  /// Expects that neither git nor Strata finds anything wrong.
  func expectSound() throws {
    let found = try git("fsck", "--full", "--strict", "--no-progress", "--no-dangling")
    #expect(found.code == 0)
    #expect(found.text.split(separator: "\n").filter { !$0.hasPrefix("notice: ") } == [])
    #expect(try repository.verify().problems.map { "\($0.place): \($0.detail)" } == [])
  }
}
