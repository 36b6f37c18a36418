internal import CanonicalJSON
internal import PackValues

/// Reads the YAML form of an export by the entity's schema.
///
/// Members that the schema knows as strings take a scalar's text as it stands, so `version: 22.04` stays `"22.04"`; its
/// flags take `true` and `false`. A plain scalar of an unknown member is null, a truth value or a number where JSON
/// writes it the same way, else a string.
enum ExportYAML {
  static func value(of root: YAMLNode) throws(DocumentError) -> JSONValue {
    try value(of: root, key: nil)
  }

  private static let flags: Set<JSONString> = [
    "isPrivate", "isSyncSupported", "required", "immutable", "hidden", "isSensitive", "default",
  ]

  private static let texts: Set<JSONString> = [
    "name", "description", "version", "type", "cloudType", "layer", "tag", "values", "uid", "kind",
    "providerType", "content", "displayName", "format", "defaultValue", "regex", "inputType",
    "value", "label",
  ]

  private static func value(
    of node: YAMLNode, key: JSONString?, isLabel: Bool = false
  ) throws(DocumentError) -> JSONValue {
    switch node.content {
    case .scalar(let scalar):
      return try scalarValue(scalar, of: node, key: key, isLabel: isLabel)
    case .sequence(let nodes):
      var elements: [JSONValue] = []
      for node in nodes { elements.append(try value(of: node, key: nil)) }
      return .array(elements)
    case .mapping(let entries):
      var object = JSONObject()
      for entry in entries {
        let name = JSONString(utf8: entry.key)
        object[name] = try value(of: entry.value, key: name, isLabel: key == "labels")
      }
      return .object(object)
    }
  }

  private static func scalarValue(
    _ scalar: YAMLNode.Scalar, of node: YAMLNode, key: JSONString?, isLabel: Bool
  ) throws(DocumentError) -> JSONValue {
    let text = JSONString(utf8: scalar.text)
    guard scalar.isPlain else { return .string(text) }
    if isNull(text) { return isLabel ? .string("") : .null }
    if isLabel || key.map(texts.contains) == true { return .string(text) }
    if text == "true" || text == "false" { return .bool(text == "true") }
    if key.map(flags.contains) == true {
      throw DocumentError(
        .schema, "'\(key ?? "")' must be true or false", line: node.place.line,
        column: node.place.column)
    }
    let isNumeric = scalar.text.allSatisfy { "0123456789+-.eE".utf8.contains($0) }
    return try isNumeric ? number(scalar, of: node) : .string(text)
  }

  /// A number where JSON writes it so; what would change is refused, and what is no JSON number stays text.
  private static func number(
    _ scalar: YAMLNode.Scalar, of node: YAMLNode
  ) throws(DocumentError) -> JSONValue {
    do throws(JSONError) { return try JSONReader.read(scalar.text) } catch {
      guard error.code == .inexactNumber || error.code == .numberOutOfRange else {
        return .string(JSONString(utf8: scalar.text))
      }
      throw DocumentError(
        .syntax, error.detail, line: node.place.line, column: node.place.column,
        hint: "quote it if it is a text")
    }
  }

  private static func isNull(_ text: JSONString) -> Bool {
    text.isEmpty || text == "~" || text == "null" || text == "Null" || text == "NULL"
  }

  /// The deepest node on the way to a path, for saying where something is wrong.
  static func node(at path: JSONPath, in root: YAMLNode) -> YAMLNode? {
    var node = root
    for step in path.steps {
      switch (step, node.content) {
      case (.key(let key), .mapping(let entries)):
        guard let entry = entries.first(where: { $0.key == key.utf8 }) else { return node }
        node = entry.value
      case (.index(let index), .sequence(let nodes)) where nodes.indices.contains(index):
        node = nodes[index]
      default: return node
      }
    }
    return node
  }
}
