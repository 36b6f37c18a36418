internal import CanonicalJSON
public import PackValues

/// What of a difference somebody wants to see; everything else is left out of output, counts and exit code alike.
///
/// A path pattern stands for paths within values and manifests, and for members: `version`, `labels.owner`, a layer's
/// `registry.name`, `variables.region.defaultValue`. It covers what lies below it. A layer, a manifest or a text that
/// has no paths is kept by `only` where it holds such a path, or where that cannot be told.
public struct DifferenceFilter: Hashable, Sendable {
  /// Nothing but layers that one of these means; empty means all, and what belongs to no layer.
  public var layers: [LayerPattern]
  /// Nothing but paths that one of these covers; empty means all.
  public var only: [ValuesPathPattern]
  /// No paths that one of these covers.
  public var excluding: [ValuesPathPattern]
  /// What an environment, or a person, does not want to hear of.
  public var rules: [IgnoreRule]

  public init(
    layers: [LayerPattern] = [], only: [ValuesPathPattern] = [],
    excluding: [ValuesPathPattern] = [], rules: [IgnoreRule] = []
  ) {
    (self.layers, self.only, self.excluding, self.rules) = (layers, only, excluding, rules)
  }

  public var isEmpty: Bool {
    layers.isEmpty && only.isEmpty && excluding.isEmpty && rules.isEmpty
  }
}

/// Which layers are meant: a kind, a pack's name, a display name, or several of them as a difference writes them.
///
/// A star stands for any text: `addon`, `nginx*`, `addon nginx (nginx-int)`, `nginx (nginx-int)`.
public struct LayerPattern: Hashable, Sendable {
  public let text: String
  private let parts: [[UInt8]]

  public init(_ text: String) {
    self.text = text
    parts = text.utf8.split(separator: 0x2A, omittingEmptySubsequences: false).map(Array.init)
  }

  public func covers(_ layer: Layer.Identity) -> Bool {
    let names = [layer.kind.string, layer.pack.string, layer.displayName.string]
    return (names + [layer.name, layer.description]).contains {
      !$0.isEmpty && matches(Array($0.utf8))
    }
  }

  private func matches(_ name: [UInt8]) -> Bool {
    guard let first = parts.first, let last = parts.last else { return false }
    if parts.count == 1 { return name == first }
    guard name.starts(with: first) else { return false }
    var rest = name.dropFirst(first.count)
    for part in parts.dropFirst().dropLast() {
      guard let end = Self.end(of: part, in: rest) else { return false }
      rest = rest[end...]
    }
    return rest.count >= last.count && rest.suffix(last.count).elementsEqual(last)
  }

  private static func end(of part: [UInt8], in text: ArraySlice<UInt8>) -> Int? {
    guard text.count >= part.count else { return nil }
    for start in text.startIndex...(text.endIndex - part.count)
    where text[start..<(start + part.count)].elementsEqual(part) {
      return start + part.count
    }
    return nil
  }
}
