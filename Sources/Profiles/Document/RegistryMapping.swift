public import CanonicalJSON

/// Says which registry of a target packs come from when a profile moves to an environment of its own registries.
public struct RegistryMapping: Hashable, Sendable {
  /// What is sent there.
  public enum Subject: Hashable, Sendable {
    /// Every pack of a registry of the source, by the registry's name or uid.
    case registry(JSONString)
    /// One pack, whatever registry of the source it comes from.
    case pack(JSONString)
  }

  public let subject: Subject
  /// The registry's name in the target.
  public let target: JSONString
  /// Its uid in the target; nil where nobody said it.
  public let targetUID: JSONString?

  public init(_ subject: Subject, to target: JSONString, uid: JSONString? = nil) {
    (self.subject, self.target, targetUID) = (subject, target, uid)
  }

  /// Parses `SOURCE=TARGET` or `SOURCE=TARGET#UID` for a whole registry; nil if either name is missing.
  public init?(_ text: String) {
    guard let parts = Self.parts(of: text) else { return nil }
    self.init(.registry(parts.source), to: parts.target, uid: parts.uid)
  }

  /// Parses `PACK=TARGET` or `PACK=TARGET#UID` for one pack; nil if either name is missing.
  public init?(pack text: String) {
    guard let parts = Self.parts(of: text) else { return nil }
    self.init(.pack(parts.source), to: parts.target, uid: parts.uid)
  }

  private typealias Parts = (source: JSONString, target: JSONString, uid: JSONString?)

  private static func parts(of text: String) -> Parts? {
    guard let equals = text.firstIndex(of: "=") else { return nil }
    let target = text[text.index(after: equals)...]
    let hash = target.lastIndex(of: "#")
    let parts = (
      source: JSONString(String(text[..<equals])),
      target: JSONString(String(target[..<(hash ?? target.endIndex)])),
      uid: hash.map { JSONString(String(target[target.index(after: $0)...])) }
    )
    return parts.source.isEmpty || parts.target.isEmpty || parts.uid?.isEmpty == true ? nil : parts
  }

  /// Whether a layer is meant.
  public func applies(to layer: Layer) -> Bool {
    switch subject {
    case .pack(let name): layer.identity.pack == name
    case .registry(let name):
      layer.registry.map { $0.name == name || $0.uid == name } ?? false
    }
  }
}

extension RegistryMapping: CustomStringConvertible {
  /// The text that reads as this mapping, given what its subject is.
  public var description: String {
    let uid = targetUID.map { "#\($0)" } ?? ""
    switch subject {
    case .registry(let name), .pack(let name): return "\(name)=\(target)\(uid)"
    }
  }
}

/// A registry as a document names it.
public struct RegistryTarget: Hashable, Sendable {
  public let name: JSONString
  /// Nil leaves the uid out, and Palette then matches by name.
  public let uid: JSONString?
  /// Nil keeps the kind that the document has.
  public let kind: JSONString?

  public init(name: JSONString, uid: JSONString?, kind: JSONString?) {
    (self.name, self.uid, self.kind) = (name, uid, kind)
  }

  /// Whether this is what a layer names already.
  public func isNamed(by registry: Layer.Registry?) -> Bool {
    guard let registry else { return false }
    return registry.name == name && registry.uid == uid ?? ""
      && (kind == nil || registry.kind == kind)
  }
}

extension ProfileDocument {
  /// The same profile with its layers' registries mapped; the first mapping that fits a layer counts.
  public func mapping(_ mappings: [RegistryMapping]) throws(DocumentError) -> ProfileDocument {
    var targets: [Int: RegistryTarget] = [:]
    for (index, layer) in profile.layers.enumerated() {
      guard let mapping = mappings.first(where: { $0.applies(to: layer) }) else { continue }
      targets[index] = RegistryTarget(name: mapping.target, uid: mapping.targetUID, kind: nil)
    }
    return try withRegistries(targets)
  }

  /// The same profile with other registries for some of its layers, by their index.
  public func withRegistries(
    _ targets: [Int: RegistryTarget]
  ) throws(DocumentError) -> ProfileDocument {
    if targets.isEmpty { return self }
    var value = value
    var index = 0
    Self.edit(["spec", "template", "packs"], of: &value) { pack in
      if let target = targets[index] { Self.name(target, in: &pack) }
      index += 1
    }
    return try ProfileDocument(export: value)
  }

  private static func name(_ target: RegistryTarget, in pack: inout JSONValue) {
    guard var members = pack.object else { return }
    var registry = members["registry"]?.object ?? JSONObject()
    var metadata = registry["metadata"]?.object ?? JSONObject()
    metadata["name"] = .string(target.name)
    metadata["uid"] = target.uid.map(JSONValue.string)
    if let kind = target.kind { metadata["kind"] = .string(kind) }
    registry["metadata"] = .object(metadata)
    members["registry"] = .object(registry)
    pack = .object(members)
  }
}
