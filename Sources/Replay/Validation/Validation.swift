internal import PackValues
public import ProfileRepository
public import Profiles

/// Whether a profile can land in a scope of an environment, with everything that speaks against it at once.
///
/// Reads the document, the environment's facts and what the scope holds; writes nothing. What the facts do not say gives a
/// finding that it could not be checked.
public struct Validation: Sendable {
  public let key: ProfileKey
  public let environment: EnvironmentName
  /// Errors first, else in the order of the profile.
  public let findings: [ValidationFinding]
  /// What the environment is known to hold; nil where nothing is.
  public let facts: Facts?

  /// - Parameter isFromFile: whether the document comes from a file, so that the scope must not hold another one of its
  ///   name and version.
  public init(
    _ document: ProfileDocument, in scope: Scope, of environment: EnvironmentName,
    at snapshot: Snapshot, isFromFile: Bool
  ) throws(RepositoryError) {
    key = document.key(in: scope)
    self.environment = environment
    facts = try snapshot.facts()
    let subject = ValidationSubject(
      profile: document.profile, scope: scope, environment: environment,
      known: facts?.holdings ?? KnownHoldings())
    var present: ProfileDocument?
    if let entry = try snapshot.entry(for: key) { present = try snapshot.document(entry) }
    var masks = document.masks(sensitivity: try snapshot.sensitivity())
    if let present { masks = document.masks(masks, filledIn: present) }
    var found = TargetRules.findings(subject, document, present: present, isFromFile: isFromFile)
    found += LayerRules.findings(subject) + PackRules.findings(subject)
    found += ReferenceRules.findings(subject) + VariableRules.findings(subject)
    found += masks.filter(\.isOpen).map(Self.finding)
    let (errors, warnings) = (
      found.filter { $0.severity == .error }, found.filter { $0.severity == .warning }
    )
    findings = errors + warnings
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

  /// Says that facts are missing, and how to give them.
  func couldNotCheck(
    _ what: String, member: String, example: String
  ) -> ValidationFinding {
    ValidationFinding(
      .couldNotCheck, .warning, "could not check \(what): the facts of \(environment) do not say",
      remedy: "say it in a file such as {\"\(member)\": \(example)}, and take that in with "
        + "'strata facts import FILE --env \(environment)'")
  }
}
