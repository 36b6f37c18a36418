internal import CanonicalJSON
internal import Git
internal import ProfileRepository
internal import Profiles

/// The form in which documents land in a target: renamed if asked, with the target's registries.
struct LandingForm {
  private let landing: Landing
  private let routing: RegistryRouting

  init(_ landing: Landing, at base: Snapshot, knowing facts: Facts?) throws(RepositoryError) {
    self.landing = landing
    routing = RegistryRouting(
      landing.registries, try base.registryChoices(), facts?.holdings ?? KnownHoldings())
  }

  /// What a document becomes.
  struct Landed {
    let document: ProfileDocument
    /// Ready to be committed; nil where it is the source's, byte for byte.
    var prepared: PreparedDocument?
    /// Whether it is the source's, byte for byte.
    let isUnchanged: Bool
    /// The layers whose registry was rewritten, or named by a choice.
    let moves: [RegistryMove]
    let open: [OpenRegistry]
  }

  /// Whether every document stays as it is, so that none has to be read to know.
  func keepsAll(in scope: Scope) -> Bool {
    landing.name == nil && landing.version == nil && routing.isIdle(in: scope)
  }

  /// - Parameter subject: what an error names.
  func landed(
    _ document: ProfileDocument, from subject: String, in scope: Scope
  ) throws(RepositoryError) -> Landed {
    let layers = document.profile.layers
    var (targets, moves, open) = ([Int: RegistryTarget](), [RegistryMove](), [OpenRegistry]())
    for (index, route) in routing.routes(of: document.profile, in: scope).enumerated() {
      let layer = layers[index]
      switch route {
      case .asNamed: continue
      case .open(let names):
        open.append(
          OpenRegistry(
            layer: layer.identity, version: layer.version, source: layer.registry?.name,
            options: names))
      case .sent(let target, let reason, let mapping):
        let isSame = target.isNamed(by: layer.registry)
        if !isSame { targets[index] = target }
        if isSame && mapping == nil { continue }
        moves.append(
          RegistryMove(
            layer: layer.identity, from: layer.registry, to: target, reason: reason,
            mapping: mapping))
      }
    }
    return Landed(
      document: try written(document, targets, subject), prepared: nil,
      isUnchanged: landing.name == nil && landing.version == nil && targets.isEmpty, moves: moves,
      open: open)
  }

  private func written(
    _ document: ProfileDocument, _ targets: [Int: RegistryTarget], _ subject: String
  ) throws(RepositoryError) -> ProfileDocument {
    do {
      return try document.renamed(to: landing.name, version: landing.version)
        .withRegistries(targets)
    } catch { throw RepositoryError(error, in: subject) }
  }

  /// The same, ready to be committed.
  func prepared(
    _ document: ProfileDocument, of key: ProfileKey, in scope: Scope, allowedSecret: String?
  ) throws(RepositoryError) -> Landed {
    var landed = try self.landed(document, from: key.description, in: scope)
    if landed.isUnchanged { return landed }
    landed.prepared = try PreparedDocument(
      landed.document, gate: .init(allowedReason: allowedSecret))
    return landed
  }
}
