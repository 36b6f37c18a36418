extension TextSides {
  /// A conflict taken apart by the keys of its lines: a line of one key is a merge of its own.
  func refined(_ stretch: MergeStretch) -> [Piece] {
    let parts = MergeStretch.all(
      base: base[stretch.base].map(Self.key), ours: ours[stretch.ours].map(Self.key),
      theirs: theirs[stretch.theirs].map(Self.key), .touching)
    return parts.flatMap { part -> [Piece] in
      let part = part.moved(to: stretch)
      switch part.kind {
      case .ours where isEqual(theirs[part.theirs], base[part.base]):
        return [.lines(.ours, part.ours)]
      case .theirs where isEqual(ours[part.ours], base[part.base]):
        return [.lines(.theirs, part.theirs)]
      default: return aligned(part)
      }
    }
  }

  /// Where all three have as many lines, each line is a merge of its own.
  private func aligned(_ stretch: MergeStretch) -> [Piece] {
    let count = stretch.base.count
    guard stretch.ours.count == count, stretch.theirs.count == count else {
      return trimmed(stretch)
    }
    let pieces = (0..<count).map { offset -> Piece in
      let (from, own) = (stretch.base.lowerBound + offset, stretch.ours.lowerBound + offset)
      let other = stretch.theirs.lowerBound + offset
      if base[from] == ours[own] { return .lines(.theirs, other..<(other + 1)) }
      if base[from] == theirs[other] || ours[own] == theirs[other] {
        return .lines(.ours, own..<(own + 1))
      }
      return .conflict(
        MergeStretch(
          kind: .conflict, base: from..<(from + 1), ours: own..<(own + 1),
          theirs: other..<(other + 1)))
    }
    return joined(pieces)
  }

  /// Lines that both sides start or end with are no conflict.
  func trimmed(_ stretch: MergeStretch) -> [Piece] {
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
    let isSettled = rest.ours.isEmpty && rest.theirs.isEmpty
    return [.lines(.ours, own.lowerBound..<rest.ours.lowerBound)]
      + (isSettled ? [] : [.conflict(rest)])
      + [.lines(.ours, rest.ours.upperBound..<own.upperBound)]
  }

  /// Conflicts of lines that have no key of their own belong to the one above.
  private func joined(_ pieces: [Piece]) -> [Piece] {
    pieces.reduce(into: []) { joined, piece in
      if case .conflict(let next) = piece, case .conflict(let last)? = joined.last,
        !Self.hasKey(base[next.base.lowerBound])
      {
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

  private func isEqual(_ left: Slice<TextLines>, _ right: Slice<TextLines>) -> Bool {
    left.elementsEqual(right)
  }

  /// A line up to the colon behind its key, indentation and dashes included; the whole line where it has none.
  static func key(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let colon = line.indices.first { index in
      line[index] == 0x3A
        && (index + 1 == line.endIndex || line[index + 1] == 0x20 || line[index + 1] == 0x0D)
    }
    return colon.map { line[...$0] } ?? line
  }

  private static func hasKey(_ line: ArraySlice<UInt8>) -> Bool { key(line).last == 0x3A }
}

extension MergeStretch {
  /// The same stretch counted from where another one starts.
  fileprivate func moved(to origin: MergeStretch) -> MergeStretch {
    let shift = { (range: Range<Int>, offset: Int) in
      (range.lowerBound + offset)..<(range.upperBound + offset)
    }
    return MergeStretch(
      kind: kind, base: shift(base, origin.base.lowerBound),
      ours: shift(ours, origin.ours.lowerBound),
      theirs: shift(theirs, origin.theirs.lowerBound))
  }
}
