/// A three-way merge of one values text or manifest, by value path and by line.
///
/// Every line of the result is a line of one of the sides, with its comments and its spelling: YAML is never written anew. Where
/// all three are YAML, edits may touch each other or concern lines that stand together, as long as the result means exactly the
/// base with the changes of both sides; else it is a conflict. What is no YAML merges as git merges it: by lines, with a common line
/// between two edits. Exchanging the sides gives the same text, but for changes that both made alike in other spellings.
/// The cost is that of two line differences and at most twelve comparisons by path.
public struct TextMerge: Sendable {
  /// Lines of the base that both sides changed, each in its own way.
  public struct Conflict: Hashable, Sendable {
    /// The value that both changed; nil where that cannot be told.
    public let path: ValuesPath?
    /// Numbers of lines, from 0.
    public let baseLines: Range<Int>
    public let ourLines: Range<Int>
    public let theirLines: Range<Int>
    public let base: [UInt8]
    public let ours: [UInt8]
    public let theirs: [UInt8]
  }

  /// In the text's order; empty where the merge is clean.
  public let conflicts: [Conflict]
  private let sides: TextSides
  private let pieces: [TextSides.Piece]

  public init(base: [UInt8], ours: [UInt8], theirs: [UInt8]) {
    let sides = TextSides(base: base, ours: ours, theirs: theirs)
    let pieces = Self.pieces(sides)
    (self.sides, self.pieces) = (sides, pieces.pieces)
    conflicts = pieces.pieces.compactMap { piece in
      guard case .conflict(let stretch) = piece else { return nil }
      return Conflict(stretch, in: sides, path: pieces.meaning?.path(of: stretch))
    }
  }

  /// What a conflict is settled by.
  public enum Choice: Hashable, Sendable {
    case side(MergeSide)
    /// Lines of a person's own; a line feed at the end is left out, and an empty text is no line.
    case text([UInt8])
  }

  /// The merged text, each conflict by the side that is chosen for it.
  public func chosen(by choose: (Conflict) -> MergeSide) -> [UInt8] {
    text(settling: { .side(choose($0)) })
  }

  /// The merged text, each conflict by a side or by other lines.
  public func text(settling settle: (Conflict) -> Choice) -> [UInt8] {
    var rest = conflicts[...]
    return sides.text(
      pieces,
      settling: { stretch in
        switch rest.popFirst().map(settle) ?? .side(.ours) {
        case .side(let side): return Array(sides.lines(side)[stretch.range(on: side)])
        case .text(let text):
          let lines = text.last == 0x0A ? text.dropLast() : text[...]
          return text.isEmpty ? [] : [lines]
        }
      })
  }

  private static func pieces(
    _ sides: TextSides
  ) -> (pieces: [TextSides.Piece], meaning: MergeMeaning?) {
    let (base, ours, theirs) = (sides.base, sides.ours, sides.theirs)
    if ours == theirs || base == theirs { return ([.lines(.ours, 0..<ours.count)], nil) }
    if base == ours { return ([.lines(.theirs, 0..<theirs.count)], nil) }
    let apart = sides.pieces(.apart)
    guard let meaning = MergeMeaning(sides) else { return (apart, nil) }
    let near = meaning.settled(sides.pieces(.touching), of: sides)
    for pieces in [near, apart] where meaning.accepts(pieces, of: sides) {
      return (pieces, meaning)
    }
    let whole = MergeStretch(
      kind: .conflict, base: 0..<base.count, ours: 0..<ours.count, theirs: 0..<theirs.count)
    return ([.conflict(whole)], meaning)
  }
}

extension TextMerge.Conflict {
  fileprivate init(_ stretch: MergeStretch, in sides: TextSides, path: ValuesPath?) {
    self.init(
      path: path, baseLines: stretch.base, ourLines: stretch.ours, theirLines: stretch.theirs,
      base: sides.text(of: sides.base, stretch.base),
      ours: sides.text(of: sides.ours, stretch.ours),
      theirs: sides.text(of: sides.theirs, stretch.theirs))
  }
}
