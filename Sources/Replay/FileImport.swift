internal import Git
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
  /// Refuses a document with findings of this severity or above it.
  public var failsOn = ValidationFinding.Severity.error
  /// Adds to the outcome what differs between what the target holds and what would land.
  public var showsDifferences = false
  /// What a plan expects of it; nil where none stands behind it.
  var plan: PlanCheck?

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

  /// Writes the document unless the scope holds another one of its name and version, or something speaks against it.
  public func run(
    in repository: ProfileRepository, as operation: Operation, dryRun: Bool = false
  ) throws(RepositoryError) -> ReplayResult {
    let written = try repository.write(
      to: target, dryRun: dryRun, as: operation, reason: "import", from: .file(source)
    ) { change throws(RepositoryError) in
      if let earlier = try plan?.application(on: change.base) {
        return ReplayResult.Decided(appliedBefore: earlier)
      }
      let validation = try Validation(of: target, at: change.base)
      let prepared = try landed(change.base)
      let basis = try PlanBasis(of: self, prepared, on: change.base)
      try plan?.check(basis)
      let outcome = try outcome(prepared, on: change.base, validation)
      try plan?.check([outcome])
      if outcome.verdict.isLanding {
        try change.put(prepared, in: scope, Change.Details(message: message, source: source))
      }
      return .init(outcomes: [outcome], facts: validation.facts, basis: basis)
    }
    return ReplayResult(
      target, written.result, before: written.before, after: written.after,
      operation: operation.id)
  }

  private func effect(
    _ prepared: PreparedDocument, on base: Snapshot
  ) throws(RepositoryError) -> ReplayOutcome.Effect {
    let present = try base.entry(for: prepared.document.key(in: scope))
    var difference: ProfileDifference?
    if showsDifferences, let present, present.blob != prepared.id {
      difference = ProfileDifference(
        from: try base.document(present), to: prepared.document,
        sensitivity: gate.adding(try base.sensitivity()).sensitivity)
    }
    return ReplayOutcome.Effect(
      current: present?.blob, proposed: prepared.id, commits: [], difference: difference)
  }

  /// What `run` would come to, with what speaks against a document that the target holds already, too.
  ///
  /// Takes no lock, asks no protection and writes nothing.
  public func validation(
    in repository: ProfileRepository, as operation: Operation
  ) throws(RepositoryError) -> ReplayResult {
    let base = try repository.snapshot(of: target)
    let validation = try Validation(of: target, at: base)
    let outcome = try outcome(landed(base), on: base, validation, validatesUnchanged: true)
    return ReplayResult(
      target, .init(outcomes: [outcome], facts: validation.facts), before: base.commit.id,
      after: base.commit.id, operation: operation.id)
  }

  private func landed(_ base: Snapshot) throws(RepositoryError) -> PreparedDocument {
    let moved: ProfileDocument
    do { moved = try landing.applied(to: document) } catch {
      throw RepositoryError(error, in: source)
    }
    return try PreparedDocument(moved, gate: gate.adding(base.sensitivity()))
  }

  private func outcome(
    _ prepared: PreparedDocument, on base: Snapshot, _ validation: Validation,
    validatesUnchanged: Bool = false
  ) throws(RepositoryError) -> ReplayOutcome {
    let key = prepared.document.key(in: scope)
    var verdict = try verdict(prepared, on: base)
    var isUnchanged = false
    if case .nothing = verdict { isUnchanged = true }
    let findings = try validation.findings(
      of: verdict, landing: isUnchanged && !validatesUnchanged ? nil : prepared.document, as: key)
    verdict = verdict.checked(findings, failingOn: failsOn)
    return ReplayOutcome(
      source: nil, target: key, verdict: verdict, effect: try effect(prepared, on: base),
      maskedPlaces: prepared.document.masks().count,
      findings: findings)
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
