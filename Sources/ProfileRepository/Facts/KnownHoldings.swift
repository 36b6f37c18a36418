public import CanonicalJSON
public import Profiles

/// What an environment is known to hold beside schemas: registries with their packs, macro names, projects.
///
/// What is nil is not known, which is not the same as empty. What is there is complete, unless `partial` says otherwise.
public struct KnownHoldings: Hashable, Sendable {
  /// By name.
  public internal(set) var registries: [JSONString: Registry]?
  /// The versions of each pack in each registry: pack → registry → versions.
  public internal(set) var packs: [JSONString: [JSONString: [JSONString]]]?
  /// The channels, such as `1.27.x`, with the versions that they stand for: pack → registry → channel → versions.
  public internal(set) var channels: [JSONString: [JSONString: [JSONString: [JSONString]]]]?
  /// What each known version of a pack asks of other packs.
  public internal(set) var constraints: [Sensitivity.Pack: [PackConstraint]]?
  /// Macro names by scope: `system`, `tenant`, `projects/NAME`; a scope without an entry is not known.
  public internal(set) var macros: [JSONString: Set<JSONString>]?
  public internal(set) var projects: Set<JSONString>?
  /// The parts that may hold more than is known.
  var partial: Set<Part> = []

  /// A list that is complete or is not.
  public enum Part: Hashable, Sendable {
    case registries
    case packs
    /// The versions of a pack in a registry.
    case versions(pack: JSONString, registry: JSONString)
    case macros(scope: JSONString)
    case projects
  }

  /// The members of `facts.json` that say so.
  static let members: [JSONString] = [
    "registries", "packs", "channels", "constraints", "macros", "projects", "partial",
  ]

  /// Knows nothing.
  public init() {}

  /// Whether all is known that a part holds, so that what it does not name is not there.
  public func isComplete(_ part: Part) -> Bool { isKnown(part) && !partial.contains(part) }

  /// Whether anything is known of a part.
  func isKnown(_ part: Part) -> Bool {
    switch part {
    case .registries: registries != nil
    case .packs: packs != nil
    case .versions(let pack, let registry): packs?[pack]?[registry] != nil
    case .macros(let scope): macros?[scope] != nil
    case .projects: projects != nil
    }
  }

  /// Checks that a text names a scope of macros.
  static func isMacroScope(_ text: JSONString) -> Bool {
    text == "system" || Scope(text.string) != nil
  }
}

extension KnownHoldings {
  /// A registry of packs. Members that this version does not know are kept.
  public struct Registry: Hashable, Sendable {
    var members: JSONObject

    public init(
      uid: JSONString? = nil, kind: JSONString? = nil, scope: JSONString? = nil,
      isPrivate: Bool? = nil, provider: JSONString? = nil
    ) {
      members = JSONObject()
      members["uid"] = uid.map(JSONValue.string)
      members["kind"] = kind.map(JSONValue.string)
      members["scope"] = scope.map(JSONValue.string)
      members["private"] = isPrivate.map(JSONValue.bool)
      members["provider"] = provider.map(JSONValue.string)
    }

    init(_ members: StrictMembers) throws(DocumentError) {
      for key in ["uid", "kind", "scope", "provider"] as [JSONString] {
        _ = try members.text(key)
      }
      _ = try members.flag("private")
      self.members = members.object
    }

    public var uid: JSONString? { members["uid"]?.text }
    /// `pack`, `helm` or `oci`.
    public var kind: JSONString? { members["kind"]?.text }
    /// `system` or `tenant`.
    public var scope: JSONString? { members["scope"]?.text }
    public var isPrivate: Bool? { members["private"]?.bool }
    /// What an OCI registry holds: `helm`, `pack` or `zarf`.
    public var provider: JSONString? { members["provider"]?.text }

    /// The registry with what another statement says of it in place of what was known.
    func merging(_ other: Registry) -> Registry {
      var merged = self
      for member in other.members.members { merged.members[member.key] = member.value }
      return merged
    }
  }
}
