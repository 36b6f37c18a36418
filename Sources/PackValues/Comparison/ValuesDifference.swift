/// What makes one values text from another, by path.
///
/// It holds the values of both sides as they are: whoever shows it keeps secrets out first (`Profiles` does).
public struct ValuesDifference: Hashable, Sendable {
  public enum Basis: Hashable, Sendable {
    case paths
    /// A side is no YAML, so there is nothing but lines to compare; why, and whether it is the new side.
    case lines(YAMLError, isNew: Bool)
  }

  public let basis: Basis
  /// In the new text's order; what is gone stands where it stood. Empty for texts that differ in spelling alone.
  public let changes: [ValuesChange]
  /// The leaves that both sides have alike.
  public let unchangedCount: Int
  /// Keys that a mapping of the new side names twice.
  public let duplicates: [ValuesTree.DuplicateKey]
  /// The state that the presets comment carries, if it differs (`# spectrocloud.com/enabled-presets:`).
  public let presets: PresetsChange?

  public struct PresetsChange: Hashable, Sendable {
    public let from: [UInt8]?
    public let to: [UInt8]?

    public init(from: [UInt8]?, to: [UInt8]?) {
      (self.from, self.to) = (from, to)
    }
  }

  public init(
    basis: Basis, changes: [ValuesChange], unchangedCount: Int,
    duplicates: [ValuesTree.DuplicateKey] = [], presets: PresetsChange? = nil
  ) {
    (self.basis, self.changes) = (basis, changes)
    (self.unchangedCount, self.duplicates, self.presets) = (unchangedCount, duplicates, presets)
  }
}

/// One leaf that differs: a scalar, a text or an empty collection; a whole subtree gives one change a leaf.
public struct ValuesChange: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable {
    case added, removed, changed
    /// An item of a list that is told by a member, at another place of the list's order.
    case moved
  }

  public let kind: Kind
  public let path: ValuesPath
  /// Nil for an added leaf and for a move.
  public let from: ValuesLeaf?
  /// Nil for a removed leaf and for a move.
  public let to: ValuesLeaf?
  /// For a move: the item that now stands before it; nil where it is now the first.
  public let after: ValuesPath.Step?

  public init(
    _ kind: Kind, _ path: ValuesPath, from: ValuesLeaf? = nil, to: ValuesLeaf? = nil,
    after: ValuesPath.Step? = nil
  ) {
    (self.kind, self.path, self.from, self.to, self.after) = (kind, path, from, to, after)
  }
}

/// A value without members.
public struct ValuesLeaf: Hashable, Sendable {
  /// The value's text, without quotes, escapes or indentation; empty for an empty collection.
  public let text: [UInt8]
  public let type: ScalarType
  /// Where the value is written: at its key, or, for an item of a list, at the item.
  public let place: TextPlace

  public init(text: [UInt8], type: ScalarType, place: TextPlace) {
    (self.text, self.type, self.place) = (text, type, place)
  }
}
