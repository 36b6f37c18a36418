internal import CanonicalJSON
internal import Profiles

/// The form in `facts.json`.
extension KnownHoldings {
  init(_ members: StrictMembers) throws(DocumentError) {
    if let all = try members.members("registries") {
      registries = [:]
      for name in all.object.keys {
        if let one = try all.members(name) { registries?[name] = try Registry(one) }
      }
    }
    packs = try members.members("packs").map { (all) throws(DocumentError) in
      try Self.packs(all)
    }
    if let all = try members.members("channels") {
      channels = [:]
      for pack in all.object.keys {
        if let some = try all.members(pack) { channels?[pack] = try Self.packs(some) }
      }
    }
    if let all = try members.members("constraints") { constraints = try Self.constraints(all) }
    macros = try members.members("macros").map { (all) throws(DocumentError) in
      try Self.macros(all)
    }
    projects = members.object["projects"] == nil ? nil : Set(try members.texts("projects"))
    partial = try Self.partial(members)
  }

  /// Names with names below, and texts below those.
  private static func packs(
    _ all: StrictMembers
  ) throws(DocumentError) -> [JSONString: [JSONString: [JSONString]]] {
    var found: [JSONString: [JSONString: [JSONString]]] = [:]
    for name in all.object.keys {
      guard let some = try all.members(name) else { continue }
      found[name] = [:]
      for key in some.object.keys { found[name]?[key] = try some.texts(key) }
    }
    return found
  }

  private static func constraints(
    _ all: StrictMembers
  ) throws(DocumentError) -> [Sensitivity.Pack: [PackConstraint]] {
    var found: [Sensitivity.Pack: [PackConstraint]] = [:]
    for name in all.object.keys {
      guard let versions = try all.members(name) else { continue }
      for version in versions.object.keys {
        var entries: [PackConstraint] = []
        for entry in try versions.objects(version) { entries.append(try PackConstraint(entry)) }
        found[Sensitivity.Pack(name: name, version: version)] = entries
      }
    }
    return found
  }

  private static func macros(
    _ all: StrictMembers
  ) throws(DocumentError) -> [JSONString: Set<JSONString>] {
    var found: [JSONString: Set<JSONString>] = [:]
    for scope in all.object.keys {
      guard isMacroScope(scope) else {
        throw DocumentError(
          .schema, "is no scope of macros; those are system, tenant and projects/NAME",
          path: all.place(scope).description)
      }
      found[scope] = Set(try all.texts(scope))
    }
    return found
  }

  /// A part that this version does not know stays unread.
  private static func partial(_ members: StrictMembers) throws(DocumentError) -> Set<Part> {
    guard let list = members.object["partial"] else { return [] }
    guard let entries = list.elements else {
      throw DocumentError(.schema, "must be a list", path: members.place("partial").description)
    }
    return Set(entries.compactMap { Part($0.elements?.compactMap(\.text) ?? []) })
  }
}

extension KnownHoldings {
  /// The members that say so; one is nil where nothing is known.
  func stored(_ member: JSONString) -> JSONValue? {
    switch member {
    case "registries": registries.map { Self.object($0) { .object($0.members) } }
    case "packs": packs.map(Self.lists)
    case "channels": channels.map { Self.object($0, Self.lists) }
    case "constraints": constraints.flatMap(Self.constraints)
    case "macros": macros.map { Self.object($0) { Self.texts($0.sorted()) } }
    case "projects": projects.map { Self.texts($0.sorted()) }
    case "partial":
      partial.isEmpty ? nil : .array(partial.map(\.path).sorted(by: Self.precedes).map(Self.texts))
    default: nil
    }
  }

  private static func precedes(_ left: [JSONString], _ right: [JSONString]) -> Bool {
    left.lexicographicallyPrecedes(right)
  }

  private static func texts(_ texts: [JSONString]) -> JSONValue {
    .array(texts.map(JSONValue.string))
  }

  private static func object<Value>(
    _ entries: [JSONString: Value], _ value: (Value) -> JSONValue
  ) -> JSONValue {
    var object = JSONObject()
    for (key, entry) in entries.sorted(by: { $0.key < $1.key }) { object[key] = value(entry) }
    return .object(object)
  }

  private static func lists(
    _ packs: [JSONString: [JSONString: [JSONString]]]
  ) -> JSONValue {
    object(packs) { object($0, texts) }
  }

  private static func constraints(
    _ all: [Sensitivity.Pack: [PackConstraint]]
  ) -> JSONValue? {
    var packs: [JSONString: [JSONString: [PackConstraint]]] = [:]
    for (pack, entries) in all { packs[pack.name, default: [:]][pack.version] = entries }
    return packs.isEmpty
      ? nil : object(packs) { object($0) { .array($0.map(\.stored)) } }
  }
}

extension KnownHoldings.Part {
  /// The keys that lead to the list in `facts.json`.
  var path: [JSONString] {
    switch self {
    case .registries: ["registries"]
    case .packs: ["packs"]
    case .versions(let pack, let registry): ["packs", pack, registry]
    case .macros(let scope): ["macros", scope]
    case .projects: ["projects"]
    }
  }

  init?(_ path: [JSONString]) {
    switch (path.first, path.count) {
    case ("registries", 1): self = .registries
    case ("packs", 1): self = .packs
    case ("packs", 3): self = .versions(pack: path[1], registry: path[2])
    case ("macros", 2): self = .macros(scope: path[1])
    case ("projects", 1): self = .projects
    default: return nil
    }
  }
}
