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
      case .conflict: nearness == .apart ? trimmed(stretch) : aligned(stretch)
      }
    }
  }

  /// Where all three have as many lines, each line is a merge of its own.
  private func aligned(_ stretch: MergeStretch) -> [Piece] {
    let count = stretch.base.count
    guard stretch.ours.count == count, stretch.theirs.count == count else {
      return trimmed(stretch)
    }
    var pieces: [Piece] = []
    for offset in 0..<count {
      let (from, own) = (stretch.base.lowerBound + offset, stretch.ours.lowerBound + offset)
      let other = stretch.theirs.lowerBound + offset
      if base[from] == ours[own] {
        pieces.append(.lines(.theirs, other..<(other + 1)))
      } else if base[from] == theirs[other] || ours[own] == theirs[other] {
        pieces.append(.lines(.ours, own..<(own + 1)))
      } else {
        pieces.append(
          .conflict(
            MergeStretch(
              kind: .conflict, base: from..<(from + 1), ours: own..<(own + 1),
              theirs: other..<(other + 1))))
      }
    }
    return Self.joined(pieces)
  }

  /// Lines that both sides start or end with are no conflict.
  private func trimmed(_ stretch: MergeStretch) -> [Piece] {
    let (own, other) = (stretch.ours, stretch.theirs)
    let shorter = min(own.count, other.count)
    var prefix = 0
    while prefix < shorter, ours[own.lowerBound + prefix] == theirs[other.lowerBound + prefix] {
      prefix += 1
    }
    var suffix = 0
    while suffix < shorter - prefix,
      ours[own.upperBound - 1 - suffix] == theirs[other.upperBound - 1 - suffix]
    {
      suffix += 1
    }
    let rest = MergeStretch(
      kind: .conflict, base: stretch.base,
      ours: (own.lowerBound + prefix)..<(own.upperBound - suffix),
      theirs: (other.lowerBound + prefix)..<(other.upperBound - suffix))
    return [
      .lines(.ours, own.lowerBound..<rest.ours.lowerBound), .conflict(rest),
      .lines(.ours, rest.ours.upperBound..<own.upperBound),
    ]
  }

  private static func joined(_ pieces: [Piece]) -> [Piece] {
    pieces.reduce(into: []) { joined, piece in
      if case .conflict(let next) = piece, case .conflict(let last)? = joined.last {
        joined[joined.count - 1] = .conflict(
          MergeStretch(
            kind: .conflict, base: last.base.lowerBound..<next.base.upperBound,
            ours: last.ours.lowerBound..<next.ours.upperBound,
            theirs: last.theirs.lowerBound..<next.theirs.upperBound))
      } else {
        joined.append(piece)
      }
    }
  }

  /// The text that pieces make, each conflict by a side.
  func text(_ pieces: [Piece], choosing choose: (MergeStretch) -> MergeSide) -> [UInt8] {
    var lines: [ArraySlice<UInt8>] = []
    for piece in pieces {
      switch piece {
      case .lines(let side, let range): lines += self.lines(side)[range]
      case .conflict(let stretch):
        switch choose(stretch) {
        case .ours: lines += ours[stretch.ours]
        case .theirs: lines += theirs[stretch.theirs]
        }
      }
    }
    return Array(lines.joined(separator: [0x0A]))
  }

  func text(of lines: TextLines, _ range: Range<Int>) -> [UInt8] {
    Array(lines[range].joined(separator: [0x0A]))
  }
}
