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
  /// The paths that a pack's `schema.yaml` declares with `format "${password}"`.
  public var schemas: [Pack: [SchemaPath]]

  public init(literals: Set<JSONString> = [], schemas: [Pack: [SchemaPath]] = [:]) {
    (self.literals, self.schemas) = (literals, schemas)
  }

  /// The rules for one layer's values, by its pack's name and version.
  public func rules(for layer: Layer) -> MaskRules {
    MaskRules(
      literals: Set(literals.map(\.utf8)),
      sensitivePaths: schemas[Pack(name: layer.identity.pack, version: layer.version)] ?? [])
  }
}
