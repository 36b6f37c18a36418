public import CanonicalJSON
public import PackValues

/// What an environment knows of secrets beyond what an export says: packs' schemas, and further mask literals.
public struct Sensitivity: Hashable, Sendable {
  /// A pack in one version.
  public struct Pack: Hashable, Sendable {
    public let name: JSONString
    public let version: JSONString

    public init(name: JSONString, version: JSONString) {
      (self.name, self.version) = (name, version)
    }
  }

  /// Texts that stand for a hidden value beside runs of eight or more asterisks.
  public var literals: Set<JSONString>
  /// What each known version of a pack declares. A schema counts for its own version alone.
  public var schemas: [Pack: PackSchema]

  public init(literals: Set<JSONString> = [], schemas: [Pack: PackSchema] = [:]) {
    (self.literals, self.schemas) = (literals, schemas)
  }

  /// What a layer's pack declares in the layer's version; nil where that is not known.
  public func schema(of layer: Layer) -> PackSchema? {
    schemas[Pack(name: layer.identity.pack, version: layer.version)]
  }

  /// Versions of a layer's pack of which a schema is known although none is of the layer's own; it is not guessed from them.
  public func otherVersions(of layer: Layer) -> [JSONString] {
    guard schema(of: layer) == nil else { return [] }
    return schemas.keys.filter { $0.name == layer.identity.pack }.map(\.version).sorted()
  }

  /// The rules for one layer's values, by its pack's name and version.
  public func rules(for layer: Layer) -> MaskRules {
    MaskRules(
      literals: Set(literals.map(\.utf8)),
      sensitivePaths: schema(of: layer)?.passwords.map(\.path) ?? [])
  }

  /// What either one knows: the rules for a comparison of two environments.
  public func union(_ other: Sensitivity) -> Sensitivity {
    Sensitivity(
      literals: literals.union(other.literals),
      schemas: schemas.merging(other.schemas) { $0.merging($1) })
  }
}

extension Sensitivity.Pack: CustomStringConvertible {
  /// `akuity-agent 0.30.0`.
  public var description: String { "\(name) \(version)" }
}

extension Sensitivity.Pack: Comparable {
  /// By name, then by the bytes of the version, which need not be semantic.
  public static func < (left: Sensitivity.Pack, right: Sensitivity.Pack) -> Bool {
    left.name == right.name ? left.version < right.version : left.name < right.name
  }
}
