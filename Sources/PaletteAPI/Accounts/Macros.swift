public import CanonicalJSON

/// The macros of one scope, as every endpoint of macros takes and answers them (`v1Macros`).
public struct Macros: WireObject {
  public var macros: [Macro] = []

  public init() {}
  public init(_ macros: [Macro]) { self.macros = macros }

  public static var members: [WireMember<Self>] { [WireMember("macros", \.macros, always: true)] }
}

/// A name with a value, which may be a secret: no description shows it (`v1Macro`).
public struct Macro: WireObject {
  public var name: JSONString = ""
  public var text: JSONString = ""

  public init() {}
  public init(name: JSONString, value: JSONString) { (self.name, text) = (name, value) }

  public static var members: [WireMember<Self>] {
    [WireMember("name", \.name), WireMember("value", \.text)]
  }
}

extension Macro: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  public var description: String { "macro '\(name)'" }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: ["name": name]) }
}
