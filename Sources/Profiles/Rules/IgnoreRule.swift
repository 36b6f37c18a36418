public import CanonicalJSON
public import PackValues

/// What of a difference an environment does not want to hear of.
///
/// A rule holds where all of its parts hold; it has at least one of `layer`, `path` and `kind`.
public struct IgnoreRule: Hashable, Sendable {
  /// What kind of difference is meant.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Equal by meaning: comments, order of keys, indentation, quotes.
    case cosmetic
    /// A layer's registry: its name or kind.
    case registry
    /// A layer's tag.
    case tag
    /// A layer's place in the stack.
    case order
    /// A value of a layer's values or manifests.
    case value
    /// A label of the profile.
    case label
    /// The profile's description.
    case description
  }

  /// A pack's name, a display name, or `pack (display name)`; nil means any layer.
  public let layer: JSONString?
  /// Nil means any path.
  public let path: ValuesPathPattern?
  /// Nil means any kind.
  public let kind: Kind?
  /// For people who read the settings; it changes nothing.
  public var reason: String?

  /// Makes a rule; nil where it would hold for everything.
  public init?(
    layer: JSONString? = nil, path: ValuesPathPattern? = nil, kind: Kind? = nil,
    reason: String? = nil
  ) {
    if layer == nil && path == nil && kind == nil { return nil }
    (self.layer, self.path, self.kind, self.reason) = (layer, path, kind, reason)
  }

  /// Whether the rule's layer part holds for a layer.
  public func covers(_ identity: Layer.Identity) -> Bool {
    guard let layer else { return true }
    return layer == identity.pack || (!layer.isEmpty && layer == identity.displayName)
      || layer == JSONString("\(identity.pack) (\(identity.displayName))")
  }

  /// Whether two rules mean the same, whatever their reasons.
  public func means(_ other: IgnoreRule) -> Bool {
    layer == other.layer && path == other.path && kind == other.kind
  }
}

extension IgnoreRule: CustomStringConvertible {
  /// `kind=registry,layer=nginx,path=charts.*.image`, as the command line takes it; without the reason.
  public var description: String {
    var parts: [String] = []
    if let kind { parts.append("kind=\(kind.rawValue)") }
    if let layer { parts.append("layer=\(layer)") }
    if let path { parts.append("path=\(path)") }
    return parts.joined(separator: ",")
  }
}
