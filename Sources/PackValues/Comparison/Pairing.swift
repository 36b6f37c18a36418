/// Pairs things by identity and tells which of the pairs changed their order.
public enum Pairing {
  /// Per new thing, the index of the old one with its identity; the nth goes with the nth. Costs O(n + m).
  public static func partners<Identity: Hashable>(
    of new: [Identity], among old: [Identity]
  ) -> [Int?] {
    var first: [Identity: Int] = [:]
    first.reserveCapacity(old.count)
    var next = Array(repeating: -1, count: old.count)
    for index in old.indices.reversed() {
      next[index] = first.updateValue(index, forKey: old[index]) ?? -1
    }
    return new.map { identity in
      guard let index = first[identity], index >= 0 else { return nil }
      first[identity] = next[index]
      return index
    }
  }

  /// The new indices whose partners are outside the longest common order. Costs O(n log n).
  public static func moved(_ partners: [Int?]) -> Set<Int> {
    let pairs = partners.enumerated().compactMap { new, old in old.map { (new: new, old: $0) } }
    guard !zip(pairs, pairs.dropFirst()).allSatisfy({ $0.old < $1.old }) else { return [] }
    var tails: [Int] = []
    var before = Array(repeating: -1, count: pairs.count)
    for (index, pair) in pairs.enumerated() {
      let place = tails.partitioningIndex { pairs[$0].old >= pair.old }
      before[index] = place > 0 ? tails[place - 1] : -1
      if place == tails.count { tails.append(index) } else { tails[place] = index }
    }
    var moved = Set(pairs.map(\.new))
    var index = tails.last ?? -1
    while index >= 0 {
      moved.remove(pairs[index].new)
      index = before[index]
    }
    return moved
  }
}

extension Array {
  /// The first index whose element meets a condition that all later ones meet too.
  fileprivate func partitioningIndex(where isLater: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isLater(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
