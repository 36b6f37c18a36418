import CanonicalJSON
import Git
import ProfileRepository
import Profiles
import Replay

/// A draft against its targets: what it would come to, and the import itself. Both are the libraries' own.
struct ImportRun {
  let draft: ImportDraft
  let repository: ProfileRepository

  /// One target with what the import comes to there.
  struct Target {
    let scope: Scope
    let result: ReplayResult
    let outcome: ReplayOutcome
  }

  /// What would happen in each scope; nothing is written.
  func preview(as operation: Operation) throws -> [Target] {
    try draft.scopes.map { try run($0, message: nil, as: operation, dryRun: true) }
  }

  /// Imports into each scope, with the sources of masked values.
  ///
  /// - Throws: where one of them refuses; those before it have landed then.
  func write(_ scope: Scope, message: String?, as operation: Operation) throws -> Target {
    let target = try run(scope, message: message, as: operation, dryRun: false)
    if target.outcome.isRefused { return target }
    let references = try references(in: scope)
    if !references.isEmpty {
      try FillForm.write(references, in: scope, of: draft.environment, repository, operation)
    }
    return target
  }

  /// The document as it lands: its name, its version, its registries.
  func landing() throws -> ProfileDocument {
    try RegistryRoutes(draft, in: repository).applied(to: draft.document)
      .renamed(to: draft.name, version: draft.version)
  }

  private func run(
    _ scope: Scope, message: String?, as operation: Operation, dryRun: Bool
  ) throws -> Target {
    let routes = try RegistryRoutes(draft, in: repository)
    let result: ReplayResult
    if let origin = self.origin(routes) {
      result = try replay(origin, to: scope, as: operation, dryRun: dryRun)
    } else {
      result = try FileImport(
        document: routes.applied(to: draft.document), source: draft.source,
        target: draft.environment, scope: scope, landing: how, message: message
      ).run(in: repository, as: operation, dryRun: dryRun)
    }
    guard let outcome = result.outcomes.first else { throw Refusal.notFound("nothing to import") }
    return Target(scope: scope, result: result, outcome: outcome)
  }

  /// Other registries make another document of it, so that it lands as a commit of its own.
  private func origin(_ routes: RegistryRoutes) -> ImportDraft.Origin? {
    routes.moves.isEmpty ? draft.origin : nil
  }

  private var how: Landing { Landing(name: draft.name, version: draft.version) }

  private func replay(
    _ origin: ImportDraft.Origin, to scope: Scope, as operation: Operation, dryRun: Bool
  ) throws -> ReplayResult {
    let address = try Address(origin.address)
    let snapshot = try repository.snapshot(at: address.revision)
    let entry = try snapshot.find(address.profile)
    let shown = try ShownDocument(
      snapshot.document(entry), sensitivity: snapshot.sensitivity())
    guard shown.document == draft.document else {
      throw RepositoryError(
        .conflict, "'\(origin.address)' was changed since it was picked",
        hint: "discard this import and pick it again")
    }
    var replay = Replay(in: repository, as: operation)
    return try replay.run(
      ReplayRequest(
        kind: .import, source: snapshot, entries: [entry], target: draft.environment, scope: scope,
        landing: how), dryRun: dryRun)
  }

  /// The masked places as the target sees them, with the sources that it keeps already.
  func masks(in scope: Scope) throws -> [ProfileMask] {
    try repository.snapshot(of: draft.environment).masks(of: landing(), in: scope)
      .filter { $0.state != .plain }
  }

  /// What a draft keeps a place's source under, whatever the profile is renamed to.
  func key(_ mask: ProfileMask) -> String? {
    mask.fillPlace(in: draft.document.profile.name)?.description
  }

  private func references(in scope: Scope) throws -> [Fill.Place: FillReference?] {
    var references: [Fill.Place: FillReference?] = [:]
    for mask in try masks(in: scope) {
      guard let key = key(mask), let reference = draft.fills[key],
        let place = mask.fillPlace(in: draft.landingName)
      else { continue }
      references[place] = reference
    }
    return references
  }
}
