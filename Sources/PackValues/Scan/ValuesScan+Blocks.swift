extension ValuesScan {
  func isBlockHeader(at cursor: Cursor) -> Bool {
    let byte = text[cursor.position]
    guard flow.depth == 0, byte == 0x7C || byte == 0x3E else { return false }
    let rest = text[(cursor.position + 1)..<cursor.end]
    let after = rest.drop { $0 == 0x2B || $0 == 0x2D || (0x30...0x39).contains($0) }
    let end = after.drop { $0 == 0x20 || $0 == 0x09 }
    return end.isEmpty || (end.first == 0x23 && end.startIndex > after.startIndex)
  }

  mutating func openBlock(_ cursor: inout Cursor) {
    let parent = cursor.nodeIndent ?? cursor.indent - 1
    let header = text[(cursor.position + 1)..<cursor.end].prefix(2)
    let step = header.first { (0x31...0x39).contains($0) }.map { Int($0) - 0x30 }
    block = Block(
      indent: step.map { max(parent, 0) + $0 } ?? max(parent + 1, 1), isIndentKnown: step != nil,
      header: place(of: cursor.position))
    cursor.position = cursor.end
  }

  mutating func finishBlock() {
    if let open = block, open.contentLines == 1, let mask = open.whole { masks.append(mask) }
    block = nil
  }

  /// A line of a block text is text; but a mask that is the value of a key in it hides something all the same.
  mutating func scanBlockLine(from start: Int, upTo end: Int) {
    guard let header = block?.header else { return }
    block?.contentLines += 1
    findTokens(from: start, upTo: end)
    guard let range = maskAtEnd(of: start..<end) else { return }
    let mask = Mask(
      range: range, place: place(of: range.lowerBound), scalar: header, isPlain: false)
    if range.lowerBound == start {
      block?.whole = mask
    } else if text[start] != 0x23, isEmbeddedValue(text[start..<range.lowerBound]) {
      masks.append(mask)
    }
  }

  private mutating func findTokens(from start: Int, upTo end: Int) {
    var cursor = Cursor(position: start, end: end, indent: 0)
    while cursor.position + 1 < end {
      if text[cursor.position] == 0x7B, text[cursor.position + 1] == 0x7B {
        scanToken(&cursor, isComment: false)
      } else {
        cursor.position += 1
      }
    }
  }

  /// The asterisks that a line ends with, their quotes included.
  private func maskAtEnd(of line: Range<Int>) -> Range<Int>? {
    var end = line.upperBound
    while end > line.lowerBound, text[end - 1] == 0x20 { end -= 1 }
    let last = end
    guard end > line.lowerBound else { return nil }
    let mark = text[end - 1] == 0x22 || text[end - 1] == 0x27 ? text[end - 1] : nil
    if mark != nil { end -= 1 }
    var start = end
    while start > line.lowerBound, text[start - 1] == 0x2A { start -= 1 }
    guard end - start >= 8 else { return nil }
    guard let mark else { return start..<last }
    guard start > line.lowerBound, text[start - 1] == mark else { return nil }
    return (start - 1)..<last
  }

  private func isEmbeddedValue(_ before: ArraySlice<UInt8>) -> Bool {
    guard before.last == 0x20 else { return false }
    let trimmed = before.reversed().drop { $0 == 0x20 }
    return trimmed.first == 0x3A || (trimmed.first == 0x2D && trimmed.dropFirst().isEmpty)
  }
}
