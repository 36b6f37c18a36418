/// A stretch of a line difference with common lines around it.
public struct LineHunk: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    case common
    case removed
    case added
  }

  public struct Line: Hashable, Sendable {
    public let kind: Kind
    /// Without the line feed.
    public let text: [UInt8]

    public init(kind: Kind, text: [UInt8]) {
      (self.kind, self.text) = (kind, text)
    }
  }

  /// The first line's number in the one text, from 1.
  public let fromLine: Int
  /// The first line's number in the other text, from 1.
  public let toLine: Int
  /// Removed lines stand before the added ones that take their place.
  public var lines: [Line]

  public init(fromLine: Int, toLine: Int, lines: [Line]) {
    (self.fromLine, self.toLine, self.lines) = (fromLine, toLine, lines)
  }
}

extension LineDifference {
  /// The edits with `context` common lines around each; edits whose context touches share a hunk.
  public func hunks(context: Int = 3) -> [LineHunk] {
    var hunks: [LineHunk] = []
    var first = 0
    while first < edits.count {
      var last = first
      while last + 1 < edits.count,
        edits[last + 1].removed.lowerBound - edits[last].removed.upperBound <= 2 * context
      {
        last += 1
      }
      hunks.append(hunk(edits[first...last], context: context))
      first = last + 1
    }
    return hunks
  }

  private func hunk(_ edits: ArraySlice<Edit>, context: Int) -> LineHunk {
    guard let first = edits.first, let last = edits.last else {
      return LineHunk(fromLine: 1, toLine: 1, lines: [])
    }
    let before = min(context, first.removed.lowerBound)
    let end = min(from.count, last.removed.upperBound + context)
    var position = first.removed.lowerBound - before
    var lines: [LineHunk.Line] = []
    for edit in edits {
      lines += common(position..<edit.removed.lowerBound)
      lines += edit.removed.map { LineHunk.Line(kind: .removed, text: Array(from[$0])) }
      lines += edit.added.map { LineHunk.Line(kind: .added, text: Array(to[$0])) }
      position = edit.removed.upperBound
    }
    return LineHunk(
      fromLine: first.removed.lowerBound - before + 1,
      toLine: first.added.lowerBound - before + 1, lines: lines + common(position..<end))
  }

  private func common(_ range: Range<Int>) -> [LineHunk.Line] {
    range.map { LineHunk.Line(kind: .common, text: Array(from[$0])) }
  }
}
