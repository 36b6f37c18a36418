/// A three-way merge of things in an order, such as the elements of an array.
public enum SequenceMerge {
  /// What both sides made of a base; nil where their changes are not apart by at least one common element.
  public static func merged<Element: Hashable>(
    base: [Element], ours: [Element], theirs: [Element]
  ) -> [Element]? {
    var result: [Element] = []
    for stretch in MergeStretch.all(base: base, ours: ours, theirs: theirs, .apart) {
      switch stretch.kind {
      case .common, .ours, .alike: result += ours[stretch.ours]
      case .theirs: result += theirs[stretch.theirs]
      case .conflict: return nil
      }
    }
    return result
  }
}
