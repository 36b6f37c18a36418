extension ValuesScan {
  static func isDocumentStart(_ line: ArraySlice<UInt8>) -> Bool {
    line.starts(with: [0x2D, 0x2D, 0x2D])
      && (line.count == 3 || line[line.startIndex + 3].isBlank)
  }

  /// Reads a quoted scalar from its first mark on; it may go on in the next lines.
  mutating func openQuote(_ mark: UInt8, _ cursor: inout Cursor) {
    let start = cursor.position
    let asterisks = text[(start + 1)..<cursor.end].prefix { $0 == 0x2A }
    if asterisks.count >= 8, asterisks.endIndex < cursor.end, text[asterisks.endIndex] == mark {
      cursor.position = asterisks.endIndex + 1
      if isValueEnd(at: cursor.position, cursor) {
        let place = place(of: start)
        masks.append(
          Mask(
            range: start..<cursor.position, place: place, scalar: place, isPlain: false))
      }
      return
    }
    cursor.position += 1
    quote = Quote(mark: mark, parentIndent: cursor.nodeIndent ?? cursor.indent - 1)
    finishQuote(mark, at: &cursor)
  }

  mutating func finishQuote(_ mark: UInt8, at cursor: inout Cursor) {
    cursor.startsToken = false
    while cursor.position < cursor.end {
      let byte = text[cursor.position]
      let next = cursor.position + 1 < cursor.end ? text[cursor.position + 1] : 0
      switch byte {
      case 0x7B where next == 0x7B: scanToken(&cursor, isComment: false)
      case 0x5C where mark == 0x22: cursor.position += 2
      case mark where mark == 0x27 && next == mark: cursor.position += 2
      case mark:
        cursor.position += 1
        quote = nil
        return
      default: cursor.position += 1
      }
    }
  }

  mutating func scanAsterisks(_ cursor: inout Cursor) {
    let start = cursor.position
    startPlain(&cursor)
    while cursor.position < cursor.end, text[cursor.position] == 0x2A { cursor.position += 1 }
    guard cursor.position - start >= 8, isValueEnd(at: cursor.position, cursor) else { return }
    let place = place(of: start)
    masks.append(
      Mask(range: start..<cursor.position, place: place, scalar: place, isPlain: true))
  }

  /// Whether a scalar that ends here is a whole value: neither a key nor the start of a longer text.
  private func isValueEnd(at position: Int, _ cursor: Cursor) -> Bool {
    let rest = text[position..<cursor.end].drop { $0 == 0x20 || $0 == 0x09 }
    guard let byte = rest.first else { return true }
    if byte == 0x23 { return rest.startIndex > position }
    return flow.depth > 0 && (byte == 0x2C || byte == 0x5D || byte == 0x7D)
  }
}
