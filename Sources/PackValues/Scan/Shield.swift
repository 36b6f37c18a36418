/// A copy of a values text that a YAML parser can read where only `{{…}}` and bare masks stood in its way, and the way back.
///
/// Every token becomes a word of as many characters, so that lines and columns keep their places; equal tokens become
/// equal words. A word starts with a character that the text does not hold, so that what comes out of the parser
/// can be told exactly. A line that only steers a template (`{{ if … }}`) becomes a comment.
struct Shield {
  /// UTF-8 if the text is; longer than it.
  private(set) var shielded: [UInt8] = []
  private let mark: [UInt8]
  private var originals: [[UInt8]] = []

  init(_ text: [UInt8]) {
    mark = Self.unusedCharacter(in: text)
    let scan = ValuesScan(text)
    var pieces = scan.tokens.filter { !$0.isComment }.map { token in
      let isControl =
        !token.isInText && TemplateAction.isControl(text[token.range])
        && Self.standsAlone(token.range, in: text)
      return (range: token.range, isComment: isControl)
    }
    pieces += scan.masks.filter(\.isPlain).map { ($0.range, false) }
    pieces.sort { $0.range.lowerBound < $1.range.lowerBound }
    write(pieces, of: text)
  }

  private mutating func write(_ pieces: [(range: Range<Int>, isComment: Bool)], of text: [UInt8]) {
    var numbers: [ArraySlice<UInt8>: Int] = [:]
    var position = 0
    shielded.reserveCapacity(text.count)
    for piece in pieces where piece.range.lowerBound >= position {
      let token = text[piece.range]
      shielded += text[position..<piece.range.lowerBound]
      position = piece.range.upperBound
      let length = token.count { $0 & 0xC0 != 0x80 }
      if piece.isComment {
        shielded.append(0x23)
        for _ in 1..<length { shielded += Self.digit(0) }
        continue
      }
      let number = numbers[token] ?? originals.count
      if number == originals.count {
        numbers[token] = number
        originals.append(Array(token))
      }
      shielded += word(number, length: length)
    }
    shielded += text[position...]
  }

  /// The mark, two digits, and what fills up the length; a token of two characters can only be `{{`.
  private func word(_ number: Int, length: Int) -> [UInt8] {
    if length <= 2 { return mark + Self.digit(Self.base - 1) }
    var word = mark + Self.digit(number / Self.base) + Self.digit(number % Self.base)
    for _ in 3..<max(3, length) { word += Self.digit(0) }
    return word
  }

  /// A parsed text with its words turned into the tokens that they stand for.
  func restored(_ text: [UInt8]) -> [UInt8] {
    guard !originals.isEmpty, ByteSearch.contains(mark.span, in: text.span) else { return text }
    var result: [UInt8] = []
    var position = 0
    while position < text.count {
      guard text[position...].starts(with: mark) else {
        result.append(text[position])
        position += 1
        continue
      }
      position += mark.count
      let original = original(at: position, in: text)
      result += original
      position += 3 * (original.count { $0 & 0xC0 != 0x80 } - 1)
    }
    return result
  }

  private func original(at position: Int, in text: [UInt8]) -> [UInt8] {
    let high = Self.value(at: position, in: text)
    guard high < Self.base - 1 else { return [0x7B, 0x7B] }
    let number = high * Self.base + Self.value(at: position + 3, in: text)
    return number < originals.count ? originals[number] : []
  }

  private static let base = 4096

  /// A character of the private use area from U+E000 on.
  private static func digit(_ value: Int) -> [UInt8] {
    [
      0xEE, 0x80 + UInt8(truncatingIfNeeded: value >> 6 & 0x3F),
      0x80 + UInt8(truncatingIfNeeded: value & 0x3F),
    ]
  }

  private static func value(at position: Int, in text: [UInt8]) -> Int {
    guard position + 2 < text.count else { return base - 1 }
    return Int(text[position + 1] & 0x3F) << 6 | Int(text[position + 2] & 0x3F)
  }

  /// A character of the private use areas beyond the digits that does not occur in the text.
  private static func unusedCharacter(in text: [UInt8]) -> [UInt8] {
    var used: Set<UInt32> = []
    if text.contains(where: { $0 >= 0xEF }) {
      let scalars = String(decoding: text, as: UTF8.self).unicodeScalars
      used = Set(scalars.lazy.map(\.value).filter { $0 >= 0xF000 })
    }
    let candidates =
      [0xF000...0xF8FF, 0xF_0000...0xF_FFFD, 0x10_0000...0x10_FFFD] as [ClosedRange<UInt32>]
    let unused = candidates.lazy.joined().first { !used.contains($0) } ?? 0xF000
    return Array(String(Unicode.Scalar(unused) ?? "\u{F000}").utf8)
  }

  private static func standsAlone(_ range: Range<Int>, in text: [UInt8]) -> Bool {
    let isBlank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
    let before = text[..<range.lowerBound].reversed().drop(while: isBlank).first
    let after = text[range.upperBound...].drop(while: isBlank).first
    return (before == nil || before == 0x0A) && (after == nil || after == 0x0A)
  }
}
