/// A JSON number as it is written, taken apart in one pass over its bytes.
struct NumberLiteral {
  /// Where the literal's digits start, after the sign.
  let start: Int

  private(set) var isNegative = false

  /// The offset after the literal.
  private(set) var end = 0

  /// The decimal that it writes, unless it has more than 19 significant digits.
  var decimal: Decimal? {
    isLong ? nil : Decimal(significand: significand, exponent: exponent(of: trailingZeros))
  }

  /// Where the decimal point stands, counted from the first significant digit: 0.1 has it at 0.
  var magnitude: Int { exponent(of: digits) }

  private var significand: UInt64 = 0
  private var isLong = false

  /// The digits from the first one that is not zero, and the zeros that end them.
  private var digits = 0
  private var trailingZeros = 0
  private var fractionDigits = 0
  private var writtenExponent = 0

  /// Above the length of any input, so that a saturated exponent cannot be balanced by digits.
  private static let exponentBound = 1 << 56

  init(_ view: ByteView, at offset: Int) throws(Fault) {
    isNegative = view[offset] == UInt8(ascii: "-")
    start = isNegative ? offset + 1 : offset
    end = start
    if view[end] == UInt8(ascii: "0"), view[end + 1].isDigit {
      throw Fault(.badNumber, "number with a leading zero", at: start)
    }
    try readDigits(view)
    if view[end] == UInt8(ascii: ".") {
      end += 1
      let point = end
      try readDigits(view)
      fractionDigits = end - point
    }
    if view[end] | 0x20 == UInt8(ascii: "e") { try readExponent(view) }
  }

  private func exponent(of places: Int) -> Int { writtenExponent - fractionDigits + places }

  private mutating func readDigits(_ view: ByteView) throws(Fault) {
    try expectDigit(view)
    while view[end].isDigit {
      append(view[end] &- 0x30)
      end += 1
    }
  }

  @inline(__always)
  private mutating func append(_ digit: UInt8) {
    guard digit != 0 else {
      if digits > 0 {
        digits += 1
        trailingZeros += 1
      }
      return
    }
    digits += 1
    if digits > 19 {
      isLong = true
    } else {
      for _ in 0..<trailingZeros { significand *= 10 }
      significand = significand * 10 + UInt64(digit)
    }
    trailingZeros = 0
  }

  private mutating func readExponent(_ view: ByteView) throws(Fault) {
    end += 1
    let isDown = view[end] == UInt8(ascii: "-")
    if isDown || view[end] == UInt8(ascii: "+") { end += 1 }
    try expectDigit(view)
    while view[end].isDigit {
      writtenExponent = min(writtenExponent * 10 + Int(view[end] &- 0x30), Self.exponentBound)
      end += 1
    }
    if isDown { writtenExponent = -writtenExponent }
  }

  private func expectDigit(_ view: ByteView) throws(Fault) {
    guard view[end].isDigit else {
      guard end < view.count else {
        throw Fault(.unexpectedEnd, "input ends within a number", at: end)
      }
      throw Fault(.badNumber, "expected a digit", at: end)
    }
  }

  /// The nearest double, infinite where the literal overflows.
  func rounded(_ view: ByteView) -> Double {
    guard digits > 0 else { return 0 }
    if magnitude > 310 { return .infinity }
    if magnitude < -330 { return 0 }
    let value = decimal?.double ?? longDouble(view)
    return isNegative ? -value : value
  }

  /// Rounds more digits than a decimal holds. No tie between doubles has more than 767 digits, so
  /// a 1 stands for whatever follows the first 800.
  private func longDouble(_ view: ByteView) -> Double {
    var text: [UInt8] = []
    var offset = start
    while text.count < 800, offset < end, view[offset] | 0x20 != UInt8(ascii: "e") {
      let byte = view[offset]
      if byte.isDigit, byte != 0x30 || !text.isEmpty { text.append(byte) }
      offset += 1
    }
    let exponent = exponent(of: digits - text.count)
    return Double(String(decoding: text, as: UTF8.self) + "1e\(exponent - 1)") ?? .infinity
  }
}

extension Parser {
  mutating func number() throws(Fault) -> JSONNumber {
    let literal = try NumberLiteral(view, at: offset)
    let value = literal.rounded(view)
    guard let number = JSONNumber(value) else {
      throw Fault(.numberOutOfRange, "number is out of a double's range", at: offset)
    }
    if numbers == .exact, literal.decimal?.isPrinted(for: value) != true {
      throw Fault(.inexactNumber, "number is not exact as a double", at: offset)
    }
    offset = literal.end
    return number
  }
}
