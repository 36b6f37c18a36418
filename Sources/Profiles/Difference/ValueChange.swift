public import CanonicalJSON
public import PackValues

/// A value of a text as a difference may show it.
public enum ShownLeaf: Hashable, Sendable {
  /// The text, without quotes or indentation, and what YAML takes it for.
  case value(JSONString, ScalarType)
  /// A mask stands there.
  case masked
  /// A value stands there that must not be shown.
  case hidden
}

/// One place of a values text or manifest that differs, or of which a mask hides whether it does.
public struct ValueChange: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable {
    case added, removed, changed
    /// An item of a list stands elsewhere in its list.
    case moved
    /// The same on both sides, but masked: nobody can tell.
    case unknown
  }

  public let kind: Kind
  /// A step that would show a secret, such as an item told by a member that is hidden, reads `(hidden)`.
  public let path: ValuesPath
  /// Nil for an added value, for a move, and where `text` says what differs.
  public let from: ShownLeaf?
  /// Nil for a removed value, for a move, and where `text` says what differs.
  public let to: ShownLeaf?
  /// Where the value is written, in the new text unless only the old one has it; nil for a move.
  public let place: TextPlace?
  /// What a mask on one side or both means.
  public let mask: HiddenChange.Kind?
  /// The pack declares the place as secret.
  public let isSensitive: Bool
  /// How the lines differ, where a side is a text of several lines.
  public let text: TextEdit?
  /// For a move: the item that now stands before it; nil where it is now the first.
  public let after: ValuesPath.Step?

  init(
    _ kind: Kind, _ path: ValuesPath, from: ShownLeaf? = nil, to: ShownLeaf? = nil,
    place: TextPlace? = nil, mask: HiddenChange.Kind? = nil, isSensitive: Bool = false,
    text: TextEdit? = nil, after: ValuesPath.Step? = nil
  ) {
    (self.kind, self.path, self.from, self.to) = (kind, path, from, to)
    (self.place, self.mask, self.isSensitive) = (place, mask, isSensitive)
    (self.text, self.after) = (text, after)
  }
}

/// The lines that make one text from another within one value.
public struct TextEdit: Hashable, Sendable {
  public let removedLines: Int
  public let addedLines: Int
  /// Three lines around each edit, counted within the value; what must not be shown reads `(hidden)`.
  public let hunks: [LineHunk]
  /// The masks that stand in the text as values of their own.
  public let masks: [HiddenChange]
}

extension ValueChange {
  /// Whether the value is known to differ.
  public var hasChanges: Bool { kind != .unknown }

  /// Both sides have the same text, and only YAML's reading of it differs: `"30"` and `30`.
  public var isTypeOnly: Bool {
    guard case .value(let old, let oldType)? = from, case .value(let new, let newType)? = to
    else { return false }
    return old == new && oldType != newType
  }

  /// The place as a masked one; nil where no mask is concerned.
  var hidden: [HiddenChange] {
    var reference: JSONString?
    if mask == .filled, case .value(let text, _)? = to { reference = text }
    let own = mask.map {
      HiddenChange($0, path: path, line: place?.line, reference: reference)
    }
    return (own.map { [$0] } ?? []) + (text?.masks ?? []).map { $0.within(path) }
  }
}
