public import CanonicalJSON
internal import Profiles

/// What an environment is known to hold beside schemas: registries with their packs, macro names, projects.
///
/// What is nil is not known, which is not the same as empty.
public struct KnownHoldings: Hashable, Sendable {
  /// A registry of packs.
  public struct Registry: Hashable, Sendable {
    public let uid: JSONString?
    /// `pack`, `helm` or `oci`.
    public let kind: JSONString?
  }

  /// By name.
  public private(set) var registries: [JSONString: Registry]?
  /// The versions of each pack in each registry: pack → registry → versions.
  public private(set) var packs: [JSONString: [JSONString: [JSONString]]]?
  /// Macro names by scope: `system`, `tenant`, `projects/NAME`; a scope without an entry is not known.
  public private(set) var macros: [JSONString: Set<JSONString>]?
  public private(set) var projects: Set<JSONString>?

  /// The members of `facts.json` that say so.
  static let members: [JSONString] = ["registries", "packs", "macros", "projects"]

  /// Knows nothing.
  public init() {}

  init(_ members: StrictMembers) throws(DocumentError) {
    registries = try members.members("registries").map { (all) throws(DocumentError) in
      try Self.registries(all)
    }
    packs = try members.members("packs").map { (all) throws(DocumentError) in
      try Self.packs(all)
    }
    macros = try members.members("macros").map { (all) throws(DocumentError) in
      try Self.macros(all)
    }
    projects = members.object["projects"] == nil ? nil : Set(try members.texts("projects"))
  }

  private static func registries(
    _ all: StrictMembers
  ) throws(DocumentError) -> [JSONString: Registry] {
    var found: [JSONString: Registry] = [:]
    for name in all.object.keys {
      guard let registry = try all.members(name) else { continue }
      try registry.allowOnly(["kind", "private", "scope", "uid"])
      _ = try (registry.flag("private"), registry.text("scope"))
      found[name] = Registry(uid: try registry.text("uid"), kind: try registry.text("kind"))
    }
    return found
  }

  private static func packs(
    _ all: StrictMembers
  ) throws(DocumentError) -> [JSONString: [JSONString: [JSONString]]] {
    var found: [JSONString: [JSONString: [JSONString]]] = [:]
    for name in all.object.keys {
      guard let registries = try all.members(name) else { continue }
      for registry in registries.object.keys {
        found[name, default: [:]][registry] = try registries.texts(registry)
      }
    }
    return found
  }

  private static func macros(
    _ all: StrictMembers
  ) throws(DocumentError) -> [JSONString: Set<JSONString>] {
    var found: [JSONString: Set<JSONString>] = [:]
    for scope in all.object.keys {
      guard scope == "system" || Scope(scope.string) != nil else {
        throw DocumentError(
          .schema, "is no scope of macros; those are system, tenant and projects/NAME",
          path: all.place(scope).description)
      }
      found[scope] = Set(try all.texts(scope))
    }
    return found
  }
}
