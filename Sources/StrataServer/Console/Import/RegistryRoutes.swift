import CanonicalJSON
import ProfileRepository
import Profiles

/// Which registry of the target each pack of an import comes from, by what is known of the target.
///
/// A pack stays with the registry that it names if that holds it, else goes to the only one that does. Where several do,
/// somebody chooses, as in Palette's Select repositories.
struct RegistryRoutes {
  /// A pack that several registries hold.
  struct Pack {
    let name: JSONString
    let version: JSONString
    let layer: Layer.Identity
    let source: JSONString?
    let options: [JSONString]
    let chosen: JSONString?
  }

  /// A layer whose registry becomes another one.
  struct Move {
    let position: Int
    let layer: Layer.Identity
    let registry: JSONString
  }

  private(set) var packs: [Pack] = []
  private(set) var fixed: [ImportRegistriesView.Fixed] = []
  private(set) var moves: [Move] = []
  private let known: KnownHoldings

  init(_ draft: ImportDraft, in repository: ProfileRepository) throws {
    known = try repository.snapshot(of: draft.environment).facts()?.holdings ?? KnownHoldings()
    for (position, layer) in draft.document.profile.layers.enumerated() {
      if layer.packType != "manifest" { add(layer, at: position, draft) }
    }
  }

  private mutating func add(_ layer: Layer, at position: Int, _ draft: ImportDraft) {
    let (name, own) = (layer.identity.pack, layer.registry?.name)
    let holders = (known.packs?[name] ?? [:]).filter { $0.value.contains(layer.version) }
      .keys.sorted()
    let isAtHome = own.map(holders.contains) ?? false
    let isOpen = !isAtHome && holders.count > 1
    let target = isOpen ? draft.registries[name] : isAtHome ? own : holders.first ?? own
    if isOpen {
      packs.append(
        Pack(
          name: name, version: layer.version, layer: layer.identity, source: own,
          options: holders, chosen: target))
    } else {
      fixed.append(
        .init(
          pack: layer.identity.shownName, version: layer.version.shown,
          registry: target?.shown ?? "–"))
    }
    if let target, target != own {
      moves.append(Move(position: position, layer: layer.identity, registry: target))
    }
  }

  /// The document with the registries that it lands with.
  func applied(to document: ProfileDocument) throws -> ProfileDocument {
    if moves.isEmpty { return document }
    var value = document.value
    for move in moves {
      let place: [JSONPath.Step] = [
        .key("spec"), .key("template"), .key("packs"), .index(move.position), .key("registry"),
        .key("metadata"),
      ]
      let facts = known.registries?[move.registry]
      value.set(.string(move.registry), at: JSONPath(place + [.key("name")]))
      value.set((facts?.uid).map(JSONValue.string), at: JSONPath(place + [.key("uid")]))
      if let kind = facts?.kind { value.set(.string(kind), at: JSONPath(place + [.key("kind")])) }
    }
    return try ProfileDocument(export: value.encoded(), syntax: .json)
  }
}
