/// A path as a pack's `schema.yaml` writes it: keys joined with dots, `$[]` for each item of a list.
///
/// `registry.addresses.$[]` covers `registry.addresses[0]` and `registry.addresses[name=x]`, and what lies below them.
/// Source: pack constraints, palette.md section 2.
public struct SchemaPath: Hashable, Sendable {
  public let text: String
  private let parts: [String]

  public init(_ text: String) {
    self.text = text
    parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
  }

  /// How many keys and lists lead to the value.
  public var depth: Int { parts.count }

  /// Whether a value is what the path names, or lies below it. Keys may hold dots themselves.
  public func covers(_ path: ValuesPath) -> Bool {
    let steps = path.steps.filter { step in
      switch step {
      case .document, .object: false
      default: true
      }
    }
    return Self.covers(parts[...], steps[...])
  }

  private static func covers(
    _ parts: ArraySlice<String>, _ steps: ArraySlice<ValuesPath.Step>
  ) -> Bool {
    guard let part = parts.first else { return true }
    guard let step = steps.first else { return false }
    switch step {
    case .key(let key):
      if key.utf8.elementsEqual(part.utf8) { return covers(parts.dropFirst(), steps.dropFirst()) }
      guard key.utf8.contains(0x2E) else { return false }
      let keyParts = key.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
      guard parts.starts(with: keyParts) else { return false }
      return covers(parts.dropFirst(keyParts.count), steps.dropFirst())
    case .index, .item:
      return part == "$[]" && covers(parts.dropFirst(), steps.dropFirst())
    default: return false
    }
  }
}
