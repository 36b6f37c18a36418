public import CanonicalJSON
public import PackValues

/// Some layers of a profile, or some values of them.
public struct ProfileSlice: Hashable, Sendable {
  public var layers: [LayerPattern]
  /// Paths within the values and manifests of those layers; empty means the layers as a whole.
  public var paths: [ValuesPathPattern]

  public init(layers: [LayerPattern], paths: [ValuesPathPattern] = []) {
    (self.layers, self.paths) = (layers, paths)
  }

  /// A document that took the slice of another one.
  public struct Taken: Sendable {
    public let document: ProfileDocument
    /// The layers that the slice means, on either side.
    public let layers: [Layer.Identity]
    /// The variables that came along, because the slice refers to them.
    public let variables: [JSONString]
    /// What the texts of the slice refer to.
    public let references: [Reference]
  }

  /// Why a slice cannot be taken.
  public enum Failure: Error, Hashable, Sendable {
    /// No layer of either document is meant.
    case noLayer
    /// No value of the layers is meant.
    case noValue
    /// Values of a layer that the older document does not have.
    case noLayerThere(Layer.Identity)
    /// The lines of the values hold other values too.
    case stuck(Layer.Identity, manifest: JSONString?)
    /// The document would not be one any more.
    case invalid
  }

  /// The older document with this slice of the newer one, and with the variables that its texts refer to.
  ///
  /// A layer that the newer one lacks is removed, one that the older one lacks is put behind the nearest layer before it that both
  /// have. Texts are spliced by lines and never written anew. The order of layers that both have stays.
  public func taken(
    from newer: ProfileDocument, into older: ProfileDocument
  ) throws(Failure) -> Taken {
    var splice = DocumentSplice(older: older, newer: newer)
    let keys = splice.layers { identity in layers.contains { $0.covers(identity) } }
    if keys.isEmpty { throw .noLayer }
    if paths.isEmpty {
      for key in keys { splice.take(key) }
    } else {
      var isFound = false
      for key in keys {
        isFound =
          try splice.take(valuesOf: key, where: { path in paths.contains { $0.covers(path) } })
          || isFound
      }
      if !isFound { throw .noValue }
    }
    let variables = splice.takeVariables()
    guard let document = try? ProfileDocument(value: splice.value) else { throw .invalid }
    return Taken(
      document: document, layers: keys.compactMap(\.layer), variables: variables,
      references: splice.references)
  }
}

extension KeyedList.Key {
  fileprivate var layer: Layer.Identity? {
    if case .layer(let identity) = owner { identity } else { nil }
  }
}
