extension JSONValue {
  /// The value at a path; nil where there is none.
  public subscript(path path: JSONPath) -> JSONValue? {
    var value = self
    for step in path.steps {
      switch (step, value) {
      case (.key(let key), .object(let object)):
        guard let member = object[key] else { return nil }
        value = member
      case (.index(let index), .array(let elements)):
        guard elements.indices.contains(index) else { return nil }
        value = elements[index]
      default: return nil
      }
    }
    return value
  }

  /// Puts a value at a path, or with nil removes the member or the element there.
  ///
  /// Missing parents become objects. A path that leads through an index out of range, or through a
  /// value of another kind, changes nothing. The root cannot be removed: nil makes it null.
  public mutating func set(_ value: JSONValue?, at path: JSONPath) {
    self = setting(value, at: path)
  }

  /// The value that `set(_:at:)` leaves.
  public func setting(_ value: JSONValue?, at path: JSONPath) -> JSONValue {
    Self.changed(self, path.steps[...], to: value) ?? .null
  }

  private static func changed(
    _ current: JSONValue?, _ steps: ArraySlice<JSONPath.Step>, to value: JSONValue?
  ) -> JSONValue? {
    guard let step = steps.first else { return value }
    let rest = steps.dropFirst()
    switch (step, current) {
    case (.key(let key), .object(var object)):
      object[key] = changed(object[key], rest, to: value)
      return .object(object)
    case (.key(let key), nil):
      return changed(nil, rest, to: value).map { child in .object([key: child]) }
    case (.index(let index), .array(var elements)) where elements.indices.contains(index):
      let element = changed(elements[index], rest, to: value)
      elements.replaceSubrange(index...index, with: element.map { [$0] } ?? [])
      return .array(elements)
    default: return current
    }
  }
}
