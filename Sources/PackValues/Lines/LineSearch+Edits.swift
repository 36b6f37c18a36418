extension LineSearch {
  /// The edits that make one order of things from another, in order; common ends never reach the search.
  static func edits<Lines: RandomAccessCollection>(
    from: Lines, to: Lines
  ) -> [LineDifference.Edit] where Lines.Index == Int, Lines.Element: Hashable {
    let shorter = min(from.count, to.count)
    var prefix = 0
    while prefix < shorter, from[prefix] == to[prefix] { prefix += 1 }
    var suffix = 0
    while suffix < shorter - prefix,
      from[from.count - 1 - suffix] == to[to.count - 1 - suffix]
    {
      suffix += 1
    }
    var search = LineSearch(
      from: from, prefix..<(from.count - suffix), to: to, prefix..<(to.count - suffix))
    search.run()
    return edits(removed: search.removed, added: search.added, offset: prefix)
  }

  private static func edits(
    removed: [Bool], added: [Bool], offset: Int
  ) -> [LineDifference.Edit] {
    var edits: [LineDifference.Edit] = []
    var (old, new) = (0, 0)
    while old < removed.count || new < added.count {
      let (oldStart, newStart) = (old, new)
      while old < removed.count, removed[old] { old += 1 }
      while new < added.count, added[new] { new += 1 }
      if old > oldStart || new > newStart {
        edits.append(
          LineDifference.Edit(
            removed: (oldStart + offset)..<(old + offset),
            added: (newStart + offset)..<(new + offset)))
      }
      if old < removed.count { old += 1 }
      if new < added.count { new += 1 }
    }
    return edits
  }
}
