/// What a text asks Palette to put in its place: `{{.spectro.macro.auditAge}}` and its kin.
public struct Reference: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case macro
    case variable = "var"
    case system
    case pack
  }

  public let kind: Kind
  /// What stands after the kind: a name such as `auditAge`, or a dotted path such as `kubernetes.version`.
  public let name: String
  public let place: TextPlace

  public init(kind: Kind, name: String, place: TextPlace) {
    (self.kind, self.name, self.place) = (kind, name, place)
  }
}

extension Reference: CustomStringConvertible {
  /// The shortest text that asks for the same, pipes left out.
  public var description: String { "{{.spectro.\(kind.rawValue).\(name)}}" }
}
