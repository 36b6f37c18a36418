internal import CanonicalJSON
internal import PackValues
internal import Profiles

/// A pack in a registry as an answer has it.
struct AnsweredPack: Sendable {
  let name: JSONString
  let registryUID: JSONString
  /// Nil where the answer names the uid alone.
  var registryName: JSONString?
  var versions: [JSONString]
  var channels: [JSONString: [JSONString]] = [:]
  var schemas: [JSONString: PackSchema] = [:]

  /// `/v1/packs/{name}/registries/{uid}`: every version, and the schema of the one that it was asked for.
  init(tags value: JSONValue) throws(DocumentError) {
    guard let name = value["name"]?.text, let uid = value["registryUid"]?.text else {
      throw DocumentError(.schema, "'registryUid' is missing")
    }
    (self.name, registryUID, versions) = (name, uid, [])
    var ofPack: [JSONString: JSONString] = [:]
    for entry in value["tags"]?.elements ?? [] {
      let tag = entry["tag"]?.text
      guard let version = entry["version"]?.text ?? tag, !version.isEmpty else { continue }
      if !versions.contains(version) { versions.append(version) }
      if let uid = entry["packUid"]?.text { ofPack[uid] = version }
      let names = (entry["parentTags"]?.elements ?? []).compactMap(\.text) + [tag ?? version]
      for channel in Set(names) where channel != version && !channel.isEmpty {
        if channels[channel]?.contains(version) != true {
          channels[channel, default: []].append(version)
        }
      }
    }
    for values in value["packValues"]?.elements ?? [] {
      guard let version = values["packUid"]?.text.flatMap({ ofPack[$0] }) else { continue }
      schemas[version] = Self.schema(values["schema"])
    }
  }

  /// An item of `/v1/packs`.
  init?(summary item: JSONValue) {
    guard let spec = item["spec"], let uid = spec["registryUid"]?.text,
      let name = spec["name"]?.text ?? item["metadata"]?["name"]?.text,
      let version = spec["version"]?.text
    else { return nil }
    (self.name, registryUID, versions) = (name, uid, [version])
    schemas[version] = Self.schema(spec["schema"])
  }

  private init(_ name: JSONString, in uid: JSONString, called registry: JSONString?) {
    (self.name, registryUID, registryName, versions) = (name, uid, registry, [])
  }

  /// An item of `/v1/packs/search`, once for each registry.
  static func found(_ item: JSONValue) -> [AnsweredPack] {
    guard let spec = item["spec"], let name = spec["name"]?.text ?? item["metadata"]?["name"]?.text
    else { return [] }
    return (spec["registries"]?.elements ?? []).compactMap { registry in
      guard let uid = registry["uid"]?.text else { return nil }
      var pack = AnsweredPack(name, in: uid, called: registry["name"]?.text)
      pack.versions = [registry["latestVersion"]?.text].compactMap { $0 }
      return pack
    }
  }

  /// The schema in the words of a `schema.yaml`; nil where the answer has none.
  private static func schema(_ value: JSONValue?) -> PackSchema? {
    guard let entries = value?.elements, !entries.isEmpty else { return nil }
    return PackSchema(
      entries.compactMap { entry in
        guard let path = entry["name"]?.text, !path.isEmpty else { return nil }
        var parts: [String] = []
        if entry["required"]?.bool == true { parts.append("required") }
        if entry["readonly"]?.bool == true { parts.append("readonly") }
        if let format = format(entry) { parts.append("format " + quoted(format)) }
        if let regex = entry["regex"]?.text, !regex.isEmpty {
          parts.append("regex " + quoted(regex.string))
        }
        let hints = (entry["hints"]?.elements ?? []).compactMap(\.text)
        if !hints.isEmpty {
          parts.append("hints " + hints.map { quoted($0.string) }.joined(separator: " "))
        }
        return PackSchema.Entry(
          path: SchemaPath(path.string),
          directive: SchemaDirective("{{ " + parts.joined(separator: " | ") + " }}"))
      })
  }

  /// The format as a `schema.yaml` writes it; the API may name the bare type beside it.
  private static func format(_ entry: JSONValue) -> String? {
    if let format = entry["format"]?.text, !format.isEmpty {
      return format.string.contains("${") ? format.string : "${\(format)}"
    }
    let options = (entry["listOptions"]?.elements ?? []).compactMap(\.text)
    if !options.isEmpty {
      return "${list:[\(options.map(\.string).joined(separator: ","))]}"
    }
    return entry["type"]?.text.flatMap { $0.isEmpty ? nil : "${\($0)}" }
  }

  private static func quoted(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }
}
