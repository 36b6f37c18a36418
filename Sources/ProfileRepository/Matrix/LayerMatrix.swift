public import CanonicalJSON
public import Profiles

/// One profile's layers in the environments: in which version, and where they differ.
public struct LayerMatrix: Sendable {
  public struct Cell: Hashable, Sendable {
    public let version: JSONString
    /// By values, manifests and members; what belongs to one environment alone does not count.
    public let standing: MatrixStanding
    public let openMasks: Int
  }

  public struct Row: Sendable {
    /// The layer; nil for the row of the profile's variables.
    public let layer: Layer.Identity?
    /// Per environment; nil where it does not have the layer.
    public let cells: [Cell?]
  }

  public let environments: [Environment]
  public let predecessors: [Int?]
  public let scope: Scope
  public let name: JSONString
  /// Per environment, the version that was compared; nil where it does not have the profile.
  public let versions: [ProfileVersion?]
  /// In the stack's order, layers of the first environment that has one first; variables last, if there are any.
  public let rows: [Row]

  /// Whether two neighbors in the promotion order differ anywhere, the profile's version included.
  public var hasDifferences: Bool {
    rows.contains { row in ProfileMatrix.differs(row.cells.map { $0?.standing }, predecessors) }
      || predecessors.indices.contains { index in
        predecessors[index].map { versions[$0] != versions[index] } ?? false
      }
  }
}

extension ProfileRepository {
  /// Compares one profile's layers in all environments: one version, or in each the highest.
  ///
  /// Reads one document an environment. A profile that no environment has is an error.
  public func matrix(of selector: ProfileSelector) throws(RepositoryError) -> LayerMatrix {
    let environments = try environments()
    let names = environments.map(\.name.text)
    var documents: [ProfileDocument?] = []
    for environment in environments {
      let snapshot = try snapshot(of: environment.name, at: environment.tip)
      let versions = try snapshot.versions(of: selector.name, in: selector.scope)
      let entry =
        selector.version.map { version in versions.last { $0.key.version == version } }
        ?? versions.last
      documents.append(
        try entry.map { (entry) throws(RepositoryError) in try snapshot.document(entry) })
    }
    if documents.allSatisfy({ $0 == nil }) { throw try unknown(selector, in: environments) }
    let predecessors = environments.map { environment in
      environment.settings.after.flatMap { names.firstIndex(of: $0) }
    }
    return LayerMatrix(
      environments: environments, predecessors: predecessors, scope: selector.scope,
      name: selector.name, versions: documents.map { $0?.profile.version },
      rows: LayerRows(documents, predecessors).rows)
  }

  private func unknown(
    _ selector: ProfileSelector, in environments: [Environment]
  ) throws(RepositoryError) -> RepositoryError {
    var names: Set<String> = []
    for environment in environments {
      let snapshot = try snapshot(of: environment.name, at: environment.tip)
      names.formUnion(try snapshot.entries(of: selector.scope).map(\.key.name.string))
    }
    let near = Nearest.name(to: selector.name.string, among: names.sorted())
    return RepositoryError(
      .notFound, "no profile '\(selector)' in any environment",
      hint: near.map { "did you mean '\($0)'?" } ?? "see all of them with 'strata diff --matrix'")
  }
}

/// Finds which layers of some documents belong together.
private struct LayerRows {
  private struct Key: Hashable {
    let identity: Layer.Identity
    let occurrence: Int
  }

  private(set) var rows: [LayerMatrix.Row] = []

  init(_ documents: [ProfileDocument?], _ predecessors: [Int?]) {
    var order: [Key] = []
    var found: [[Key: (digest: String, layer: Layer)]] = []
    for document in documents {
      let own = Self.layers(of: document)
      for (index, item) in own.enumerated() where !order.contains(item.key) {
        let place = own[..<index].last.flatMap { order.firstIndex(of: $0.key) }
        order.insert(item.key, at: place.map { $0 + 1 } ?? order.count)
      }
      found.append(Dictionary(own.map { ($0.key, ($0.digest, $0.layer)) }) { $1 })
    }
    rows = order.map { key in
      let digests = found.map { $0[key]?.digest }
      return LayerMatrix.Row(
        layer: key.identity,
        cells: digests.indices.map { index in
          found[index][key].map { item in
            LayerMatrix.Cell(
              version: item.layer.version,
              standing: Self.standing(digests, index, predecessors),
              openMasks: item.layer.masks().count)
          }
        })
    }
    addVariables(documents, predecessors)
  }

  private mutating func addVariables(_ documents: [ProfileDocument?], _ predecessors: [Int?]) {
    let digests = documents.map { document in
      document.flatMap { $0.profile.variables.isEmpty ? nil : $0.variablesContentID }
    }
    guard digests.contains(where: { $0 != nil }) else { return }
    let cells = digests.indices.map { index in
      digests[index].map { _ in
        let variables = documents[index]?.profile.variables ?? []
        return LayerMatrix.Cell(
          version: "", standing: Self.standing(digests, index, predecessors),
          openMasks: variables.count(where: \.isMasked))
      }
    }
    rows.append(LayerMatrix.Row(layer: nil, cells: cells))
  }

  private static func standing(
    _ digests: [String?], _ index: Int, _ predecessors: [Int?]
  ) -> MatrixStanding {
    guard let before = predecessors[index] else { return .first }
    guard let other = digests[before] else { return .added }
    return other == digests[index] ? .same : .differs
  }

  private static func layers(
    of document: ProfileDocument?
  ) -> [(key: Key, digest: String, layer: Layer)] {
    guard let document else { return [] }
    var seen: [Layer.Identity: Int] = [:]
    return zip(document.profile.layers, document.layerContentIDs).map { layer, digest in
      let occurrence = seen[layer.identity, default: 0]
      seen[layer.identity] = occurrence + 1
      return (Key(identity: layer.identity, occurrence: occurrence), digest, layer)
    }
  }
}
