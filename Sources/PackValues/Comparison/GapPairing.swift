/// Which of the items that went from a place is which of those that came there.
///
/// Items keep their order. Where it is open, items pair that share most: mappings and lists their members, texts their
/// first half, as `--audit-log-maxage=30` and `--audit-log-maxage=60` do. Gaps of more than `maximumPairs` pairs are paired
/// one by one from their start.
struct GapPairing {
  static let maximumPairs = 1_024
  /// The members of an item that are looked at.
  static let maximumMembers = 32

  /// Positions in the gap, each at most once, in order.
  let pairs: [(old: Int, new: Int)]

  init(_ old: [Int], in from: MeaningTree, _ new: [Int], in to: MeaningTree) {
    guard old.count + new.count > 2, old.count * new.count <= Self.maximumPairs else {
      pairs = zip(old.indices, new.indices).prefix { pair in
        Likeness.Form(from[old[pair.0]].kind).isComparable(to: .init(to[new[pair.1]].kind))
      }.map { (old: $0.0, new: $0.1) }
      return
    }
    let (left, right) = (old.map { Likeness(from, $0) }, new.map { Likeness(to, $0) })
    pairs = Self.best(left, right)
  }

  /// The pairing in order with the most in common, then with the most pairs; earlier ones where that is the same.
  private static func best(_ left: [Likeness], _ right: [Likeness]) -> [(old: Int, new: Int)] {
    let width = right.count + 1
    var scores = Array(repeating: 0, count: left.count * right.count)
    var sums = Array(repeating: 0, count: (left.count + 1) * width)
    for i in left.indices.reversed() {
      for j in right.indices.reversed() {
        let score = left[i].score(with: right[j])
        scores[i * right.count + j] = score
        sums[i * width + j] = max(
          score + sums[(i + 1) * width + j + 1], sums[(i + 1) * width + j], sums[i * width + j + 1])
      }
    }
    var pairs: [(old: Int, new: Int)] = []
    var (i, j) = (0, 0)
    while i < left.count, j < right.count {
      let score = scores[i * right.count + j]
      let sum = sums[i * width + j]
      if score > 0, sum == score + sums[(i + 1) * width + j + 1] {
        pairs.append((i, j))
        (i, j) = (i + 1, j + 1)
      } else if sum == sums[(i + 1) * width + j] {
        i += 1
      } else {
        j += 1
      }
    }
    return pairs
  }
}

/// What an item has that another one may have too.
private struct Likeness {
  struct Form {
    let isLeaf: Bool
    let isMapping: Bool
    let isSequence: Bool

    init(_ kind: MeaningTree.Kind) {
      isLeaf = kind != .mapping && kind != .sequence
      isMapping = kind == .mapping || kind == .leaf(.emptyMapping)
      isSequence = kind == .sequence || kind == .leaf(.emptySequence)
    }

    /// Whether a comparison inside says more than that one went and the other came.
    func isComparable(to other: Form) -> Bool {
      (isLeaf && other.isLeaf) || (isMapping && other.isMapping) || (isSequence && other.isSequence)
    }
  }

  private let form: Form
  private let text: [UInt8]
  private let members: Set<Int>

  init(_ tree: MeaningTree, _ index: Int) {
    (text, form) = (tree[index].text, Form(tree[index].kind))
    members = Set(
      tree.members(of: index).prefix(GapPairing.maximumMembers).map { member in
        var hasher = Hasher()
        hasher.combine(tree[member].key)
        hasher.combine(tree[member].hash)
        return hasher.finalize()
      })
  }

  /// 0 for what cannot be compared, 1 for what has nothing in common, and more for what has.
  func score(with other: Likeness) -> Int {
    guard form.isComparable(to: other.form) else { return 0 }
    let common = zip(text, other.text).prefix { $0 == $1 }.count
    let isAlike = common > 0 && 2 * common >= max(text.count, other.text.count)
    return 1 + (isAlike ? 1_000 : 0) + 1_000 * members.intersection(other.members).count
  }
}
