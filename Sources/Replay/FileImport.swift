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
      let arrival = try Arrival(self, at: change.base)
      let basis = try PlanBasis(of: self, arrival.prepared, on: change.base)
      try plan?.check(basis)
      let outcome = try arrival.outcome()
      try plan?.check([outcome])
      let remembered = try change.remember(landing.registries, usedBy: [outcome], in: target)
      if outcome.verdict.isLanding {
        try change.put(
          arrival.prepared, in: scope, Change.Details(message: message, source: source))
      }
      return .init(
        outcomes: [outcome], facts: arrival.destination.facts, remembered: remembered,
        basis: basis)
    }
    return ReplayResult(
      target, written.result, before: written.before, after: written.after,
      operation: operation.id)
  }

  /// What `run` would come to; takes no lock, asks no protection and writes nothing.
  ///
  /// - Parameter validatesUnchanged: looks at the document, too, where the target holds it already.
  public func validation(
    in repository: ProfileRepository, as operation: Operation, validatesUnchanged: Bool = true
  ) throws(RepositoryError) -> ReplayResult {
    let arrival = try Arrival(self, at: repository.snapshot(of: target))
    let outcome = try arrival.outcome(validatesUnchanged: validatesUnchanged)
    let tip = arrival.destination.base.commit.id
    return ReplayResult(
      target, .init(outcomes: [outcome], facts: arrival.destination.facts), before: tip, after: tip,
      operation: operation.id)
  }
}

/// A file's document as it lands in one state of a target.
private struct Arrival {
  let file: FileImport
  let destination: Destination
  let landed: LandingForm.Landed
  let prepared: PreparedDocument

  init(_ file: FileImport, at base: Snapshot) throws(RepositoryError) {
    self.file = file
    destination = try Destination(file.target, at: base, file.landing)
    landed = try destination.form.landed(file.document, from: file.source, in: file.scope)
    prepared = try PreparedDocument(
      landed.document, gate: file.gate.adding(destination.validation.sensitivity))
  }

  func outcome(validatesUnchanged: Bool = false) throws(RepositoryError) -> ReplayOutcome {
    let document = prepared.document
    let key = document.key(in: file.scope)
    let verdict = try verdict(key)
    var isLooked = true
    if case .nothing = verdict { isLooked = validatesUnchanged }
    let findings = try destination.validation.findings(
      of: verdict, landing: isLooked ? document : nil, as: key, landed.moves)
    return ReplayOutcome(
      source: nil, target: key, verdict: verdict.checked(findings, failingOn: file.failsOn),
      effect: try effect(key), maskedPlaces: document.masks().count, findings: findings,
      registryMoves: isLooked ? landed.moves : [], openRegistries: isLooked ? landed.open : [])
  }

  private func effect(_ key: ProfileKey) throws(RepositoryError) -> ReplayOutcome.Effect {
    let base = destination.base
    let present = try base.entry(for: key)
    var difference: ProfileDifference?
    if file.showsDifferences, let present, present.blob != prepared.id {
      difference = ProfileDifference(
        from: try base.document(present), to: prepared.document,
        sensitivity: file.gate.adding(destination.validation.sensitivity).sensitivity)
    }
    return ReplayOutcome.Effect(
      current: present?.blob, proposed: prepared.id, commits: [], difference: difference)
  }

  private func verdict(_ key: ProfileKey) throws(RepositoryError) -> ReplayOutcome.Verdict {
    let base = destination.base
    guard let present = try base.entry(for: key) else { return .written(steps: 1) }
    if present.blob == prepared.id { return .nothing(.equal) }
    if file.landing.overwrites { return .written(steps: 1) }
    let current = try base.document(present)
    return .refused(
      Refusal(
        reason: .duplicate, isConflict: false,
        difference: ProfileDifference(
          from: current, to: prepared.document, sensitivity: destination.validation.sensitivity),
        since: []))
  }
}
