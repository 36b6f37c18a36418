internal import CanonicalJSON
internal import Profiles

/// An answer of Palette's API, or a pack's `pack.json`, as far as it says what an environment holds.
///
/// Reads tolerantly: members that this version does not know, and `null`, do not count. Nothing else of the answer is kept.
enum PaletteAnswer: Sendable {
  /// Every registry.
  case registries([AnsweredRegistry])
  /// The registries of one kind; nil where the answer does not tell a registry of packs from one of Helm charts.
  case registriesOfKind(JSONString?, [AnsweredRegistry])
  /// The versions of a pack in one registry.
  case versions(AnsweredPack)
  /// Packs with the registries that hold them, and the latest version in each.
  case search(AnsweredPage<AnsweredPack>)
  /// Some packs, each in one version.
  case packs([AnsweredPack])
  /// Names alone.
  case macros([JSONString])
  case projects(AnsweredPage<JSONString>)
  /// A pack's own description of itself.
  case constraints(Sensitivity.Pack, [PackConstraint])

  /// The shapes that are understood, as a person saves them.
  static let shapes = [
    "GET /v1/registries/metadata",
    "GET /v1/registries/pack|helm and /v1/registries/pack|helm|oci/summary",
    "GET /v1/packs/{name}/registries/{uid}", "GET /v1/packs", "POST /v1/packs/search",
    "GET …/macros of a project, the tenant or the system", "GET /v1/dashboard/projects/metadata",
    "POST /v1/dashboard/projects",
  ]

  /// Whether it speaks of one version of a pack, which does not age.
  var isOfPack: Bool {
    if case .constraints = self { true } else { false }
  }

  /// Nil where the shape is none of these.
  ///
  /// - Throws: where it is, and something that has to be there is missing.
  init?(_ value: JSONValue) throws(DocumentError) {
    if let macros = value["macros"]?.elements {
      self = .macros(macros.compactMap { $0["name"]?.text })
    } else if value["tags"]?.elements != nil, value["name"]?.text != nil {
      self = .versions(try AnsweredPack(tags: value))
    } else if value["layer"]?.text != nil, let name = value["name"]?.text,
      let version = value["version"]?.text
    {
      self = .constraints(
        Sensitivity.Pack(name: name, version: version), try Self.constraints(value))
    } else if let items = value["items"]?.elements {
      guard let answer = try Self.list(items, of: value) else { return nil }
      self = answer
    } else {
      return nil
    }
  }

  private static func constraints(
    _ value: JSONValue
  ) throws(DocumentError) -> [PackConstraint] {
    let path = JSONPath([.key("constraints"), .key("dependencies")])
    var entries: [PackConstraint] = []
    for (index, entry) in (value[path: path]?.elements ?? []).enumerated() {
      entries.append(
        try PackConstraint(StrictMembers(entry, at: path.appending(.index(index)))))
    }
    return entries
  }

  private static func list(
    _ items: [JSONValue], of value: JSONValue
  ) throws(DocumentError) -> PaletteAnswer? {
    guard let first = items.first else {
      throw DocumentError(
        .schema, "is an empty list, which does not tell what it is a list of",
        hint: "leave the file out")
    }
    let spec = first["spec"]
    if first["kind"]?.text != nil, first["uid"]?.text != nil {
      return .registries(items.compactMap(AnsweredRegistry.init(metadata:)))
    }
    if spec?["registries"]?.elements != nil {
      return .search(AnsweredPage(items.flatMap(AnsweredPack.found), of: value))
    }
    if spec?["registryUid"]?.text != nil, spec?["version"]?.text != nil {
      return .packs(items.compactMap(AnsweredPack.init(summary:)))
    }
    if spec?["endpoint"] != nil { return registries(items) }
    guard first["metadata"]?["name"]?.text != nil, spec == nil else { return nil }
    let isSummary = first["specSummary"] != nil || first["status"] != nil
    guard isSummary || first.object?.keys == ["metadata"] else { return nil }
    return .projects(AnsweredPage(items.compactMap { $0["metadata"]?["name"]?.text }, of: value))
  }

  private static func registries(_ items: [JSONValue]) -> PaletteAnswer {
    let has = { (key: JSONString) in items.contains { $0["spec"]?[key] != nil } }
    let kind: JSONString? =
      has("providerType") || has("registryType")
      ? "oci" : has("isPrivate") ? "helm" : has("private") ? "pack" : nil
    return .registriesOfKind(
      kind, items.compactMap { AnsweredRegistry(summary: $0, kind: kind) })
  }
}

/// A registry as an answer has it.
struct AnsweredRegistry: Sendable {
  let name: JSONString
  let uid: JSONString
  let registry: KnownHoldings.Registry

  /// An item of `/v1/registries/metadata`.
  init?(metadata item: JSONValue) {
    guard let name = item["name"]?.text, let uid = item["uid"]?.text else { return nil }
    (self.name, self.uid) = (name, uid)
    registry = KnownHoldings.Registry(
      uid: uid, kind: item["kind"]?.text, scope: item["scope"]?.text,
      isPrivate: item["isPrivate"]?.bool)
  }

  /// An item of one of the lists by kind.
  init?(summary item: JSONValue, kind: JSONString?) {
    guard let name = item["metadata"]?["name"]?.text, let uid = item["metadata"]?["uid"]?.text
    else { return nil }
    let spec = item["spec"]
    (self.name, self.uid) = (name, uid)
    registry = KnownHoldings.Registry(
      uid: uid, kind: kind, scope: spec?["scope"]?.text,
      isPrivate: spec?["isPrivate"]?.bool ?? spec?["private"]?.bool,
      provider: spec?["providerType"]?.text)
  }
}

/// One page of a list.
struct AnsweredPage<Item: Sendable>: Sendable {
  let items: [Item]
  /// How many entries the page has.
  let count: Int
  /// How many entries the whole list has; nil where the answer does not say it.
  let total: Int?
  let isLast: Bool

  init(_ items: [Item], of value: JSONValue) {
    self.items = items
    count = value["items"]?.elements?.count ?? 0
    let meta = value["listmeta"]
    if case .number(let number) = meta?["count"] {
      total = Int(exactly: number.value)
    } else {
      total = nil
    }
    isLast = meta?["continue"]?.text?.isEmpty ?? true
  }
}
