public import CanonicalJSON
public import PackValues

/// What happened to a values text or a manifest.
public struct TextChange: Hashable, Sendable {
  public enum Place: Hashable, Sendable {
    case values
    case manifest(JSONString)
  }

  public enum Kind: String, Hashable, Sendable {
    case added, removed, changed
    /// Only white space at the ends of lines or of the text differs.
    case cosmetic
    /// The text is the same, but holds masks.
    case same
  }

  public let place: Place
  public let kind: Kind
  /// Lines that gave way, and lines that came; all lines of a text that is removed or added.
  public let removedLines: Int
  public let addedLines: Int
  /// Three lines around each edit; values that a mask hides on the other side read `(hidden)`. Empty for a text that is
  /// added, removed or only cosmetically changed.
  public let hunks: [LineHunk]
  public let hidden: [HiddenChange]

  /// Nil where there is nothing to say. An empty text counts as none.
  init?(_ place: Place, from: JSONString?, to: JSONString?) {
    let (old, new) = (from?.utf8 ?? [], to?.utf8 ?? [])
    self.place = place
    let redaction = Redaction(from: old, to: new)
    hidden = redaction.changes
    switch (from, to) {
    case (nil, nil): return nil
    case (nil, _): kind = .added
    case (_, nil): kind = .removed
    case _ where old == new: kind = .same
    case _ where Self.trimmed(old) == Self.trimmed(new): kind = .cosmetic
    default: kind = .changed
    }
    if kind == .same, hidden.isEmpty { return nil }
    let difference = LineDifference(from: old, to: new)
    let isCounted = kind != .same && kind != .cosmetic
    removedLines = isCounted && from != nil && !old.isEmpty ? difference.removedCount : 0
    addedLines = isCounted && to != nil && !new.isEmpty ? difference.addedCount : 0
    hunks = kind == .changed ? redaction.hunks(of: difference) : []
  }

  /// The text without white space at the ends of its lines and at its own end.
  private static func trimmed(_ text: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    var end = 0
    for byte in text {
      if byte == 0x0A {
        result.removeSubrange(end...)
        result.append(byte)
        end = result.count
        continue
      }
      result.append(byte)
      if byte != 0x20, byte != 0x09, byte != 0x0D { end = result.count }
    }
    result.removeSubrange(end...)
    while let last = result.last, last <= 0x20 { result.removeLast() }
    return result
  }
}

extension TextChange {
  /// Whether the text itself differs; masks that cannot be told apart are no change.
  public var hasChanges: Bool { kind != .same }
}
