public import CanonicalJSON
public import Profiles

/// A profile as it is exported and imported (`v1ClusterProfileImportEntity`): the document itself, and beside it what
/// validation adds, the registries that could hold each layer's pack.
public struct ImportEntity: Hashable, Sendable {
  /// The export, without what validation added.
  public var document: ProfileDocument
  /// For each layer in stack order the registries that validation offers; a layer that it says nothing of has none.
  public var matchingRegistries: [[PackRegistryMetadata]]

  /// - Parameter matchingRegistries: by layer; layers beyond its end have none.
  public init(_ document: ProfileDocument, matchingRegistries: [[PackRegistryMetadata]] = []) {
    self.document = document
    let count = document.profile.layers.count
    self.matchingRegistries =
      Array(matchingRegistries.prefix(count))
      + Array(repeating: [], count: max(0, count - matchingRegistries.count))
  }

  /// Reads an import's body or what validation answers.
  ///
  /// - Throws: what is wrong with the document, by path.
  public init(_ value: JSONValue) throws(DocumentError) {
    var value = value
    var matches: [[PackRegistryMetadata]] = []
    let packs = value[path: Self.packs]?.elements ?? []
    for (index, pack) in packs.enumerated() {
      let offered = pack["registry"]?["matchingRegistries"]
      matches.append(offered.flatMap { [PackRegistryMetadata]($0) } ?? [])
      if offered != nil { value.set(nil, at: Self.matching(index)) }
    }
    self.init(try ProfileDocument(export: value), matchingRegistries: matches)
  }

  /// The body; a layer without offered registries says nothing of them.
  public var value: JSONValue {
    var value = document.value
    for (index, offered) in matchingRegistries.enumerated() where !offered.isEmpty {
      value.set(offered.value, at: Self.matching(index))
    }
    return value
  }

  private static let packs = JSONPath([.key("spec"), .key("template"), .key("packs")])

  private static func matching(_ index: Int) -> JSONPath {
    packs.appending(.index(index)).appending(.key("registry"))
      .appending(.key("matchingRegistries"))
  }
}
