internal import CanonicalJSON

/// A layer as a person names it.
extension Profile {
  /// The indexes of the layers that a name means: a pack's name, a display name, `KIND PACK`, both together as
  /// `PACK (DISPLAY)` or `KIND PACK (DISPLAY)`, or the export's `DISPLAY--PACK`.
  ///
  /// A name that means one layer whole is that layer even if it is a part of others' names. Several indexes mean that the name does
  /// not say which; an empty array that there is none.
  public func layers(named name: String) -> [Int] {
    let exact = layers.indices.filter { layers[$0].identity.description == name }
    if !exact.isEmpty { return exact }
    return layers.indices.filter { layers[$0].identity.names.contains(name) }
  }
}

extension Layer.Identity {
  /// What the layer may be called, from the shortest on.
  public var names: [String] {
    let own =
      displayName.isEmpty
      ? []
      : [
        displayName.string, "\(pack) (\(displayName))", "\(displayName)--\(pack)",
        "\(kind) \(displayName)",
      ]
    return [pack.string, "\(kind) \(pack)"] + own
  }
}
