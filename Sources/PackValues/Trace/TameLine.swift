/// A line of YAML that stands for itself: `key: value`, whose value ends on the line and means nothing beyond it.
///
/// Deliberately narrow: what is not recognized is not wrong, it is only not proven harmless.
struct TameLine: Hashable {
  enum Quote: Hashable {
    case none, single, double
  }

  /// White space and `- ` before the key; as long as the key's column.
  let lead: ArraySlice<UInt8>
  let key: ArraySlice<UInt8>
  let quote: Quote

  var isItem: Bool { lead.contains(0x2D) }

  init?(_ line: ArraySlice<UInt8>) {
    let start = Self.lead(of: line)
    lead = line[line.startIndex..<start]
    var index = start
    while index < line.endIndex, Self.isKeyByte(line[index]) { index += 1 }
    guard index > start, index < line.endIndex, line[index] == 0x3A,
      line[start] != 0x2D, line[start] != 0x2E
    else { return nil }
    key = line[start..<index]
    let value = line[(index + 1)...].drop { $0 == 0x20 }
    guard let first = value.first, value.startIndex > index + 1 else { return nil }
    switch first {
    case 0x22: quote = .double
    case 0x27: quote = .single
    default: quote = .none
    }
    let isTame = quote == .none ? Self.isPlain(value) : Self.isQuoted(value, by: first)
    guard isTame else { return nil }
  }

  /// Where a line's key or content starts, past indentation and `- `.
  static func lead(of line: ArraySlice<UInt8>) -> Int {
    var index = line.startIndex
    while index < line.endIndex {
      let isDash =
        line[index] == 0x2D && index + 1 < line.endIndex && line[index + 1] == 0x20
      guard line[index] == 0x20 || isDash else { break }
      index += 1
    }
    return index
  }

  /// Whether what comes after a line of this column starts anew there: a comment, or a key or an item not deeper.
  static func startsAnew(_ line: ArraySlice<UInt8>, notDeeperThan column: Int) -> Bool {
    let indent = line.prefix { $0 == 0x20 }.count
    let content = line.dropFirst(indent)
    guard let first = content.first else { return false }
    if first == 0x23 { return true }
    if indent > column { return false }
    let isItem = first == 0x2D && content.dropFirst().first == 0x20
    return isItem || Self.isKeyLine(line)
  }

  /// Whether a line is `key:` or begins with `key: `, the key a plain word.
  static func isKeyLine(_ line: ArraySlice<UInt8>) -> Bool {
    var index = lead(of: line)
    let start = index
    while index < line.endIndex, isKeyByte(line[index]) { index += 1 }
    guard index > start, index < line.endIndex, line[index] == 0x3A else { return false }
    return index + 1 == line.endIndex || line[index + 1] == 0x20
  }

  private static func isKeyByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x2F, 0x5F: true
    default: false
    }
  }

  /// Words of letters, digits and `_-./@+=~:` with single spaces between them, the first sign a letter or a digit.
  private static func isPlain(_ value: ArraySlice<UInt8>) -> Bool {
    var before: UInt8 = 0x20
    for byte in value {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: break
      case 0x2D, 0x2E, 0x2F, 0x3A, 0x3D, 0x40, 0x5F, 0x7E, 0x2B:
        if before == 0x20 { return false }
      case 0x20:
        if before == 0x20 || before == 0x3A { return false }
      default: return false
      }
      before = byte
    }
    return before != 0x20 && before != 0x3A
  }

  /// Printable ASCII between two quotes, without a quote, a backslash or what a template, a mask or a comment starts with.
  private static func isQuoted(_ value: ArraySlice<UInt8>, by quote: UInt8) -> Bool {
    guard value.count > 1, value.last == quote else { return false }
    return value.dropFirst().dropLast().allSatisfy { byte in
      switch byte {
      case quote, 0x22, 0x23, 0x27, 0x2A, 0x5C, 0x7B, 0x7D: false
      default: byte >= 0x20 && byte < 0x7F
      }
    }
  }
}
