internal import CanonicalJSON
internal import PackValues

/// One line of a text as a stored document has it: indented, in JSON's quotes, with a comma but for the last.
struct StoredLine {
  let text: ArraySlice<UInt8>
  let hasComma: Bool

  /// Nil where it is no such line, or one with other escapes than `\"` and `\\`.
  init?(_ line: ArraySlice<UInt8>, indent: Int) {
    guard line.count >= indent + 2, line.prefix(indent).allSatisfy({ $0 == 0x20 }) else {
      return nil
    }
    hasComma = line.last == 0x2C
    let quoted = line.dropFirst(indent).dropLast(hasComma ? 1 : 0)
    guard quoted.count >= 2, quoted.first == 0x22, quoted.last == 0x22,
      let text = Self.unescaped(quoted.dropFirst().dropLast())
    else { return nil }
    self.text = text
  }

  private static func unescaped(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard text.contains(0x5C) else { return text.contains(0x22) ? nil : text }
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    var rest = text
    while let byte = rest.popFirst() {
      if byte == 0x22 { return nil }
      if byte == 0x5C {
        guard let escaped = rest.popFirst(), escaped == 0x22 || escaped == 0x5C else { return nil }
        result.append(escaped)
      } else {
        result.append(byte)
      }
    }
    return result[...]
  }

  /// The text of some stored lines, joined with line feeds; nil where they are not lines of a text.
  static func text(of lines: ArraySlice<UInt8>) -> [UInt8]? {
    guard let elements = (try? JSONReader.read([0x5B] + lines + [0x5D]))?.elements else {
      return nil
    }
    let texts = elements.compactMap { $0.text?.utf8 }
    return texts.count == elements.count ? Array(texts.joined(separator: [0x0A])) : nil
  }
}

/// The whole lines in which two stored documents differ.
struct StoredEdit {
  /// Of the newer document, then of the older one; each starts and ends at a line's start.
  let newer: Range<Int>
  let older: Range<Int>

  init(from newer: [UInt8], to older: [UInt8]) {
    let ends = CommonEnds(newer, older)
    var start = ends.prefix
    while start > 0, newer[start - 1] != 0x0A { start -= 1 }
    // the common end may start within a line: then it begins after that line's feed
    var rest = ends.suffix
    let starts = { (bytes: [UInt8]) in
      let place = bytes.count - rest
      return place == 0 || bytes[place - 1] == 0x0A
    }
    if !(starts(newer) && starts(older)) {
      while rest > 0, newer[newer.count - rest] != 0x0A { rest -= 1 }
      rest = max(0, rest - 1)
    }
    self.newer = start..<max(start, newer.count - rest)
    self.older = start..<max(start, older.count - rest)
  }

  static func lines(of bytes: [UInt8], in range: Range<Int>) -> [ArraySlice<UInt8>] {
    var lines = bytes[range].split(separator: 0x0A, omittingEmptySubsequences: false)
    if lines.last?.isEmpty ?? false { lines.removeLast() }
    return lines
  }
}
