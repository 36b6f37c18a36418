/// A JSON value as a tree.
///
/// Two values are equal where RFC 8785 gives the same bytes for both.
public enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  case number(JSONNumber)
  case string(JSONString)
  case array([JSONValue])
  case object(JSONObject)
}

extension JSONValue {
  /// The member of an object; nil where there is none or the value is not an object.
  public subscript(key: JSONString) -> JSONValue? {
    guard case .object(let object) = self else { return nil }
    return object[key]
  }

  /// The text of a string; nil for any other value.
  public var text: JSONString? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  /// The elements of an array; nil for any other value.
  public var elements: [JSONValue]? {
    guard case .array(let elements) = self else { return nil }
    return elements
  }

  /// The object itself; nil for any other value.
  public var object: JSONObject? {
    guard case .object(let object) = self else { return nil }
    return object
  }

  /// The truth value; nil for any other value.
  public var bool: Bool? {
    guard case .bool(let bool) = self else { return nil }
    return bool
  }
}

/// A finite double, the only number that RFC 8785 knows.
public struct JSONNumber: Hashable, Sendable {
  /// The number; never infinite, NaN or negative zero.
  public let value: Double

  /// Refuses infinities and NaN; negative zero becomes zero, as RFC 8785 prints it.
  public init?(_ value: Double) {
    guard value.isFinite else { return nil }
    self.value = value == 0 ? 0 : value
  }
}
