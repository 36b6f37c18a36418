import CanonicalJSON

/// As much of JSON Schema as the project's own schemas use; names the first place that does not fit.
struct SchemaCheck {
  let root: JSONValue

  /// Nil where the value fits.
  func violation(of value: JSONValue) -> String? { violation(of: value, root, "$") }

  private func violation(of value: JSONValue, _ schema: JSONValue, _ place: String) -> String? {
    if let name = schema["$ref"]?.text?.string.split(separator: "/").last {
      guard let target = root["$defs"]?[JSONString(String(name))] else { return "no \(name)" }
      return violation(of: value, target, place)
    }
    if let expected = schema["const"], expected != value { return "\(place): not the constant" }
    if let allowed = schema["enum"]?.elements, !allowed.contains(value) {
      return "\(place): none of the values"
    }
    if let choices = schema["anyOf"]?.elements,
      !choices.contains(where: { violation(of: value, $0, place) == nil })
    {
      return "\(place): none of the choices"
    }
    if let type = schema["type"], !Self.types(type).contains(Self.type(of: value)) {
      return "\(place): a \(Self.type(of: value))"
    }
    return objectViolation(of: value, schema, place) ?? arrayViolation(of: value, schema, place)
  }

  private func objectViolation(
    of value: JSONValue, _ schema: JSONValue, _ place: String
  ) -> String? {
    guard let object = value.object, let properties = schema["properties"]?.object else {
      return nil
    }
    for name in schema["required"]?.elements ?? [] {
      guard let key = name.text, object[key] == nil else { continue }
      return "\(place): no '\(key)'"
    }
    for member in object.members {
      guard let own = properties[member.key] else {
        return "\(place): '\(member.key)' is not described"
      }
      if let found = violation(of: member.value, own, "\(place).\(member.key)") { return found }
    }
    return nil
  }

  private func arrayViolation(
    of value: JSONValue, _ schema: JSONValue, _ place: String
  ) -> String? {
    guard let elements = value.elements, let items = schema["items"] else { return nil }
    for (index, element) in elements.enumerated() {
      if let found = violation(of: element, items, "\(place)[\(index)]") { return found }
    }
    return nil
  }

  private static func types(_ value: JSONValue) -> [String] {
    (value.elements ?? [value]).compactMap { $0.text?.string }
      .map { $0 == "integer" ? "number" : $0 }
  }

  private static func type(of value: JSONValue) -> String {
    switch value {
    case .null: "null"
    case .bool: "boolean"
    case .number: "number"
    case .string: "string"
    case .array: "array"
    case .object: "object"
    }
  }
}
