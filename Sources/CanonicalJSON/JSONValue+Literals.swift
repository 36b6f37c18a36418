extension JSONValue: ExpressibleByStringLiteral {
  public init(stringLiteral value: String) { self = .string(JSONString(value)) }
}

extension JSONValue: ExpressibleByArrayLiteral {
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
}
