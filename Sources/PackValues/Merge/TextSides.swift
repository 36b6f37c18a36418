/// Which side of a merge a person takes.
public enum MergeSide: String, Hashable, Sendable, CaseIterable {
  case ours, theirs

  public var other: MergeSide { self == .ours ? .theirs : .ours }
}

/// The three texts of a merge by lines, and how pieces of them make a fourth.
struct TextSides {
  let base: TextLines
  let ours: TextLines
  let theirs: TextLines

  init(base: [UInt8], ours: [UInt8], theirs: [UInt8]) {
    (self.base, self.ours, self.theirs) = (TextLines(base), TextLines(ours), TextLines(theirs))
  }

  /// A part of the merged text.
  enum Piece: Hashable {
    case lines(MergeSide, Range<Int>)
    case conflict(MergeStretch)
  }

  func lines(_ side: MergeSide) -> TextLines { side == .ours ? ours : theirs }

  /// The pieces of a merge, conflicts made as small as lines allow.
  func pieces(_ nearness: MergeStretch.Nearness) -> [Piece] {
    MergeStretch.all(base: base, ours: ours, theirs: theirs, nearness).flatMap { stretch in
      switch stretch.kind {
      case .common, .ours, .alike: [Piece.lines(.ours, stretch.ours)]
      case .theirs: [Piece.lines(.theirs, stretch.theirs)]
      case .conflict: nearness == .apart ? trimmed(stretch) : refined(stretch)
      }
    }
  }

  /// The text that pieces make, each conflict by a side.
  func text(_ pieces: [Piece], choosing choose: (MergeStretch) -> MergeSide) -> [UInt8] {
    text(
      pieces,
      settling: { stretch in
        let side = choose(stretch)
        return Array(lines(side)[stretch.range(on: side)])
      })
  }

  /// The text that pieces make, each conflict by lines.
  func text(
    _ pieces: [Piece], settling settle: (MergeStretch) -> [ArraySlice<UInt8>]
  ) -> [UInt8] {
    var lines: [ArraySlice<UInt8>] = []
    for piece in pieces {
      switch piece {
      case .lines(let side, let range): lines += self.lines(side)[range]
      case .conflict(let stretch): lines += settle(stretch)
      }
    }
    return Array(lines.joined(separator: [0x0A]))
  }

  func text(of lines: TextLines, _ range: Range<Int>) -> [UInt8] {
    Array(lines[range].joined(separator: [0x0A]))
  }
}
