extension ValuesReader {
  /// How a block text is to be read, from its `|` or `>`.
  private struct Header {
    let isLiteral: Bool
    /// Line ends of the text's tail: all gone, one kept, or all.
    var chomping: UInt8 = 0
    var increment = 0
  }

  /// What a block text has passed since its last text.
  private struct Breaks {
    var leading = false
    var trailing = 0
  }

  /// Reads a literal or folded text and goes on to the content after it.
  mutating func blockText(parent: Int) throws(Doubt) -> YAMLNode {
    let place = place(at: offset)
    try count(at: place)
    let header = try header()
    var indent = header.increment == 0 ? 0 : max(parent, 0) + header.increment
    var breaks = Breaks()
    breaks.trailing += try blockBreaks(&indent, parent: parent)
    var text: [UInt8] = []
    var wasBlank = false
    while offset - lineStart == indent, offset < view.count {
      let isBlank = view[offset].isBlank
      if !header.isLiteral, breaks.leading, !wasBlank, !isBlank {
        if breaks.trailing == 0 { text.append(0x20) }
      } else if breaks.leading {
        text.append(0x0A)
      }
      for _ in 0..<breaks.trailing { text.append(0x0A) }
      wasBlank = isBlank
      appendLine(to: &text)
      breaks = Breaks(leading: passBreak())
      breaks.trailing = try blockBreaks(&indent, parent: parent)
    }
    if header.chomping != 0x2D, breaks.leading { text.append(0x0A) }
    if header.chomping == 0x2B { for _ in 0..<breaks.trailing { text.append(0x0A) } }
    if offset < view.count { offset = lineStart }
    try skipLines()
    return scalar(text, isPlain: false, at: place)
  }

  private mutating func appendLine(to text: inout [UInt8]) {
    let end = view.endOfLine(from: offset)
    let hasReturn = end > offset && view[end - 1] == 0x0D
    text += view.copy(offset..<(hasReturn ? end - 1 : end))
    offset = hasReturn ? end - 1 : end
  }

  private mutating func header() throws(Doubt) -> Header {
    var header = Header(isLiteral: view[offset] == 0x7C)
    offset += 1
    for _ in 0..<2 {
      let byte = view[offset]
      if byte == 0x2B || byte == 0x2D, header.chomping == 0 {
        header.chomping = byte
        offset += 1
      } else if byte > 0x30, byte <= 0x39, header.increment == 0 {
        header.increment = Int(byte) - 0x30
        offset += 1
      }
    }
    let end = offset
    while view[offset].isBlank { offset += 1 }
    if view[offset] == 0x23, offset > end { offset = view.endOfLine(from: offset) }
    guard passBreak() || offset >= view.count else { throw .unsure }
    return header
  }

  /// Passes indentation and lines without text; finds the indentation if it is not known yet.
  ///
  /// As libyaml does, the longest of the blank lines before the text counts too.
  private mutating func blockBreaks(_ indent: inout Int, parent: Int) throws(Doubt) -> Int {
    var (widest, breaks) = (0, 0)
    while true {
      while view[offset] == 0x20, indent == 0 || offset - lineStart < indent { offset += 1 }
      widest = max(widest, offset - lineStart)
      if view[offset] == 0x09, indent == 0 || offset - lineStart < indent { throw .unsure }
      guard passBreak() else { break }
      breaks += 1
    }
    guard indent == 0 else { return breaks }
    indent = max(widest, parent + 1, 1)
    let column = offset - lineStart
    guard column >= indent || column <= parent || offset >= view.count else { throw .unsure }
    return breaks
  }
}
