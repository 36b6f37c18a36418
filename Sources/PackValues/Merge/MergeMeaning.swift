/// What both sides of a merge mean, and whether a merged text means exactly both.
struct MergeMeaning {
  let ours: ValuesDifference
  let theirs: ValuesDifference
  private let sides: TextSides

  /// Nil where one of the three is no YAML: then nothing can be said of a merge.
  init?(_ sides: TextSides) {
    self.sides = sides
    ours = ValuesDifference(from: sides.base.utf8, to: sides.ours.utf8)
    theirs = ValuesDifference(from: sides.base.utf8, to: sides.theirs.utf8)
    guard ours.basis == .paths, theirs.basis == .paths else { return nil }
  }

  /// Whether a text is the base with the changes of both sides, each once, and no others.
  func isMet(by merged: [UInt8]) -> Bool {
    isMet(by: merged, from: .ours, isPartial: false)
      && isMet(by: merged, from: .theirs, isPartial: false)
  }

  /// Whether a text that has a side's lines in every conflict adds nothing to it that the other side did not do.
  func isPartlyMet(by merged: [UInt8], from side: MergeSide) -> Bool {
    isMet(by: merged, from: side, isPartial: true)
  }

  /// From one side, a merged text has the changes of the other, but for those that the one made alike.
  private func isMet(by merged: [UInt8], from side: MergeSide, isPartial: Bool) -> Bool {
    let own = side == .ours ? ours : theirs
    let other = side == .ours ? theirs : ours
    let found = ValuesDifference(from: sides.lines(side).utf8, to: merged)
    guard found.basis == .paths,
      found.duplicates.count <= max(own.duplicates.count, other.duplicates.count),
      own.presets == nil || other.presets == nil || own.presets == other.presets,
      isPartial || (found.presets == nil) == (other.presets == nil || own.presets != nil)
    else { return false }
    var expected = ChangeBag(other.changes)
    for change in bothChanged(of: side) { expected.replace(change) }
    var rest = expected
    for change in found.changes where !rest.take(change) { return false }
    if isPartial { return true }
    let done = ChangeBag(own.changes)
    return rest.isCovered(by: done)
  }

  /// The texts of several lines that both sides changed: there lines are merged, as a side sees it.
  private func bothChanged(of side: MergeSide) -> [(old: ValuesChange, new: ValuesChange?)] {
    let own = Dictionary(
      (side == .ours ? ours : theirs).changes.map { ($0.path, $0) }, uniquingKeysWith: { $1 })
    let others = (side == .ours ? theirs : ours).changes
    return others.compactMap { change in
      guard let mine = own[change.path], let base = change.from, let from = mine.to,
        let to = change.to, from.type == .string, to.type == .string, base.text.contains(0x0A),
        from.text != to.text
      else { return nil }
      let texts = TextSides(base: base.text, ours: from.text, theirs: to.text)
      let pieces = texts.pieces(.touching)
      let hasConflict = pieces.contains { if case .conflict = $0 { true } else { false } }
      if hasConflict { return nil }
      let merged = texts.text(pieces) { _ in .ours }
      let leaf = ValuesLeaf(text: merged, type: .string, place: to.place)
      return (
        change,
        merged == from.text ? nil : ValuesChange(.changed, change.path, from: from, to: leaf)
      )
    }
  }

  /// Paths to which both sides added something, and not the same: where, in a list without names, decides nothing.
  var hasRivalAdditions: Bool {
    let own = Dictionary(
      ours.changes.filter { $0.kind == .added }.map { ($0.path, $0.to) },
      uniquingKeysWith: { $1 })
    return theirs.changes.contains { change in
      guard change.kind == .added, let mine = own[change.path] else { return false }
      return mine?.text != change.to?.text || mine?.type != change.to?.type
    }
  }
}

/// Changes without their order and places; the number of an item in a list counts for nothing, as other items move it.
struct ChangeBag {
  private struct Key: Hashable {
    let kind: ValuesChange.Kind
    let path: ValuesPath
    let from: [UInt8]?
    let fromType: ScalarType?
    let to: [UInt8]?
    let toType: ScalarType?

    init(_ change: ValuesChange) {
      kind = change.kind
      path = ValuesPath(
        change.path.steps.map { step in
          switch step {
          case .index: .index(0)
          case .document: .document(0)
          default: step
          }
        })
      (from, fromType) = (change.from?.text, change.from?.type)
      (to, toType) = (change.to?.text, change.to?.type)
    }
  }

  private var counts: [Key: Int] = [:]

  init(_ changes: [ValuesChange]) {
    for change in changes { counts[Key(change), default: 0] += 1 }
  }

  /// Takes one such change out; false where there is none.
  mutating func take(_ change: ValuesChange) -> Bool {
    let key = Key(change)
    guard let count = counts[key], count > 0 else { return false }
    counts[key] = count - 1
    return true
  }

  mutating func replace(_ change: (old: ValuesChange, new: ValuesChange?)) {
    guard take(change.old), let new = change.new else { return }
    counts[Key(new), default: 0] += 1
  }

  /// Whether another bag has whatever is left here.
  func isCovered(by other: ChangeBag) -> Bool {
    counts.allSatisfy { $0.value <= other.counts[$0.key] ?? 0 }
  }
}
