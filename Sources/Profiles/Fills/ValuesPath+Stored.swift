public import CanonicalJSON
public import PackValues

extension ValuesPath {
  /// The path for a program: keys as strings, indexes as numbers, objects for the other steps
  /// (`{key, value}`, `{document}`, `{object}`, `{embedded}`).
  public var stored: JSONValue { .array(steps.map(\.stored)) }

  /// Reads what `stored` writes; nil for anything else.
  public init?(stored value: JSONValue) {
    guard let elements = value.elements else { return nil }
    let steps = elements.compactMap(Step.init(stored:))
    guard steps.count == elements.count else { return nil }
    self.init(steps)
  }
}

extension ValuesPath.Step {
  fileprivate var stored: JSONValue {
    switch self {
    case .key(let key): .string(JSONString(key))
    case .index(let index): Self.number(index)
    case .item(let key, let value):
      .object(["key": .string(JSONString(key)), "value": .string(JSONString(value))])
    case .document(let index): .object(["document": Self.number(index)])
    case .object(let name): .object(["object": .string(JSONString(name))])
    case .embedded: .object(["embedded": .bool(true)])
    }
  }

  fileprivate init?(stored value: JSONValue) {
    switch value {
    case .string(let key): self = .key(key.string)
    case .number(let number):
      guard let index = Int(exactly: number.value), index >= 0 else { return nil }
      self = .index(index)
    case .object(let object): self.init(object)
    default: return nil
    }
  }

  private init?(_ object: JSONObject) {
    let text = { (key: JSONString) in object[key]?.text?.string }
    switch object.keys.map(\.string) {
    case ["key", "value"]:
      guard let key = text("key"), let value = text("value") else { return nil }
      self = .item(key: key, value: value)
    case ["document"]:
      guard case .number(let number)? = object["document"], let index = Int(exactly: number.value)
      else { return nil }
      self = .document(index)
    case ["object"]:
      guard let name = text("object") else { return nil }
      self = .object(name)
    case ["embedded"]:
      guard object["embedded"]?.bool == true else { return nil }
      self = .embedded
    default: return nil
    }
  }

  private static func number(_ index: Int) -> JSONValue {
    JSONNumber(Double(index)).map(JSONValue.number) ?? .null
  }
}
