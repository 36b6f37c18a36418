public import CanonicalJSON

/// An object of Palette's API: its members are declared once, and read and written from that declaration.
///
/// Reading is tolerant: a member that is missing or of another type keeps the value of `init()`, one that is not declared is
/// dropped. Writing leaves out empty texts, empty lists and objects that are nil, unless the declaration says otherwise.
public protocol WireObject: WireValue, Hashable {
  init()
  /// The members, each with its name in the published API.
  static var members: [WireMember<Self>] { get }
}

/// What can stand as a member of an object of Palette's API.
public protocol WireValue: Sendable {
  /// Nil where the value is of another type.
  init?(_ value: JSONValue)
  var value: JSONValue { get }
  /// Whether writing may leave it out.
  var isEmpty: Bool { get }
  /// Where a value is of another type than the API describes, which reading passes over; nil where it is as described.
  static func mismatch(in value: JSONValue) -> JSONPath?
}

extension WireValue {
  public static func mismatch(in value: JSONValue) -> JSONPath? {
    Self(value) == nil ? JSONPath([]) : nil
  }
}

/// One member of a wire type: its name, and how it is read and written.
public struct WireMember<Object> {
  public let name: JSONString
  let read: (JSONValue, inout Object) -> Void
  let write: (Object) -> JSONValue?
  let mismatch: (JSONValue) -> JSONPath?

  /// - Parameter always: whether an empty value is written too.
  public init<Value: WireValue>(
    _ name: JSONString, _ path: WritableKeyPath<Object, Value>, always: Bool = false
  ) {
    self.name = name
    read = { value, object in
      if let value = Value(value) { object[keyPath: path] = value }
    }
    write = { object in
      let value = object[keyPath: path]
      return value.isEmpty && !always ? nil : value.value
    }
    mismatch = Value.mismatch
  }

  /// A member that may be absent.
  public init<Value: WireValue>(
    _ name: JSONString, _ path: WritableKeyPath<Object, Value?>
  ) {
    self.name = name
    read = { value, object in
      if let value = Value(value) { object[keyPath: path] = value }
    }
    write = { $0[keyPath: path]?.value }
    mismatch = Value.mismatch
  }
}

extension WireObject {
  /// Makes an object by filling in members.
  public init(_ fill: (inout Self) -> Void) {
    self.init()
    fill(&self)
  }

  public init?(_ value: JSONValue) {
    guard let object = value.object else { return nil }
    self.init()
    for member in Self.members {
      if let value = object[member.name] { member.read(value, &self) }
    }
  }

  public var value: JSONValue {
    var object = JSONObject()
    for member in Self.members { object[member.name] = member.write(self) }
    return .object(object)
  }

  public var isEmpty: Bool { false }

  /// A member that is null counts as absent.
  public static func mismatch(in value: JSONValue) -> JSONPath? {
    guard let object = value.object else { return JSONPath([]) }
    for member in members {
      guard let value = object[member.name], value != .null else { continue }
      if let inner = member.mismatch(value) { return JSONPath([.key(member.name)] + inner.steps) }
    }
    return nil
  }
}
