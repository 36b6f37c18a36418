public import CanonicalJSON

extension JSONString: WireValue {
  public init?(_ value: JSONValue) {
    guard let text = value.text else { return nil }
    self = text
  }

  public var value: JSONValue { .string(self) }
}

extension Bool: WireValue {
  public init?(_ value: JSONValue) {
    guard let bool = value.bool else { return nil }
    self = bool
  }

  public var value: JSONValue { .bool(self) }
  public var isEmpty: Bool { false }
}

extension Int: WireValue {
  public init?(_ value: JSONValue) {
    guard case .number(let number) = value, let int = Int(exactly: number.value) else { return nil }
    self = int
  }

  public var value: JSONValue { JSONNumber(Double(self)).map(JSONValue.number) ?? .null }
  public var isEmpty: Bool { false }
}

extension JSONObject: WireValue {
  public init?(_ value: JSONValue) {
    guard let object = value.object else { return nil }
    self = object
  }

  public var value: JSONValue { .object(self) }
}

extension Array: WireValue where Element: WireValue {
  /// Elements of another type are dropped.
  public init?(_ value: JSONValue) {
    guard let elements = value.elements else { return nil }
    self = elements.compactMap { Element($0) }
  }

  public var value: JSONValue { .array(map(\.value)) }

  public static func mismatch(in value: JSONValue) -> JSONPath? {
    guard let elements = value.elements else { return JSONPath([]) }
    for (index, element) in elements.enumerated() {
      if let inner = Element.mismatch(in: element) {
        return JSONPath([.index(index)] + inner.steps)
      }
    }
    return nil
  }
}
