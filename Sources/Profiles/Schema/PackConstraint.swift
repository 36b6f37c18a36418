public import CanonicalJSON

/// What one version of a pack asks of another pack: an entry of `constraints.dependencies` in its `pack.json`.
///
/// Source: pack constraints, palette.md section 4.
public struct PackConstraint: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Has to be there, in a version within the bounds.
    case required
    /// May be missing, but not be there in a version outside of the bounds.
    case optional
    /// Must not be there in a version within the bounds.
    case notSupported
    /// Where a cluster comes from an older version, that has to be within the bounds.
    case upgrade
  }

  public let kind: Kind
  public let pack: JSONString
  /// The layer's kind; empty where any counts.
  public let layer: JSONString
  /// The lowest version that is meant; empty where there is no bound.
  public let minimum: JSONString
  /// The highest version that is meant; empty where there is no bound.
  public let maximum: JSONString

  public init(
    _ kind: Kind, pack: JSONString, layer: JSONString = "", minimum: JSONString = "",
    maximum: JSONString = ""
  ) {
    (self.kind, self.pack, self.layer) = (kind, pack, layer)
    (self.minimum, self.maximum) = (minimum, maximum)
  }

  /// Reads an entry as `pack.json` and an environment's facts have it; members that are not known do not count.
  public init(_ members: StrictMembers) throws(DocumentError) {
    let type = try members.requiredText("type")
    guard let kind = Kind(rawValue: type.string) else {
      throw DocumentError(
        .schema, "must be " + Kind.allCases.map(\.rawValue).joined(separator: ", "),
        path: members.place("type").description)
    }
    self.init(
      kind, pack: try members.requiredText("packName"), layer: try members.text("layer") ?? "",
      minimum: try members.text("minVersion") ?? "", maximum: try members.text("maxVersion") ?? "")
  }

  /// The entry as facts keep it, with Palette's names; what is empty is left out.
  public var stored: JSONValue {
    var object: JSONObject = [
      "type": .string(JSONString(kind.rawValue)), "packName": .string(pack),
    ]
    let others: [(JSONString, JSONString)] = [
      ("layer", layer), ("minVersion", minimum), ("maxVersion", maximum),
    ]
    for (key, text) in others where !text.isEmpty { object[key] = .string(text) }
    return .object(object)
  }
}

extension PackConstraint {
  /// Where a version stands to the bounds.
  public enum Standing: Hashable, Sendable {
    case within, below, above
    /// Above a bound that has fewer numbers, such as `1.30.4` above `1.30`, which may mean all of 1.30.
    case beyond
    /// The version, or a bound, is none that can be put in order.
    case unknown
  }

  /// Where a version of the other pack stands to the bounds; `within` where there are none.
  public func standing(of version: JSONString) -> Standing {
    if minimum.isEmpty, maximum.isEmpty { return .within }
    guard let version = PackVersion(version.string) else { return .unknown }
    if !minimum.isEmpty {
      guard let bound = PackVersion(minimum.string) else { return .unknown }
      if version.order(of: bound) < 0 { return .below }
    }
    if !maximum.isEmpty {
      guard let bound = PackVersion(maximum.string) else { return .unknown }
      if version.order(of: bound) > 0, !Self.isRevision(version, of: bound) {
        return version.refines(bound) ? .beyond : .above
      }
    }
    return .within
  }

  /// A revision of the highest version, such as `1.31.2-rev2` of `1.31.2`, is no higher version.
  private static func isRevision(_ version: PackVersion, of bound: PackVersion) -> Bool {
    bound.suffix.isEmpty && version.numbers == bound.numbers
  }

  /// `1.27 or later`, `1.19.0 to 1.22.4`, `up to 1.22`; nil where there are no bounds.
  public var range: String? {
    switch (minimum.isEmpty, maximum.isEmpty) {
    case (true, true): nil
    case (false, true): "\(minimum) or later"
    case (true, false): "up to \(maximum)"
    case (false, false): "\(minimum) to \(maximum)"
    }
  }
}

extension PackConstraint: CustomStringConvertible {
  /// `required elastic-operator 3.3.2 or later (addon)`.
  public var description: String {
    "\(kind.rawValue) \(pack)" + (range.map { " " + $0 } ?? "")
      + (layer.isEmpty ? "" : " (\(layer))")
  }
}
