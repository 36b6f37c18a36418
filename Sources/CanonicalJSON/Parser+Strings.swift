extension Parser {
  /// Reads the string whose opening quote is here.
  mutating func string() throws(Fault) -> JSONString {
    let start = offset + 1
    let end = view.endOfPlain(from: start, stoppingAtHigh: true)
    if view[end] == UInt8(ascii: "\"") {
      offset = end + 1
      return JSONString(utf8: view.copy(start..<end))
    }
    scratch.removeAll(keepingCapacity: true)
    try appendString()
    return JSONString(utf8: scratchCopy())
  }

  /// Reads an array of strings as one text, with a line feed between its lines.
  mutating func joinedLines() throws(Fault) -> JSONValue {
    try enter()
    scratch.removeAll(keepingCapacity: true)
    var count = 0
    repeat {
      skipSpace()
      guard view[offset] == UInt8(ascii: "\"") else {
        throw Fault(.notLineForm, "expected a line of text", at: offset).inside(.index(count))
      }
      if count > 0 { scratch.append(0x0A) }
      do throws(Fault) { try appendString() } catch { throw error.inside(.index(count)) }
      count += 1
      skipSpace()
    } while take(",")
    guard view[offset] == UInt8(ascii: "]") else { throw unexpected("',' or ']'") }
    leave()
    return .string(JSONString(utf8: scratchCopy()))
  }

  private func scratchCopy() -> [UInt8] {
    ByteView.with(scratch) { view in view.copy(0..<view.count) }
  }

  /// Appends the string whose opening quote is here to the scratch bytes, unescaped.
  private mutating func appendString() throws(Fault) {
    offset += 1
    while true {
      offset = view.unescape(from: offset, to: &scratch)
      switch view[offset] {
      case UInt8(ascii: "\""):
        offset += 1
        return
      case UInt8(ascii: "\\"): try appendUnicodeEscape()
      case 0x80...:
        let start = offset
        while view[offset] >= 0x80 { offset += try scalarLength(at: offset) }
        view.append(start..<offset, to: &scratch)
      default: throw endOfString()
      }
    }
  }

  private func endOfString() -> Fault {
    guard offset < view.count else { return endOfInput() }
    return Fault(.controlCharacter, "control character within a string", at: offset)
  }

  private func endOfInput() -> Fault {
    Fault(.unexpectedEnd, "input ends within a string", at: view.count)
  }

  /// Appends what the escape here stands for, of which only `\u` is left.
  private mutating func appendUnicodeEscape() throws(Fault) {
    let start = offset
    guard view[start + 1] == UInt8(ascii: "u") else {
      guard start + 1 < view.count else { throw endOfInput() }
      throw Fault(.badEscape, "unknown escape in a string", at: start)
    }
    var code = UInt32(try unit(at: start))
    offset += 6
    if code & 0xFC00 == 0xD800, view[offset] == 0x5C, view[offset + 1] == UInt8(ascii: "u") {
      let low = UInt32(try unit(at: offset))
      if low & 0xFC00 == 0xDC00 {
        code = 0x10000 + ((code & 0x3FF) << 10 | low & 0x3FF)
        offset += 6
      }
    }
    guard let scalar = Unicode.Scalar(code) else {
      throw Fault(.loneSurrogate, "surrogate without its other half", at: start)
    }
    guard !scalar.isNoncharacter else {
      throw Fault(.noncharacter, "noncharacter in a string", at: start)
    }
    scratch.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
  }

  /// The code unit of the `\u` escape that starts at an offset.
  private func unit(at start: Int) throws(Fault) -> UInt16 {
    var unit: UInt16 = 0
    for index in start + 2..<start + 6 {
      guard let digit = view[index].hexDigitValue else {
        guard index < view.count else { throw endOfInput() }
        throw Fault(.badEscape, "expected four hexadecimal digits after '\\u'", at: start)
      }
      unit = unit << 4 | UInt16(digit)
    }
    return unit
  }

  /// The bytes of the scalar at an offset, by table 3-7 of the Unicode standard.
  private func scalarLength(at offset: Int) throws(Fault) -> Int {
    let (lead, second) = (view[offset], view[offset + 1])
    let (length, seconds): (Int, ClosedRange<UInt8>) =
      switch lead {
      case 0xC2...0xDF: (2, 0x80...0xBF)
      case 0xE0: (3, 0xA0...0xBF)
      case 0xED: (3, 0x80...0x9F)
      case 0xE1...0xEF: (3, 0x80...0xBF)
      case 0xF0: (4, 0x90...0xBF)
      case 0xF1...0xF3: (4, 0x80...0xBF)
      case 0xF4: (4, 0x80...0x8F)
      default: throw malformed(at: offset)
      }
    guard seconds.contains(second) else { throw malformed(at: offset) }
    for index in offset + 2..<offset + max(2, length) where view[index] & 0xC0 != 0x80 {
      throw malformed(at: offset)
    }
    if length > 2, isNoncharacter(at: offset, length) {
      throw Fault(.noncharacter, "noncharacter in a string", at: offset)
    }
    return length
  }

  private func malformed(at offset: Int) -> Fault {
    Fault(.malformedUTF8, "malformed UTF-8", at: offset)
  }

  /// U+FDD0 to U+FDEF, and the last two code points of each plane.
  private func isNoncharacter(at offset: Int, _ length: Int) -> Bool {
    let (last, beforeLast) = (view[offset + length - 1], view[offset + length - 2])
    if length == 3 {
      guard view[offset] == 0xEF else { return false }
      return beforeLast == 0xB7 ? (0x90...0xAF).contains(last) : beforeLast == 0xBF && last >= 0xBE
    }
    return last >= 0xBE && beforeLast == 0xBF && view[offset + 1] & 0x0F == 0x0F
  }
}

extension UInt8 {
  fileprivate var hexDigitValue: UInt8? {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): self - 0x30
    case UInt8(ascii: "a")...UInt8(ascii: "f"): self - 0x57
    case UInt8(ascii: "A")...UInt8(ascii: "F"): self - 0x37
    default: nil
    }
  }
}

extension Unicode.Scalar {
  fileprivate var isNoncharacter: Bool {
    value & 0xFFFE == 0xFFFE || (0xFDD0...0xFDEF).contains(value)
  }
}
