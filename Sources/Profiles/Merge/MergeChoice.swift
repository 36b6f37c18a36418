public import CanonicalJSON
public import PackValues

/// What settles a conflict of a merge.
public enum MergeChoice: Hashable, Sendable {
  case side(MergeSide)
  /// A value of a person's own: for lines of a text those lines, for a member any value. A thing that one side removed, and an
  /// order, are settled by a side only.
  case value(JSONValue)

  var side: MergeSide? { if case .side(let side) = self { side } else { nil } }

  /// Whether it can stand in such a place; a side always can.
  public func fits(_ part: MergeConflict.Place.Part) -> Bool {
    guard case .value(let value) = self else { return true }
    switch part {
    case .whole, .order: return false
    case .member: return true
    case .text: return value.text != nil
    }
  }
}
