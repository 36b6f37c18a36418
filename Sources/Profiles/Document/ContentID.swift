internal import CanonicalJSON

extension ProfileDocument {
  /// Answers "the same profile?" across environments.
  ///
  /// The digest of the export without what belongs to one environment (a registry's uid and its flags `isPrivate` and
  /// `isSyncSupported`) and without white space at the ends of texts, which Palette's console trims.
  public var contentID: String {
    "sha256:" + Digest.sha256(Self.withoutEnvironment(value).encoded(.canonical))
  }

  private static func withoutEnvironment(_ value: JSONValue) -> JSONValue {
    var result = value
    trim("description", of: ["metadata"], in: &result)
    edit(["spec", "template", "packs"], of: &result) { pack in
      trim("values", of: [], in: &pack)
      edit(["registry", "metadata"], of: &pack) { registry in
        guard var members = registry.object else { return }
        for key: JSONString in ["uid", "isPrivate", "isSyncSupported"] { members[key] = nil }
        registry = .object(members)
      }
      edit(["manifests"], of: &pack) { trim("content", of: [], in: &$0) }
    }
    edit(["spec", "variables"], of: &result) { variable in
      trim("defaultValue", of: [], in: &variable)
      trim("description", of: [], in: &variable)
    }
    return result
  }

  /// Edits the value at some keys, or, where it is an array, each of its elements.
  static func edit(
    _ keys: [JSONString], of value: inout JSONValue, _ body: (inout JSONValue) -> Void
  ) {
    if let key = keys.first {
      guard var members = value.object, var member = members[key] else { return }
      edit(Array(keys.dropFirst()), of: &member, body)
      members[key] = member
      value = .object(members)
    } else if var elements = value.elements {
      for index in elements.indices { body(&elements[index]) }
      value = .array(elements)
    } else {
      body(&value)
    }
  }

  private static func trim(_ key: JSONString, of keys: [JSONString], in value: inout JSONValue) {
    edit(keys, of: &value) { parent in
      guard var members = parent.object, let text = members[key]?.text else { return }
      let end = text.utf8.lastIndex { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
      members[key] = .string(JSONString(utf8: Array(text.utf8[..<(end.map { $0 + 1 } ?? 0)])))
      parent = .object(members)
    }
  }
}

extension ProfileDocument {
  /// Per layer, in stack order, a digest of what the layer says without what belongs to one environment.
  public var layerContentIDs: [String] {
    let packs = Self.withoutEnvironment(value)["spec"]?["template"]?["packs"]?.elements ?? []
    return packs.map { "sha256:" + Digest.sha256($0.encoded(.canonical)) }
  }

  /// A digest of the variables, in their order.
  public var variablesContentID: String {
    let variables = Self.withoutEnvironment(value)["spec"]?["variables"] ?? .null
    return "sha256:" + Digest.sha256(variables.encoded(.canonical))
  }
}
