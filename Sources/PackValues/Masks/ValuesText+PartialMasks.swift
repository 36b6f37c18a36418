extension ValuesText {
  /// The places where the mask literal is a part of a value: in an address, in a line of a file within the text.
  ///
  /// Exactly eight asterisks in a row outside comments, on a line that holds no mask as a whole value; longer runs are
  /// drawings. Has no paths. Costs one pass over the text if it holds the literal at all.
  public func partialMasks() -> [MaskedPlace] {
    guard contains(Self.mask) else { return [] }
    let whole = Set(masks().map(\.place.line))
    let lines = utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
    return lines.enumerated().compactMap { index, line in
      guard !whole.contains(index + 1), line.first(where: { $0 > 0x20 }) != 0x23,
        let column = Self.column(ofLiteralIn: line)
      else { return nil }
      return MaskedPlace(place: TextPlace(line: index + 1, column: column), path: nil)
    }
  }

  /// The column of the first run of exactly eight asterisks, from 1; nil where something else than it is not on the line.
  private static func column(ofLiteralIn line: ArraySlice<UInt8>) -> Int? {
    guard line.contains(where: { $0 > 0x20 && $0 != 0x2A }) else { return nil }
    var run = 0
    for index in line.indices {
      if line[index] == 0x2A {
        run += 1
        let isEnd = index + 1 == line.endIndex || line[index + 1] != 0x2A
        if run == 8, isEnd {
          return line[..<(index - 7)].count { $0 & 0xC0 != 0x80 } + 1
        }
      } else {
        run = 0
      }
    }
    return nil
  }
}
