/// A text that takes from a newer one what changed at some paths, and nothing else.
///
/// Every line of the result is a line of one of the two, with its comments and its spelling. The result is compared with the older text by
/// path: it has exactly the changes that were asked for. Linear in the texts but for the line difference.
public struct TextSlice: Sendable {
  /// Nil where no lines bring the changes without changing something else, or a text is no YAML.
  public let text: [UInt8]?
  /// The changes at the paths, from the older text to the newer one.
  public let changes: [ValuesChange]
  /// Whether one of the texts has a value at the paths; true where that cannot be told.
  public let isFound: Bool

  public init(
    from older: [UInt8], to newer: [UInt8], where isWanted: (ValuesPath) -> Bool
  ) {
    isFound = [older, newer].contains { text in
      let all = ValuesDifference(from: [], to: text)
      return all.basis != .paths || all.changes.contains { isWanted($0.path) }
    }
    let difference = ValuesDifference(from: older, to: newer)
    guard difference.basis == .paths else {
      (text, changes) = (older == newer ? older : nil, [])
      return
    }
    let wanted = difference.changes.filter { isWanted($0.path) }
    changes = wanted
    if wanted.isEmpty {
      text = older
    } else if wanted.count == difference.changes.count, difference.presets == nil {
      text = newer
    } else {
      text = [Self.byLines, Self.byValues].lazy.compactMap { $0(older, newer, wanted) }
        .first { Self.holds($0, wanted, over: older, duplicates: difference.duplicates.count) }
    }
  }

  private static func holds(
    _ text: [UInt8], _ wanted: [ValuesChange], over older: [UInt8], duplicates: Int
  ) -> Bool {
    let found = ValuesDifference(from: older, to: text)
    let (bag, other) = (ChangeBag(wanted), ChangeBag(found.changes))
    return found.basis == .paths && found.presets == nil && found.duplicates.count <= duplicates
      && bag.isCovered(by: other) && other.isCovered(by: bag)
  }

  /// Takes each line of an edit by the values that are written on it.
  private static func byLines(
    _ older: [UInt8], _ newer: [UInt8], _ wanted: [ValuesChange]
  ) -> [UInt8]? {
    guard let old = WantedLines(older, wanted.compactMap(\.from)),
      let new = WantedLines(newer, wanted.compactMap(\.to))
    else { return nil }
    let difference = LineDifference(from: older, to: newer)
    let (from, to) = (difference.from, difference.to)
    var (lines, position) = ([ArraySlice<UInt8>](), 0)
    for edit in difference.edits {
      lines += from[position..<edit.removed.lowerBound]
      position = edit.removed.upperBound
      let keys = (from[edit.removed].map(\.key), to[edit.added].map(\.key))
      var (left, right) = (edit.removed.lowerBound, edit.added.lowerBound)
      let start = (left, right)
      for part in LineSearch.edits(from: keys.0, to: keys.1) {
        while left < start.0 + part.removed.lowerBound {
          lines.append(new.isTaken(right) ? to[right] : from[left])
          (left, right) = (left + 1, right + 1)
        }
        let (oldEnd, newEnd) = (start.0 + part.removed.upperBound, start.1 + part.added.upperBound)
        lines += (left..<oldEnd).filter { !old.isDropped($0) }.map { from[$0] }
        lines += (right..<newEnd).filter { new.isTaken($0) }.map { to[$0] }
        (left, right) = (oldEnd, newEnd)
      }
      while left < edit.removed.upperBound {
        lines.append(new.isTaken(right) ? to[right] : from[left])
        (left, right) = (left + 1, right + 1)
      }
    }
    lines += from[position...]
    return Array(lines.joined(separator: [0x0A]))
  }

  /// Takes one changed value after the other, with all the lines that it is written in.
  private static func byValues(
    _ older: [UInt8], _ newer: [UInt8], _ wanted: [ValuesChange]
  ) -> [UInt8]? {
    var text = older
    for change in wanted {
      guard change.kind == .changed,
        let next = LeafSwap(from: newer, into: text, at: change.path)?.text
      else { return nil }
      text = next
    }
    return text
  }
}

/// Which lines of a text carry changes that are wanted.
private struct WantedLines {
  /// Per line, how many lines before it begin a wanted value, and how many another one.
  private var wanted: [Int] = [0]
  private var others: [Int] = [0]
  /// Per line, the lines of the values that begin there; of a line that only goes on, those of the value above or, for a
  /// comment, below it.
  private var ranges: [Range<Int>] = []

  init?(_ text: [UInt8], _ leaves: [ValuesLeaf]) {
    guard let values = try? ValuesTree(text) else { return nil }
    let (tree, lines) = (MeaningTree(values), TextLines(text))
    let marked = Set(leaves.map { $0.place.line - 1 })
    var (starts, isOther) = ([Int?](), [Bool]())
    starts = Array(repeating: nil, count: lines.count)
    isOther = Array(repeating: false, count: lines.count)
    for (index, value) in tree.values.enumerated() {
      let line = value.place.line - 1
      guard starts.indices.contains(line) else { continue }
      if starts[line] == nil { starts[line] = index }
      if value.leafCount == 1, value.end == index + 1, !marked.contains(line) {
        isOther[line] = true
      }
    }
    for line in starts.indices {
      wanted.append(wanted[line] + (marked.contains(line) ? 1 : 0))
      others.append(others[line] + (isOther[line] ? 1 : 0))
    }
    var last = 0..<0
    ranges = starts.enumerated().map { line, start in
      guard let start else { return last }
      let end = tree[start].end
      let next = end < tree.values.count ? tree[end].place.line - 1 : lines.count
      last = line..<max(line + 1, next)
      return last
    }
    var following: Range<Int>?
    for line in starts.indices.reversed() {
      if starts[line] != nil {
        following = ranges[line]
      } else if let following, lines[line].isBlankOrComment {
        ranges[line] = following
      }
    }
  }

  private func count(_ sums: [Int], _ range: Range<Int>) -> Int {
    sums[range.upperBound] - sums[range.lowerBound]
  }

  /// Of the newer text: something that is wanted is written on the line or below it.
  func isTaken(_ line: Int) -> Bool { count(wanted, ranges[line]) > 0 }

  /// Of the older text: nothing but what is wanted is.
  func isDropped(_ line: Int) -> Bool {
    isTaken(line) && count(others, ranges[line]) == 0
  }
}

extension ArraySlice<UInt8> {
  /// A line up to the colon behind its key, indentation and dashes included; the whole line where it has none.
  fileprivate var key: ArraySlice<UInt8> { TextSides.key(self) }
}
