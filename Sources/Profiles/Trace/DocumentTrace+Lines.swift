internal import PackValues

extension DocumentTrace {
  /// Goes back by the lines that differ, where they all are lines of one text; nil where more must be read.
  mutating func recedeByLines(to older: [UInt8]) -> [Setting]? {
    guard let lines = LinesWithin(from: bytes, outline, to: older) else { return nil }
    let settings = settings(of: lines, in: older)
    outline.grow(lines.index, by: lines.growth)
    return settings
  }

  private mutating func settings(of lines: LinesWithin, in older: [UInt8]) -> [Setting] {
    guard let own = texts.firstIndex(where: { $0.stored == lines.index }) else { return [] }
    let text = outline.texts[lines.index]
    let before = bytes[text.range.lowerBound..<lines.edit.newer.lowerBound]
    let after = bytes[lines.edit.newer.upperBound..<text.range.upperBound]
    let lineEdit = LineEdit(
      line: 1 + before.count { $0 == 0x0A }, newer: lines.newer.map(\.text),
      older: lines.older.map(\.text), before: Self.last(of: before, text.indent),
      after: Self.first(of: after, text.indent))
    let end = text.range.upperBound + lines.growth
    let current = bytes[text.range]
    let settings = texts[own].recede(
      by: lineEdit, from: { StoredLine.text(of: current) },
      to: { StoredLine.text(of: older[text.range.lowerBound..<end]) })
    if texts[own].isDone { texts.remove(at: own) }
    return settings
  }

  private static func last(of lines: ArraySlice<UInt8>, _ indent: Int) -> ArraySlice<UInt8>? {
    let lines = lines.dropLast()
    guard !lines.isEmpty else { return nil }
    let start = lines.lastIndex(of: 0x0A).map { $0 + 1 } ?? lines.startIndex
    return StoredLine(lines[start...], indent: indent)?.text ?? []
  }

  /// Nil at the end, and where only the empty line after the last line feed follows.
  private static func first(of lines: ArraySlice<UInt8>, _ indent: Int) -> ArraySlice<UInt8>? {
    guard let end = lines.firstIndex(of: 0x0A) else { return nil }
    let text = StoredLine(lines[..<end], indent: indent)?.text ?? []
    return text.isEmpty && end + 1 == lines.endIndex ? nil : text
  }
}
