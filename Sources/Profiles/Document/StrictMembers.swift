public import CanonicalJSON

/// Reads the members of one object strictly: wrong types and unknown members are named with their path.
///
/// For the small files that Strata writes itself and people edit. Errors name no value.
public struct StrictMembers: Sendable {
  public let object: JSONObject
  public let path: JSONPath

  public init(_ value: JSONValue, at path: JSONPath = JSONPath()) throws(DocumentError) {
    guard let object = value.object else { throw Self.wrong("an object", at: path) }
    (self.object, self.path) = (object, path)
  }

  /// Refuses a member that is none of these, and suggests the nearest.
  public func allowOnly(_ names: [String]) throws(DocumentError) {
    for key in object.keys where !names.contains(key.string) {
      let known = names.sorted().map { "'\($0)'" }
      let list = known.dropLast().joined(separator: ", ") + " and " + (known.last ?? "")
      let near = Nearest.name(to: key.string, among: names)
      throw DocumentError(
        .schema,
        "unknown member '\(key.shortened(to: 60))'"
          + (near.map { "; did you mean '\($0)'?" } ?? "; this version knows \(list)"),
        path: path.steps.isEmpty ? nil : path.description)
    }
  }

  public func text(_ key: JSONString) throws(DocumentError) -> JSONString? {
    guard let value = object[key] else { return nil }
    guard let text = value.text else { throw Self.wrong("a string", at: place(key)) }
    return text
  }

  public func requiredText(_ key: JSONString) throws(DocumentError) -> JSONString {
    guard let text = try text(key) else { throw missing(key) }
    return text
  }

  public func flag(_ key: JSONString) throws(DocumentError) -> Bool? {
    guard let value = object[key] else { return nil }
    guard let flag = value.bool else { throw Self.wrong("true or false", at: place(key)) }
    return flag
  }

  /// A whole number that is not negative.
  public func count(_ key: JSONString) throws(DocumentError) -> Int? {
    guard let value = object[key] else { return nil }
    guard case .number(let number) = value, let count = Int(exactly: number.value), count >= 0
    else { throw Self.wrong("a whole number", at: place(key)) }
    return count
  }

  /// A list of strings; empty where there is none.
  public func texts(_ key: JSONString) throws(DocumentError) -> [JSONString] {
    var texts: [JSONString] = []
    for (index, element) in try elements(key).enumerated() {
      guard let text = element.text else {
        throw Self.wrong("a string", at: place(key).appending(.index(index)))
      }
      texts.append(text)
    }
    return texts
  }

  /// A list of objects; empty where there is none.
  public func objects(_ key: JSONString) throws(DocumentError) -> [StrictMembers] {
    var objects: [StrictMembers] = []
    for (index, element) in try elements(key).enumerated() {
      objects.append(try StrictMembers(element, at: place(key).appending(.index(index))))
    }
    return objects
  }

  /// An object; nil where there is none.
  public func members(_ key: JSONString) throws(DocumentError) -> StrictMembers? {
    guard let value = object[key] else { return nil }
    return try StrictMembers(value, at: place(key))
  }

  private func elements(_ key: JSONString) throws(DocumentError) -> [JSONValue] {
    guard let value = object[key] else { return [] }
    guard let elements = value.elements else { throw Self.wrong("a list", at: place(key)) }
    return elements
  }

  public func missing(_ key: JSONString) -> DocumentError {
    DocumentError(.schema, "'\(key)' is missing", path: path.description)
  }

  /// The path of a member.
  public func place(_ key: JSONString) -> JSONPath { path.appending(.key(key)) }

  private static func wrong(_ type: String, at path: JSONPath) -> DocumentError {
    DocumentError(
      .schema, "must be \(type)", path: path.steps.isEmpty ? nil : path.description)
  }
}

extension JSONString {
  /// At most so many bytes, cut between scalars, with an ellipsis where something is missing.
  fileprivate func shortened(to limit: Int) -> JSONString {
    guard utf8.count > limit else { return self }
    var end = limit
    while end > 0, utf8[end] & 0xC0 == 0x80 { end -= 1 }
    return JSONString(utf8: Array(utf8[..<end]) + Array("…".utf8))
  }
}
