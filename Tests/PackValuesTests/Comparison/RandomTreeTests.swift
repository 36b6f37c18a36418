import PackValues
import Testing

@Suite struct RandomTreeTests {
  func difference(_ from: String, _ to: String) -> ValuesDifference {
    ValuesDifference(from: Array(from.utf8), to: Array(to.utf8))
  }

  @Test(arguments: 0..<60)
  func `one tree written in two ways is no difference`(seed: Int) {
    var dice = Dice(seed: seed)
    let tree = SampleTree.mapping(&dice)
    let (from, to) = (tree.text(&dice), tree.text(&dice))
    #expect(
      difference(from, to)
        == ValuesDifference(basis: .paths, changes: [], unchangedCount: tree.leafCount),
      "seed \(seed)\n\(from)\n\(to)")
  }

  @Test(arguments: 0..<60)
  func `a tree with its changes applied is the other tree`(seed: Int) {
    var dice = Dice(seed: 1_000 + seed)
    let old = SampleTree.mapping(&dice)
    let new = old.edited(&dice)
    let found = difference(old.text(&dice), new.text(&dice))
    var patch = LeafPatch(old.leaves())
    patch.apply(found)
    #expect(patch.misfits == [], "seed \(seed)")
    #expect(filled(patch.leaves) == filled(new.leaves()), "seed \(seed)\n\(shown(found))")
    #expect((found.changes.isEmpty) == (old == new), "seed \(seed)")
  }

  /// Without the empty collections: what becomes empty says so by what is gone from it.
  func filled(_ leaves: [ValuesPath: SampleTree.Leaf]) -> [ValuesPath: SampleTree.Leaf] {
    leaves.filter { $0.value != .empty && $0.value != .words([]) }
  }

  @Test(arguments: 0..<60)
  func `with the sides swapped, what was added is removed`(seed: Int) {
    var dice = Dice(seed: 2_000 + seed)
    let old = SampleTree.mapping(&dice)
    let (from, to) = (old.text(&dice), old.edited(&dice).text(&dice))
    let (forth, back) = (difference(from, to), difference(to, from))
    #expect(told(forth.changes) == told(back.changes.map(swapped)), "seed \(seed)")
    #expect(forth.unchangedCount == back.unchangedCount, "seed \(seed)")
    let moves = { (difference: ValuesDifference) in
      difference.changes.count { $0.kind == .moved }
    }
    #expect(moves(forth) == moves(back), "seed \(seed)")
  }

  /// The changes at paths that do not depend on the side that counts.
  func told(_ changes: [ValuesChange]) -> Set<ValuesChange> {
    Set(
      changes.filter { change in
        guard case .index = change.path.steps.last else { return change.kind != .moved }
        return false
      })
  }

  func swapped(_ change: ValuesChange) -> ValuesChange {
    let kind: ValuesChange.Kind =
      switch change.kind {
      case .added: .removed
      case .removed: .added
      default: change.kind
      }
    return ValuesChange(kind, change.path, from: change.to, to: change.from)
  }

  @Test(arguments: 0..<30)
  func `changes stand in the new text's order`(seed: Int) {
    var dice = Dice(seed: 3_000 + seed)
    let old = SampleTree.mapping(&dice)
    let (from, to) = (old.text(&dice), old.edited(&dice).text(&dice))
    let places = difference(from, to).changes.compactMap { $0.to?.place }
    #expect(places == places.sorted(), "seed \(seed)")
  }
}
