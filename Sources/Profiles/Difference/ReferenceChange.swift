public import PackValues

/// A reference that a layer's texts make on one side only.
public struct ReferenceChange: Hashable, Sendable {
  public let kind: Reference.Kind
  /// What stands after the kind: `auditAge`, or a dotted path.
  public let name: String
  /// The proposed side has it; otherwise the current one alone has.
  public let isAdded: Bool
}

extension ReferenceChange: CustomStringConvertible {
  /// The shortest text that asks for the same: `{{.spectro.macro.auditAge}}`.
  public var description: String { "{{.spectro.\(kind.rawValue).\(name)}}" }
}

extension ReferenceChange {
  /// What two layers ask for differently, by kind and name. References in YAML comments do not count.
  static func changes(from: [[UInt8]], to: [[UInt8]]) -> [ReferenceChange] {
    let (old, new) = (names(in: from), names(in: to))
    let changes =
      old.subtracting(new).map { ReferenceChange(kind: $0.kind, name: $0.name, isAdded: false) }
      + new.subtracting(old).map { ReferenceChange(kind: $0.kind, name: $0.name, isAdded: true) }
    return changes.sorted { $0.order < $1.order }
  }

  private struct Name: Hashable {
    let kind: Reference.Kind
    let name: String
  }

  private static func names(in texts: [[UInt8]]) -> Set<Name> {
    var names: Set<Name> = []
    for text in texts {
      for reference in ValuesText(text).references() {
        names.insert(Name(kind: reference.kind, name: reference.name))
      }
    }
    return names
  }

  private var order: (Int, String, Int) {
    (Reference.Kind.allCases.firstIndex(of: kind) ?? 0, name, isAdded ? 1 : 0)
  }
}
