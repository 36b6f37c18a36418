public import CanonicalJSON

/// A label that a profile version must carry: `team=payments`, or `team` whatever its value.
///
/// A tag that somebody set in Palette's console is a label whose value says nothing, so its key alone finds it.
public struct LabelSelector: Hashable, Sendable {
  public let key: JSONString
  /// Nil means any; an empty one means the empty value.
  public let value: JSONString?

  /// Reads `KEY` or `KEY=VALUE`; nil without a key. The value begins after the first equals sign.
  public init?(_ text: String) {
    let parts = text.utf8.split(
      separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
    key = JSONString(utf8: Array(parts[0]))
    value = parts.count == 2 ? JSONString(utf8: Array(parts[1])) : nil
    if key.isEmpty { return nil }
  }

  public func covers(_ label: Profile.Label) -> Bool {
    label.key == key && (value.map { $0 == label.value } ?? true)
  }
}

extension LabelSelector: CustomStringConvertible {
  /// As it is written.
  public var description: String { "\(key)" + (value.map { "=\($0)" } ?? "") }
}

extension Profile {
  /// Whether every one of some labels is there.
  public func carries(_ labels: [LabelSelector]) -> Bool {
    labels.allSatisfy { wanted in self.labels.contains { wanted.covers($0) } }
  }
}
