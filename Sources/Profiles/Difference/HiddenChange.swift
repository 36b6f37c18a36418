public import CanonicalJSON
public import PackValues

/// A place where a mask stands on one side or on both (practice: the mask table).
public struct HiddenChange: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable {
    /// Masked in both of two different documents: whether the value changed cannot be told.
    case unknown
    /// The same on both sides and looks like a mask where nothing says that a secret stands: the pack's schema is known and
    /// does not declare it, or it is a part of a longer text. As little known as `unknown`, but perhaps nothing to fill.
    case literalOrMask
    /// A value gave way to a mask; the old value is in the history.
    case becameSensitive
    /// A mask, or nothing or a reference where the pack declares a secret, gave way to a value: an alarm.
    case plainTextEntered
    /// A mask gave way to a reference.
    case filled
    /// A mask where there was nothing, to fill.
    case added
    /// A mask where there is nothing any more.
    case removed
  }

  public let kind: Kind
  /// The path in its text; nil where it cannot be told, and for variables.
  public let path: ValuesPath?
  /// The line of the mask, on the new side unless only the old one has it; nil for variables.
  public let line: Int?
  /// The reference, where a mask was filled with one.
  public let reference: JSONString?

  init(_ kind: Kind, path: ValuesPath?, line: Int?, reference: JSONString? = nil) {
    (self.kind, self.path, self.line, self.reference) = (kind, path, line, reference)
  }
}

extension HiddenChange {
  /// Whether the values on the two sides may differ unseen.
  public var isUnknown: Bool { kind == .unknown || kind == .literalOrMask }

  /// Whether somebody still has to say where the value comes from.
  public var isToFill: Bool { kind == .unknown || kind == .added || kind == .becameSensitive }

  /// The same for a mask in a text that is itself the value at a path.
  public func within(_ outer: ValuesPath) -> HiddenChange {
    let steps = path.map { [.embedded] + $0.steps } ?? []
    return HiddenChange(
      kind, path: ValuesPath(outer.steps + steps), line: nil, reference: reference)
  }
}
