internal import PackValues
internal import ProfileRepository
internal import Profiles

/// What a document is held against before it lands, with everything that speaks against it at once.
///
/// Reads what the target is known to hold once for all documents of a change; writes nothing. What the facts do not say gives
/// a finding that it could not be checked.
struct Validation {
  /// What the environment is known to hold; nil where nothing is.
  let facts: Facts?
  let environment: EnvironmentName
  private let base: Snapshot
  /// What counts as hidden there.
  let sensitivity: Sensitivity

  init(of environment: EnvironmentName, at base: Snapshot) throws(RepositoryError) {
    (self.environment, self.base) = (environment, base)
    facts = try base.facts()
    sensitivity = try base.sensitivity(knowing: facts)
  }

  /// What speaks against a document in a scope, as it would land there: errors first, else in the order of the profile.
  func findings(
    against document: ProfileDocument, in scope: Scope, _ moves: [RegistryMove]
  ) throws(RepositoryError) -> [ValidationFinding] {
    let subject = ValidationSubject(
      profile: document.profile, scope: scope, environment: environment,
      known: facts?.holdings ?? KnownHoldings(), sensitivity: sensitivity,
      moves: moves)
    var found = TargetRules.findings(subject)
    found += LayerRules.findings(subject) + PackRules.findings(subject)
    if subject.known.constraints != nil {
      found += ConstraintRules.findings(subject, present: try present(document, in: scope))
    }
    found += ReferenceRules.findings(subject) + VariableRules.findings(subject)
    found += try masks(of: document, in: scope).filter(\.isOpen).map(Self.finding)
    return ValidationFinding.sorted(found)
  }

  /// The masked places, with what the scope has for them: a reference in its document, or a fill.
  private func masks(
    of document: ProfileDocument, in scope: Scope
  ) throws(RepositoryError) -> [ProfileMask] {
    let masks = document.masks(sensitivity: sensitivity)
    if !masks.contains(where: \.isOpen) { return [] }
    let filled = document.masks(masks, filledBy: try base.fills(in: scope).all)
    guard let present = try present(document, in: scope) else { return filled }
    return document.masks(filled, filledIn: present)
  }

  /// What the scope holds under the document's name and version.
  private func present(
    _ document: ProfileDocument, in scope: Scope
  ) throws(RepositoryError) -> ProfileDocument? {
    guard let entry = try base.entry(for: document.key(in: scope)) else { return nil }
    return try base.document(entry)
  }

  private static func finding(_ mask: ProfileMask) -> ValidationFinding {
    let detail = mask.state == .empty ? "is required and empty" : "a masked value has to be filled"
    return ValidationFinding(
      .maskToFill, .warning, at: place(mask), detail,
      remedy: "list them with 'strata masked', and write a fill sheet with '--sheet'")
  }

  private static func place(_ mask: ProfileMask) -> ValidationFinding.Place {
    let line = mask.place?.place.line
    let path = mask.place?.path.map { "\($0)" }
    switch mask.owner {
    case .values(let layer): return .init(layer: layer, line: line, path: path)
    case .manifest(let layer, let name):
      return .init(layer: layer, manifest: name, line: line, path: path)
    case .variable(let name): return .init(path: "variable '\(name)'")
    case .member(let path): return .init(path: "\(path)")
    }
  }
}

/// What the rules look at.
struct ValidationSubject {
  let profile: Profile
  let scope: Scope
  let environment: EnvironmentName
  let known: KnownHoldings
  /// What counts as hidden in the target.
  let sensitivity: Sensitivity
  /// The layers whose registry is the target's rather than the source's.
  let moves: [RegistryMove]

  /// Says that facts are missing, and how to give them.
  func couldNotCheck(
    _ what: String, member: String, example: String
  ) -> ValidationFinding {
    ValidationFinding(
      .couldNotCheck, .warning, "could not check \(what): the facts of \(environment) do not say",
      remedy: "say it in a file such as {\"\(member)\": \(example)}, and take that in with "
        + "'strata facts import FILE --env \(environment)'", missingFacts: member)
  }
}
