public import CanonicalJSON

/// Sends what names one registry to another when a profile moves to an environment of its own registries.
public struct RegistryMapping: Hashable, Sendable {
  /// The registry in the source: its name, or its uid.
  public let source: JSONString
  /// The registry's name in the target.
  public let target: JSONString
  /// Its uid in the target; nil leaves the uid out, and Palette then matches by name.
  public let targetUID: JSONString?

  /// Parses `SOURCE=TARGET` or `SOURCE=TARGET#UID`; nil if either name is missing.
  public init?(_ text: String) {
    guard let equals = text.firstIndex(of: "=") else { return nil }
    let target = text[text.index(after: equals)...]
    let hash = target.lastIndex(of: "#")
    source = JSONString(String(text[..<equals]))
    self.target = JSONString(String(target[..<(hash ?? target.endIndex)]))
    targetUID = hash.map { JSONString(String(target[target.index(after: $0)...])) }
    if source.isEmpty || self.target.isEmpty || targetUID?.isEmpty == true { return nil }
  }

  func applies(to registry: JSONObject) -> Bool {
    let isNamed = registry["name"]?.text == source
    return isNamed || (registry["uid"]?.text == source)
  }
}

extension RegistryMapping: CustomStringConvertible {
  /// The text that reads as this mapping.
  public var description: String {
    "\(source)=\(target)" + (targetUID.map { "#\($0)" } ?? "")
  }
}

extension ProfileDocument {
  /// The same profile under another name or version; throws where the name may not stand.
  public func renamed(to name: JSONString?, version: ProfileVersion?) throws(DocumentError)
    -> ProfileDocument
  {
    if name == nil && version == nil { return self }
    var value = value
    if let name { value = value.setting(.string(name), at: Self.namePath) }
    if let version {
      value = value.setting(.string(JSONString(version.description)), at: Self.versionPath)
    }
    return try ProfileDocument(export: value)
  }

  /// The same profile with its layers' registries mapped; the first mapping that fits a layer counts.
  public func mapping(_ mappings: [RegistryMapping]) throws(DocumentError) -> ProfileDocument {
    if mappings.isEmpty { return self }
    var value = value
    Self.edit(["spec", "template", "packs"], of: &value) { pack in
      Self.edit(["registry", "metadata"], of: &pack) { metadata in
        guard var registry = metadata.object,
          let mapping = mappings.first(where: { $0.applies(to: registry) })
        else { return }
        registry["name"] = .string(mapping.target)
        registry["uid"] = mapping.targetUID.map(JSONValue.string)
        metadata = .object(registry)
      }
    }
    return try ProfileDocument(export: value)
  }

  private static let namePath = JSONPath([.key("metadata"), .key("name")])
  private static let versionPath = JSONPath([.key("spec"), .key("version")])
}
