internal import CanonicalJSON
public import Profiles

/// Which registry of an environment packs come from where several hold them: `registries.json` on its branch, whose format is
/// the article *Registries*.
public struct RegistryChoices: Hashable, Sendable {
  /// The format that this version writes and reads.
  public static let format = 1
  static let path = "registries.json"

  /// One choice.
  public struct Entry: Hashable, Sendable {
    public let mapping: RegistryMapping
    /// Nil for the whole environment.
    public let scope: Scope?

    public init(_ mapping: RegistryMapping, in scope: Scope? = nil) {
      (self.mapping, self.scope) = (mapping, scope)
    }
  }

  /// Those of the environment first, then by scope; packs before registries, by name; each subject of a scope once.
  public private(set) var entries: [Entry] = []

  public init() {}

  public var isEmpty: Bool { entries.isEmpty }

  /// What holds for a scope: its own choices before those of the environment, those for a pack before those for a registry.
  public func mappings(for scope: Scope) -> [RegistryMapping] {
    let own = entries.filter { $0.scope == scope }.map(\.mapping)
    return RegistryMapping.packsFirst(own + entries.filter { $0.scope == nil }.map(\.mapping))
  }

  /// Keeps a choice in the place of one for the same subject and scope.
  public mutating func set(_ entry: Entry) {
    remove(entry.mapping.subject, in: entry.scope)
    entries.append(entry)
    entries.sort { $0.sortText < $1.sortText }
  }

  /// Keeps what was said for a scope: in the place of the scope's own choice where it has one, else for the environment.
  public mutating func remember(_ mapping: RegistryMapping, for scope: Scope) {
    let isOwn = entries.contains { $0.scope == scope && $0.mapping.subject == mapping.subject }
    set(Entry(mapping, in: isOwn ? scope : nil))
  }

  /// Forgets a choice; false where there is none.
  @discardableResult
  public mutating func remove(_ subject: RegistryMapping.Subject, in scope: Scope?) -> Bool {
    let before = entries.count
    entries.removeAll { $0.mapping.subject == subject && $0.scope == scope }
    return entries.count < before
  }
}

extension RegistryMapping {
  /// The same order, but for a pack before for a registry: what is said of one thing counts before what is said of many.
  public static func packsFirst(_ mappings: [RegistryMapping]) -> [RegistryMapping] {
    mappings.filter(\.isForPack) + mappings.filter { !$0.isForPack }
  }

  /// Whether one pack is meant, rather than a registry.
  public var isForPack: Bool { if case .pack = subject { true } else { false } }
}

extension RegistryChoices {
  var value: JSONValue {
    var object: JSONObject = [:]
    object["choices"] = .array(entries.map(\.value))
    object["format"] = JSONNumber(Double(Self.format)).map(JSONValue.number)
    return .object(object)
  }

  init(stored bytes: [UInt8], from file: EnvironmentFile) throws(RepositoryError) {
    let members = try file.members(of: bytes, format: Self.format)
    self = try file.reading { () throws(DocumentError) in
      try members.allowOnly(["choices", "format"])
      var choices = RegistryChoices()
      for entry in try members.objects("choices") { choices.set(try Entry(entry)) }
      return choices
    }
  }
}

extension RegistryChoices.Entry {
  fileprivate var sortText: String {
    let scope = scope?.description ?? ""
    switch mapping.subject {
    case .pack(let name): return "\(scope)\u{0}0\(name)"
    case .registry(let name): return "\(scope)\u{0}1\(name)"
    }
  }

  fileprivate var value: JSONValue {
    var object: JSONObject = [:]
    switch mapping.subject {
    case .pack(let name): object["pack"] = .string(name)
    case .registry(let name): object["source"] = .string(name)
    }
    object["registry"] = .string(mapping.target)
    object["scope"] = scope.map { .string(JSONString($0.description)) }
    object["uid"] = mapping.targetUID.map(JSONValue.string)
    return .object(object)
  }

  fileprivate init(_ members: StrictMembers) throws(DocumentError) {
    try members.allowOnly(["pack", "registry", "scope", "source", "uid"])
    let subject: RegistryMapping.Subject
    switch (try members.text("pack"), try members.text("source")) {
    case (let pack?, nil): subject = .pack(pack)
    case (nil, let source?): subject = .registry(source)
    default:
      throw DocumentError(
        .schema, "must have one of 'pack' and 'source'", path: members.path.description)
    }
    let scope = try members.text("scope").map { (text) throws(DocumentError) in
      guard let scope = Scope(text.string) else {
        throw DocumentError(
          .schema, "is no scope; those are tenant and projects/NAME",
          path: members.place("scope").description)
      }
      return scope
    }
    self.init(
      RegistryMapping(
        subject, to: try members.requiredText("registry"), uid: try members.text("uid")),
      in: scope)
  }
}
