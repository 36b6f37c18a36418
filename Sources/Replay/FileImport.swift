public import ProfileRepository
public import Profiles

/// An export file that is imported straight into a scope: a commit with its source recorded.
public struct FileImport: Sendable {
  public var document: ProfileDocument
  /// The file's name, as the commit's `Source` has it.
  public var source: String
  public var target: EnvironmentName
  public var scope: Scope
  public var landing: Landing
  public var message: String?
  /// What becomes of secrets; the environment's own declarations are added.
  public var gate: PreparedDocument.Gate

  public init(
    document: ProfileDocument, source: String, target: EnvironmentName, scope: Scope,
    landing: Landing = Landing(), message: String? = nil,
    gate: PreparedDocument.Gate = PreparedDocument.Gate()
  ) {
    self.document = document
    self.source = source
    self.target = target
    self.scope = scope
    self.landing = landing
    self.message = message
    self.gate = gate
  }

  /// Writes the document unless the scope holds another one of its name and version.
  public func run(
    in repository: ProfileRepository, as operation: Operation, dryRun: Bool = false
  ) throws(RepositoryError) -> ReplayResult {
    let prepared = try landed(repository.snapshot(of: target).sensitivity())
    let written = try repository.write(
      to: target, dryRun: dryRun, as: operation, reason: "import", from: .direct(source: source)
    ) { change throws(RepositoryError) in
      let verdict = try verdict(prepared, on: change.base)
      if case .written = verdict {
        try change.put(prepared, in: scope, Change.Details(message: message, source: source))
      }
      return verdict
    }
    let outcome = ReplayOutcome(
      source: nil, target: prepared.document.key(in: scope), verdict: written.result,
      maskedPlaces: prepared.document.masks().count)
    return ReplayResult(
      target: target, outcomes: [outcome], before: written.before,
      after: written.after, operation: operation.id)
  }

  private func landed(_ declared: Sensitivity) throws(RepositoryError) -> PreparedDocument {
    let moved: ProfileDocument
    do { moved = try landing.applied(to: document) } catch {
      throw RepositoryError(error, in: source)
    }
    return try PreparedDocument(moved, gate: gate.adding(declared))
  }

  private func verdict(
    _ prepared: PreparedDocument, on base: Snapshot
  ) throws(RepositoryError) -> ReplayOutcome.Verdict {
    guard let present = try base.entry(for: prepared.document.key(in: scope)) else {
      return .written(steps: 1)
    }
    if present.blob == prepared.id { return .nothing(.equal) }
    if landing.overwrites { return .written(steps: 1) }
    let current = try base.document(present)
    return .refused(
      Refusal(
        reason: .duplicate, isConflict: false,
        difference: ProfileDifference(
          from: current, to: prepared.document, sensitivity: try base.sensitivity()), since: []))
  }
}
