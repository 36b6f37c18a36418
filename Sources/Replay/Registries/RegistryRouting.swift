public import CanonicalJSON
internal import ProfileRepository
public import Profiles

/// Which registry of a target the pack of each layer comes from.
///
/// What was said for the pack counts, then what was said for the registry that it comes from, the command before what is
/// remembered; then the registry of the same name or uid, if it holds the pack; then the only one that does. Where several do, somebody
/// has to choose, and until then the layer keeps what it names, as it does where nothing is known.
struct RegistryRouting {
  private let stated: [RegistryMapping]
  private let choices: RegistryChoices
  private let known: KnownHoldings

  init(
    _ stated: [RegistryMapping], _ choices: RegistryChoices, _ known: KnownHoldings
  ) {
    (self.stated, self.choices, self.known) = (stated, choices, known)
  }

  /// Where the pack of one layer comes from.
  enum Route {
    case asNamed
    case sent(RegistryTarget, RegistryMove.Reason, RegistryMapping?)
    case open([JSONString])
  }

  /// Whether every document keeps its registries, whatever they are.
  func isIdle(in scope: Scope) -> Bool {
    stated.isEmpty && known.packs == nil && known.registries == nil
      && choices.mappings(for: scope).isEmpty
  }

  func routes(of profile: Profile, in scope: Scope) -> [Route] {
    if isIdle(in: scope) { return profile.layers.map { _ in .asNamed } }
    let mappings = RegistryMapping.packsFirst(stated + choices.mappings(for: scope))
    return profile.layers.map { route($0, mappings) }
  }

  private func route(_ layer: Layer, _ mappings: [RegistryMapping]) -> Route {
    if layer.packType == "manifest" && layer.registry == nil { return .asNamed }
    if let mapping = mappings.first(where: { $0.applies(to: layer) }) {
      return .sent(registry(mapping.target, uid: mapping.targetUID), .chosen, mapping)
    }
    if layer.packType == "manifest" { return .asNamed }
    let own = layer.registry.flatMap(ownName)
    guard let packs = known.packs else {
      return own.map { .sent(registry($0), .sameName, nil) } ?? .asNamed
    }
    let holders = PackHolders(of: layer, in: packs).names
    if let own, holders.contains(own) { return .sent(registry(own), .sameName, nil) }
    if let name = layer.registry?.name, holders.contains(name) { return .asNamed }
    switch holders.count {
    case 0: return .asNamed
    case 1: return .sent(registry(holders[0]), .only, nil)
    default: return .open(holders)
    }
  }

  /// The target's registry of the same name, else of the same uid; nil where none is known.
  private func ownName(_ registry: Layer.Registry) -> JSONString? {
    guard let registries = known.registries else { return nil }
    if registries[registry.name] != nil { return registry.name }
    if registry.uid.isEmpty { return nil }
    return registries.filter { $0.value.uid == registry.uid }.keys.min()
  }

  private func registry(_ name: JSONString, uid: JSONString? = nil) -> RegistryTarget {
    let facts = known.registries?[name]
    return RegistryTarget(name: name, uid: uid ?? facts?.uid, kind: facts?.kind)
  }
}

/// A layer whose pack comes from another registry in the target, or from one of another uid.
public struct RegistryMove: Hashable, Sendable {
  public enum Reason: String, Hashable, Sendable {
    /// Somebody said so, now or before.
    case chosen
    /// No other registry of the target holds the pack.
    case only = "only-holder"
    /// The target has a registry of the same name or uid.
    case sameName = "same-name"
  }

  public let layer: Layer.Identity
  /// Nil where the source names none.
  public let from: Layer.Registry?
  public let to: RegistryTarget
  public let reason: Reason
  /// What was said; nil where nothing was.
  public let mapping: RegistryMapping?

  /// Whether it is another registry by name, rather than by what the target calls it.
  public var isRenamed: Bool { from?.name != to.name }
}

/// A pack that several registries of the target hold, and nobody has said yet which one it comes from.
public struct OpenRegistry: Hashable, Sendable {
  public let layer: Layer.Identity
  public let version: JSONString
  /// What the source names; nil where it names none.
  public let source: JSONString?
  /// The target's registries that hold the pack, by name.
  public let options: [JSONString]
}
