import PackValues
import Testing

@Suite struct RandomMergeTests {
  private let edits = RandomEditTests()

  /// Two people's edits of one text, and what each must be reported as.
  private struct Sides {
    var ours: EditableText
    var theirs: EditableText
    var expected: Set<String> = []
    /// Paths that both set, to different values.
    var contested: Set<String> = []
  }

  /// Edits of different values, some of them set by both sides where `sharing` says so.
  private func sides(_ original: EditableText, seed: Int, sharing: Bool) -> Sides {
    var dice = Dice(seed: seed)
    var sides = Sides(ours: original, theirs: original)
    var (taken, thinned): (Set<ValuesPath>, Set<ValuesPath>) = ([], [])
    let leaves = original.leaves.shuffled(using: &dice).prefix(24)
    for leaf in leaves.sorted(by: { $0.line > $1.line }) {
      guard taken.insert(leaf.ordered ?? leaf.path).inserted else { continue }
      if sharing, dice.oneIn(6) {
        sides.ours.lines[leaf.line] = "\(leaf.margin)\(leaf.key): mine\(dice.roll(1000))"
        sides.theirs.lines[leaf.line] = "\(leaf.margin)\(leaf.key): yours\(dice.roll(1000))"
        sides.contested.insert(leaf.path.description)
        continue
      }
      let parent = ValuesPath(leaf.path.steps.dropLast())
      let canDelete = !sharing && leaf.hasSiblings && thinned.insert(parent).inserted
      let isOurs = dice.oneIn(2)
      let edit =
        isOurs
        ? edits.edit(leaf, in: &sides.ours, canDelete: canDelete, &dice)
        : edits.edit(leaf, in: &sides.theirs, canDelete: canDelete, &dice)
      if let edit { sides.expected.insert(edit) }
    }
    return sides
  }

  @Test(arguments: PackSamples.all(), 0..<6)
  func `edits of different values are all there, in either order the same`(
    sample: PackSamples.Text, seed: Int
  ) throws {
    guard let original = EditableText(sample.utf8) else { return }
    let sides = sides(original, seed: seed, sharing: false)
    let (ours, theirs) = (sides.ours.utf8, sides.theirs.utf8)
    let merge = TextMerge(base: sample.utf8, ours: ours, theirs: theirs)
    #expect(merge.conflicts.isEmpty, "\(sample.name), seed \(seed)")
    let merged = merge.chosen { _ in .ours }
    let exchanged = TextMerge(base: sample.utf8, ours: theirs, theirs: ours).chosen { _ in .ours }
    #expect(merged == exchanged, "\(sample.name), seed \(seed)")
    let found = ValuesDifference(from: sample.utf8, to: merged).changes.map(edits.told)
    #expect(Set(found) == sides.expected, "\(sample.name), seed \(seed)")
    let all = Set(sides.ours.lines + sides.theirs.lines).subtracting(original.lines)
    let kept = String(decoding: merged, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    #expect(all.isSubset(of: kept.map(String.init)), "\(sample.name), seed \(seed)")
  }

  @Test(arguments: PackSamples.all(), 10..<13)
  func `values that both set are the conflicts, and a choice gives each its side`(
    sample: PackSamples.Text, seed: Int
  ) throws {
    guard let original = EditableText(sample.utf8) else { return }
    let sides = sides(original, seed: seed, sharing: true)
    let merge = TextMerge(base: sample.utf8, ours: sides.ours.utf8, theirs: sides.theirs.utf8)
    let paths = merge.conflicts.map { $0.path?.description ?? "" }
    #expect(Set(paths) == sides.contested, "\(sample.name), seed \(seed)")
    for side in MergeSide.allCases {
      let text = merge.chosen { _ in side }
      let found = ValuesDifference(from: sample.utf8, to: text).changes
      let settled = found.filter { sides.contested.contains($0.path.description) }
      let word = side == .ours ? "mine" : "yours"
      #expect(settled.count == sides.contested.count)
      #expect(settled.allSatisfy { $0.to?.text.starts(with: word.utf8) == true })
      let others = found.filter { !sides.contested.contains($0.path.description) }
      #expect(Set(others.map(edits.told)) == sides.expected, "\(sample.name), seed \(seed)")
    }
  }
}
