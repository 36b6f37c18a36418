public import CanonicalJSON
public import PackValues

/// A place where a mask stands on one side or on both (practice: the mask table).
public struct HiddenChange: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable {
    /// Masked in both of two different documents: whether the value changed cannot be told.
    case unknown
    /// A value gave way to a mask; the old value is in the history.
    case becameSensitive
    /// A mask gave way to a value: an alarm.
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
