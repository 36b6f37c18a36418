/// A stretch of a three-way merge: the ranges that stand for each other in the base and on both sides.
struct MergeStretch: Hashable {
  enum Kind: Hashable {
    /// All three are equal.
    case common
    /// One side alone changed it.
    case ours, theirs
    /// Both sides made it the same.
    case alike
    case conflict
  }

  /// How near two edits of different sides may come to each other.
  enum Nearness: Hashable {
    /// They may touch, with nothing in common between them.
    case touching
    /// At least one common element stands between them, as git wants it.
    case apart
  }

  var kind: Kind
  var base: Range<Int>
  var ours: Range<Int>
  var theirs: Range<Int>

  func range(on side: MergeSide) -> Range<Int> { side == .ours ? ours : theirs }

  /// The stretches of a merge, in order; joined they cover all three.
  ///
  /// The result with both sides exchanged is the same but for the sides' names.
  static func all<Lines: RandomAccessCollection>(
    base: Lines, ours: Lines, theirs: Lines, _ nearness: Nearness
  ) -> [MergeStretch] where Lines.Index == Int, Lines.Element: Hashable {
    var walk = StretchWalk(
      ours: LineSearch.edits(from: base, to: ours),
      theirs: LineSearch.edits(from: base, to: theirs), nearness: nearness)
    var stretches: [MergeStretch] = []
    while let stretch = walk.next(upTo: base.count) {
      var stretch = stretch
      let (left, right) = (ours[stretch.ours], theirs[stretch.theirs])
      if stretch.kind == .conflict, left.elementsEqual(right) { stretch.kind = .alike }
      stretches.append(stretch)
    }
    return stretches
  }
}

/// Walks the edits of both sides in the base's order and joins those that come too near.
private struct StretchWalk {
  private let ours: [LineDifference.Edit]
  private let theirs: [LineDifference.Edit]
  private let nearness: MergeStretch.Nearness
  private var (nextOurs, nextTheirs) = (0, 0)
  /// Where each of the three stands.
  private var (base, left, right) = (0, 0, 0)

  init(
    ours: [LineDifference.Edit], theirs: [LineDifference.Edit], nearness: MergeStretch.Nearness
  ) {
    (self.ours, self.theirs, self.nearness) = (ours, theirs, nearness)
  }

  mutating func next(upTo end: Int) -> MergeStretch? {
    let start = nextEdit?.removed.lowerBound ?? end
    if start > base || (nextEdit == nil && base < end) {
      return advance(.common, start - base, start - base, start - base)
    }
    guard let first = nextEdit else { return nil }
    var upper = first.removed.upperBound
    var (ownStep, theirStep) = (0, 0)
    var kind: MergeStretch.Kind?
    while let edit = nextEdit, kind == nil || joins(edit, base..<upper) {
      let growth = edit.added.count - edit.removed.count
      upper = max(upper, edit.removed.upperBound)
      if isNextOurs {
        ownStep += growth
        nextOurs += 1
        kind = kind == nil || kind == .ours ? .ours : .conflict
      } else {
        theirStep += growth
        nextTheirs += 1
        kind = kind == nil || kind == .theirs ? .theirs : .conflict
      }
    }
    let count = upper - base
    return advance(kind ?? .common, count, count + ownStep, count + theirStep)
  }

  /// The edit that stands first in the base, an insertion before what it stands at.
  private var nextEdit: LineDifference.Edit? {
    isNextOurs
      ? ours[nextOurs] : nextTheirs < theirs.count ? theirs[nextTheirs] : nil
  }

  private var isNextOurs: Bool {
    guard nextOurs < ours.count else { return false }
    guard nextTheirs < theirs.count else { return true }
    let (own, other) = (ours[nextOurs].removed, theirs[nextTheirs].removed)
    return (own.lowerBound, own.upperBound) <= (other.lowerBound, other.upperBound)
  }

  /// Edits of one side always have something common between them, so whatever comes near is of the other side.
  private func joins(_ edit: LineDifference.Edit, _ range: Range<Int>) -> Bool {
    let lower = edit.removed.lowerBound
    if nearness == .apart { return lower <= range.upperBound }
    return lower < range.upperBound
      || (edit.removed.isEmpty && range.isEmpty && lower == range.lowerBound)
  }

  private mutating func advance(
    _ kind: MergeStretch.Kind, _ baseCount: Int, _ ownCount: Int, _ theirCount: Int
  ) -> MergeStretch {
    defer { (base, left, right) = (base + baseCount, left + ownCount, right + theirCount) }
    return MergeStretch(
      kind: kind, base: base..<(base + baseCount), ours: left..<(left + ownCount),
      theirs: right..<(right + theirCount))
  }
}
