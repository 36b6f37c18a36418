public import Git
public import ProfileRepository
internal import Profiles

/// Takes one operation back by new commits with what was there before it: documents, holds, settings and facts.
///
/// Whatever is no longer as the operation left it is a conflict, and then nothing is written: what came later is undone
/// first, or the environment rolled back. What is already as it was before counts as undone. An undo is an operation too,
/// so undoing it brings back what it took.
public struct Undo: Sendable {
  public let record: OperationRecord
  /// Holds the documents that change.
  public var holds: Bool
  public var message: String?
  public var author: Signature?

  public init(
    _ record: OperationRecord, holds: Bool = false, message: String? = nil,
    author: Signature? = nil
  ) {
    self.record = record
    self.holds = holds
    self.message = message
    self.author = author
  }

  /// Writes the commits, all or none on each environment that the operation wrote to.
  ///
  /// Several environments are all checked before the first is written; each branch moves on its own.
  ///
  /// - Throws: `conflict` where something was changed since, `invalid` where the operation started an environment.
  public func run(
    in repository: ProfileRepository, as operation: Operation, dryRun: Bool = false
  ) throws(RepositoryError) -> [RestorationResult] {
    if let start = record.moves.first(where: { $0.before == nil }) {
      throw RepositoryError(
        .invalid,
        "cannot undo \(name): it started the environment '\(start.environment)', and nothing was "
          + "there before",
        hint: "an environment stays; roll its documents back with 'strata rollback'")
    }
    let environments = record.environments
    if environments.count > 1, !dryRun {
      for environment in environments {
        _ = try run(on: environment, in: repository, operation, dryRun: true)
      }
    }
    var results: [RestorationResult] = []
    for environment in environments {
      results.append(try run(on: environment, in: repository, operation, dryRun: dryRun))
    }
    return results
  }

  /// `commit 0123456789abcdef`, as a person names it.
  private var name: String { "\(record.command ?? "operation") \(record.id)" }

  private func run(
    on environment: EnvironmentName, in repository: ProfileRepository, _ operation: Operation,
    dryRun: Bool
  ) throws(RepositoryError) -> RestorationResult {
    let effects = try repository.effects(of: record, on: environment)
    let written = try repository.write(
      to: environment, dryRun: dryRun, as: operation, reason: "undo",
      from: .restored(from: record.id)
    ) { change throws(RepositoryError) in
      try refuseChanged(effects, on: change, environment)
      let marks = try marks(effects, change.base)
      let items = try write(effects, marks, to: &change)
      return (items: items, files: try restore(effects.files, in: &change))
    }
    return RestorationResult(
      environment: environment, items: written.result.items, files: written.result.files,
      before: written.before, after: written.after, operation: operation.id)
  }

  private func refuseChanged(
    _ effects: OperationEffects, on change: Change, _ environment: EnvironmentName
  ) throws(RepositoryError) {
    for document in effects.documents {
      let now = try change.blob(for: document.key)
      if now == document.after || now == document.before { continue }
      throw try conflict(document.key.path, "\(document.key)", change.base, environment)
    }
    for file in effects.files {
      let now = try change.blob(at: file.path)
      if now == file.after || now == file.before { continue }
      throw try conflict(file.path, file.path, change.base, environment)
    }
  }

  private func conflict(
    _ path: String, _ subject: String, _ base: Snapshot, _ environment: EnvironmentName
  ) throws(RepositoryError) -> RepositoryError {
    let since = try BranchHistory(of: [path], from: base).entries(at: path).first
    let commit = since.map { " by \($0.commit.id.abbreviated) '\($0.message.subject)'" } ?? ""
    let later = since?.message.lineage.operation.map { "undo that first with 'strata undo \($0)'" }
    return RepositoryError(
      .conflict,
      "cannot undo \(name): '\(environment):\(subject)' was changed since\(commit)",
      hint: "nothing was written; \(later ?? "see it with 'strata log \(environment)'"), or bring "
        + "documents back with 'strata rollback'")
  }

  /// Whether each profile version is to be held from now on; what stays as it is has no entry.
  private func marks(
    _ effects: OperationEffects, _ base: Snapshot
  ) throws(RepositoryError) -> [ProfileKey: Bool] {
    var marks: [ProfileKey: Bool] = [:]
    if !effects.holds.isEmpty {
      let held = try base.holds()
      for hold in effects.holds where (held[hold.key] != nil) != hold.wasHeld {
        marks[hold.key] = hold.wasHeld
      }
    }
    if holds { for document in effects.documents { marks[document.key] = true } }
    return marks
  }

  private func write(
    _ effects: OperationEffects, _ marks: [ProfileKey: Bool], to change: inout Change
  ) throws(RepositoryError) -> [RestoredItem] {
    let verb = "Undo \(record.command ?? "operation") of"
    let items = effects.documents.map {
      Restoration.Item(
        key: $0.key, blob: $0.before, origin: $0.origin, holds: marks[$0.key])
    }
    var result = try Restoration(items: items, message: message, author: author, verb: verb)
      .write(to: &change)
    let done = Set(result.map(\.key))
    for key in effects.holds.map(\.key) where !done.contains(key) {
      guard let isHeld = marks[key] else { continue }
      let details = Change.Details(message: message, author: author, verb: verb)
      let commit = try change.mark(key, isHeld: isHeld, details)
      result.append(RestoredItem(key: key, kind: .hold, commit: commit, holds: isHeld))
    }
    return result
  }

  private func restore(
    _ files: [OperationEffects.File], in change: inout Change
  ) throws(RepositoryError) -> [String] {
    var restored: [String] = []
    let verb = "Undo \(record.command ?? "operation") of"
    for file in files {
      let details = Change.Details(message: message, author: author, verb: verb)
      if try change.restore(file: file.path, to: file.before, details) != nil {
        restored.append(file.path)
      }
    }
    return restored
  }
}
