internal import PackValues

/// A three-way merge of orders over the same things: what one side moved or added goes where that side put it.
struct OrderMerge<Key: Hashable> {
  let base: [Key]
  let ours: [Key]
  let theirs: [Key]

  /// The merged order; nil where both sides moved one thing, or put new things, into different orders.
  ///
  /// What both sides added at one place is ordered by `sortText`, so that exchanging the sides changes nothing. With a
  /// preferred side the other's moves count for nothing, and there is always an order.
  func merged(_ sortText: (Key) -> String, preferring side: MergeSide? = nil) -> [Key]? {
    if ours == theirs { return ours }
    var movedByUs = Self.moved(ours, from: base)
    var movedByThem = Self.moved(theirs, from: base)
    if side == .ours { movedByThem = [] }
    if side == .theirs { movedByUs = [] }
    let contested = movedByUs.intersection(movedByThem)
    let present = Set(ours).intersection(theirs)
    if side == nil, !contested.isEmpty,
      ours.filter(present.contains) != theirs.filter(present.contains)
    {
      return nil
    }
    let fixed = base.filter {
      present.contains($0) && !movedByUs.contains($0) && !movedByThem.contains($0)
    }
    let common = present.intersection(base)
    var own = Self.gaps(of: ours, around: fixed) {
      !common.contains($0) || movedByUs.contains($0)
    }
    var other = Self.gaps(of: theirs, around: fixed) {
      !common.contains($0) || movedByThem.contains($0)
    }
    if side == .ours { other = Self.without(own, in: other) }
    if side == .theirs { own = Self.without(other, in: own) }
    var all: [Key] = []
    for index in 0...fixed.count {
      guard let gap = Self.joined(own[index], other[index], sortText) else { return nil }
      all += gap + fixed[index...].prefix(1)
    }
    return all.count == Set(all).count ? all : nil
  }

  /// The things outside the longest order that two lists share.
  private static func moved(_ list: [Key], from base: [Key]) -> Set<Key> {
    let partners = Pairing.partners(of: list, among: base)
    return Set(Pairing.moved(partners).map { list[$0] })
  }

  /// What a side placed, by the fixed thing that it stands behind.
  private static func gaps(
    of list: [Key], around fixed: [Key], where isPlaced: (Key) -> Bool
  ) -> [[Key]] {
    let places = Dictionary(
      zip(fixed, fixed.indices), uniquingKeysWith: { first, _ in first })
    var gaps = Array(repeating: [Key](), count: fixed.count + 1)
    var current = 0
    for key in list {
      if let place = places[key] {
        current = place + 1
      } else if isPlaced(key) {
        gaps[current].append(key)
      }
    }
    return gaps
  }

  private static func without(_ placed: [[Key]], in gaps: [[Key]]) -> [[Key]] {
    let placed = Set(placed.joined())
    return gaps.map { $0.filter { !placed.contains($0) } }
  }

  /// Both sides' things in one gap; those of both stand where both have them, nil where that is in different orders.
  private static func joined(
    _ ours: [Key], _ theirs: [Key], _ sortText: (Key) -> String
  ) -> [Key]? {
    let shared = Set(ours).intersection(theirs)
    let spine = ours.filter(shared.contains)
    guard theirs.filter(shared.contains) == spine else { return nil }
    let (own, other) = (ours.split(at: shared), theirs.split(at: shared))
    var result: [Key] = []
    for (index, (left, right)) in zip(own, other).enumerated() {
      let isFirst = (left.first.map(sortText) ?? "") <= (right.first.map(sortText) ?? "")
      result += isFirst ? left + right : right + left
      result += spine[index...].prefix(1)
    }
    return result
  }
}

extension Array where Element: Hashable {
  /// The stretches before, between and after some elements.
  fileprivate func split(at separators: Set<Element>) -> [[Element]] {
    var parts: [[Element]] = [[]]
    for element in self {
      if separators.contains(element) {
        parts.append([])
      } else {
        parts[parts.count - 1].append(element)
      }
    }
    return parts
  }
}
